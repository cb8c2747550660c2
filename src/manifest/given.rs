//! What an example gives of a device.

use schemars::JsonSchema;
use serde::Deserialize;

use super::GivenValue;
use crate::solution::Device;

macro_rules! device_values {
    ($($(#[$meta:meta])* $key:ident $device:ident)*) => {
        /// What built-in properties hold. Of a list, a text is something in it, and a list is all of it.
        #[derive(Debug, Deserialize, JsonSchema)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        pub struct DeviceValues {
            $($(#[$meta])* pub $key: Option<GivenValue>,)*
        }

        impl DeviceValues {
            /// Those that are given.
            pub fn given(&self) -> impl Iterator<Item = (Device, &GivenValue)> {
                let all = [$((Device::$device, &self.$key)),*];
                all.into_iter().filter_map(|(device, value)| Some((device, value.as_ref()?)))
            }
        }
    };
}

device_values! {
    /// Such as "Windows".
    os_type OsType
    /// Such as "Server".
    endpoint_type EndpointType
    /// Online.
    available Available
    /// "7-Zip": it is among what is installed; ["7-Zip"]: nothing else is.
    installed_software_name InstalledSoftwareName
    /// "Print Spooler": it is among the services; ["Print Spooler"]: there is no other.
    service_display_name ServiceDisplayName
    /// "File Server": it is among the roles; ["File Server"]: there is no other.
    machine_roles MachineRoles
    /// Such as "Microsoft Windows 11 Pro".
    os Os
    /// The product of the operating system.
    os_product OsProduct
    /// The build of the operating system.
    os_build_number OsBuildNumber
    /// The site, by its name in the console.
    site Site
}
