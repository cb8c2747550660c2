//! Markup that does not mean on a page what it was meant to.

rules! {
    rules: [front_matter, html_in_prose, open_markup],
    codes: [],
}
