//! What texts say of the solution itself: its pages, its images, its blocks and options.

rules! {
    rules: [missing_block, missing_image, near_option, own_link, untested_mention],
    codes: [],
}
