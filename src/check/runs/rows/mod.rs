//! Rules about the rows of a task, each on the systems that it runs on.

mod texts;

rules! {
    rules: [early_output, idle_row, near_token, unguarded_store, unknown_token],
    codes: [],
}
