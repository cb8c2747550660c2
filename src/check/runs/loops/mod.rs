//! Rules about tasks whose results decide where tasks run.

mod hops;
mod places;

rules! {
    rules: [flapping, lingering, never_leaves, re_admission, unscoped_retry],
    codes: [],
}
