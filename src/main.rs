//! The `rmmgen` command.

fn main() -> std::process::ExitCode {
    rmmgen::cli::main()
}
