//! Rules about runs.

rules! {
    rules: [missing_parameter],
    // Raised where the mistake is met.
    codes: [early_output, flapping, idle_row, launch, lingering, near_token, never_leaves, re_admission, unknown_token, unscoped_retry],
}
