//! JSON: serialised, never templated.

pub mod schema;

use serde::Serialize;

/// Indented JSON with LF and a final newline: what an editor would save.
pub(crate) fn pretty(content: &impl Serialize) -> Vec<u8> {
    // Room for a usual file, so that it is not moved as it grows.
    let mut bytes = Vec::with_capacity(2048);
    serde_json::to_writer_pretty(&mut bytes, content).expect("plain data with text keys, into memory");
    bytes.push(b'\n');
    bytes
}
