//! How the console spells the ideas of the model.

use std::borrow::Cow;

use crate::solution::platform::{Tokens, Vocabulary};
use crate::solution::{Action, Device, FieldType, Kind, Level, Os, ParameterType, Test, Weekday};

pub(super) const TOKENS: Tokens =
    Tokens { system: ["output", "companyname", "sitename", "friendlyname"], around_name: '@' };

#[derive(Debug)]
pub(super) struct Words;

impl Vocabulary for Words {
    fn level(&self, level: Level) -> &'static str {
        match level {
            Level::Company => "COMPANY",
            Level::Site => "SITE",
            Level::Endpoint => "ENDPOINT",
        }
    }

    fn field_type(&self, field_type: FieldType) -> &'static str {
        match field_type {
            FieldType::TextBox => "Text Box",
            FieldType::Dropdown => "Dropdown",
            FieldType::Flag => "Flag",
            FieldType::Number => "Number",
            FieldType::Date => "Date",
        }
    }

    fn parameter_type(&self, parameter_type: ParameterType) -> &'static str {
        match parameter_type {
            ParameterType::Text => "Text String",
            ParameterType::Flag => "Flag",
            ParameterType::Number => "Number Value",
            ParameterType::Dropdown => "Dropdown",
        }
    }

    fn device(&self, device: Device) -> &'static str {
        match device {
            Device::OsType => "OS Type",
            Device::EndpointType => "Endpoint Type",
            Device::Available => "Available",
            Device::InstalledSoftwareName => "Installed Software Name",
            Device::ServiceDisplayName => "Service Display Name",
            Device::MachineRoles => "Machine Roles",
            Device::Os => "OS",
            Device::OsProduct => "OS Product",
            Device::OsBuildNumber => "OS Build Number",
            Device::Site => "Site",
        }
    }

    fn operator(&self, test: &Test) -> &'static str {
        match test {
            Test::Equal(_) => "Equal",
            Test::NotEqual(_) => "Not Equal",
            Test::ContainsAnyOf(_) => "Contains any of",
            Test::DoesNotContainAnyOf(_) => "Does Not Contain any of",
            Test::IsBlank(_) => "Is Blank",
        }
    }

    fn system(&self, os: Os) -> &'static str {
        match os {
            Os::Windows => "Windows",
            Os::Macos => "MacOS",
            Os::Linux => "Linux",
        }
    }

    fn reported_system(&self, os: Os) -> &'static str {
        match os {
            Os::Windows => "Windows",
            Os::Macos => "Darwin",
            Os::Linux => "Linux",
        }
    }

    /// The platform documents no list of them.
    fn known_values(&self, device: Device) -> &'static [&'static str] {
        match device {
            Device::OsType => &["Windows", "Darwin", "Linux"],
            Device::EndpointType => &["Workstation", "Server"],
            Device::Available => &["True", "False"],
            _ => &[],
        }
    }

    fn row(&self, action: &Action) -> &'static str {
        match action {
            Action::Script(_) => "PowerShell script",
            Action::Log(_) => "Script Log",
            Action::SetField { .. } => "Set Custom Field",
            Action::ReadField { .. } => "Set Pre-defined Variable",
        }
    }

    fn weekday(&self, day: Weekday) -> &'static str {
        match day {
            Weekday::Monday => "Monday",
            Weekday::Tuesday => "Tuesday",
            Weekday::Wednesday => "Wednesday",
            Weekday::Thursday => "Thursday",
            Weekday::Friday => "Friday",
            Weekday::Saturday => "Saturday",
            Weekday::Sunday => "Sunday",
        }
    }

    /// The manifest's `system` has a capital; any other account is as it is.
    fn account<'a>(&self, run_as: &'a str) -> Cow<'a, str> {
        if run_as == "system" { "System".into() } else { run_as.into() }
    }

    fn place(&self, kind: Kind) -> &'static [&'static str] {
        match kind {
            Kind::Field => &["SETTINGS", "Custom Fields"],
            Kind::Group => &["ENDPOINTS", "Groups"],
            Kind::Task | Kind::Solution => &["AUTOMATION", "Tasks"],
        }
    }
}
