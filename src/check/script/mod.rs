//! Rules about the bodies of scripts.

pub mod form;
pub mod habits;
pub mod outcomes;
pub mod values;
