//! Rules about runs: who launches a task, what its rows do on a device, and where the device is then.

pub mod loops;
pub mod rows;

rules! {
    rules: [launch, missing_parameter],
    codes: [],
}
