//! The resolved types.

mod criterion;
mod field;
mod group;
mod part;
mod schedule;
mod solution;
mod task;

pub use criterion::{Criterion, Device, OutcomeRef, Subject, Test};
pub use field::{Field, FieldType, Level, Rule};
pub use group::{Block, Given, Group, GroupExample, Holds};
pub use part::{Part, Value, derived_id};
pub use schedule::{Interval, Schedule, Unit, Weekday};
pub use solution::{Change, Faq, Instruction, Solution};
pub use task::{
    Action, Body, Os, Outcome, Parameter, ParameterType, Read, Report, Script, Step, Stored, Task,
};
