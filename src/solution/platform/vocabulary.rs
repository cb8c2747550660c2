//! How a console spells the ideas of the model.

use std::borrow::Cow;

use crate::solution::{
    Action, Criterion, Device, FieldType, Kind, Level, Os, ParameterType, Subject, Test, Value, Weekday,
};

/// How a console spells the ideas of the model.
pub trait Vocabulary: Sync + std::fmt::Debug {
    /// A level, as it stands beside a field's name.
    fn level(&self, level: Level) -> &'static str;
    /// A custom field's type.
    fn field_type(&self, field_type: FieldType) -> &'static str;
    /// A parameter's type.
    fn parameter_type(&self, parameter_type: ParameterType) -> &'static str;
    /// A built-in property of devices.
    fn device(&self, device: Device) -> &'static str;
    /// A criterion's operator.
    fn operator(&self, test: &Test) -> &'static str;
    /// A system, as a row is set to run on it.
    fn system(&self, os: Os) -> &'static str;
    /// A system, as its devices report it in the property for it.
    fn reported_system(&self, os: Os) -> &'static str;
    /// The values that a property of devices is known to have, the usual one first; none where it can have any.
    fn known_values(&self, device: Device) -> &'static [&'static str];
    /// A kind of row of the script editor.
    fn row(&self, action: &Action) -> &'static str;
    /// A day of the week.
    fn weekday(&self, day: Weekday) -> &'static str;
    /// The account that a script runs as.
    fn account<'a>(&self, run_as: &'a str) -> Cow<'a, str>;
    /// Where a kind of part is set up: the entries of the menus, from the top.
    fn place(&self, kind: Kind) -> &'static [&'static str];

    /// The criterion that selects the devices with a system, as they report it.
    fn on_system(&self, os: Os) -> Criterion {
        let reported = Value::Text(self.reported_system(os).to_owned());
        Criterion::new(Subject::Device(Device::OsType), Test::Equal(reported))
    }
}
