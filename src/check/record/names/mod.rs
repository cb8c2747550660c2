//! Names that are one to the platform, or to whoever reads them.

mod alike;
pub(super) mod named;

rules! {
    rules: [duplicate_name, near_title, similar_names],
    codes: [],
}
