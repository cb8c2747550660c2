//! Criteria as sets: which devices a group selects, whether two groups select the same, and an example device
//! where they do not. Pure: it knows solutions, and nothing of files, problems or pages.
//!
//! # What criteria mean
//!
//! [`matches()`] is the meaning: it evaluates a group on a device, and everything else here is tested against it.
//! The platform documents little of this. *Doc* marks what its pages say, *reading* what is ours.
//!
//! - Blocks are joined by OR, the criteria of a block by AND (*doc*).
//! - Contains matches by substring, in dropdowns too (*doc*). Whether letter case counts is documented nowhere:
//!   it does, unless [`Case::Insensitive`] is asked for, which then goes for equality too (*reading*). What
//!   depends on it is to be reported as such.
//! - The negative operators select just what the positive ones do not (*reading*). So blank contains nothing, is
//!   equal to no text, and satisfies does-not-contain and not-equal.
//! - A flag is true or false; unset, it counts as its default, else as false (*doc*, LANGUAGE.md).
//! - A dropdown holds one of its options, a former one, or nothing: a person may clear it (*reading*).
//! - A list such as installed software holds any set of texts. It contains a text if one of its entries does, and
//!   is equal to a text if one of its entries is (*reading*). So contains A and contains B can both hold.
//! - Whatever else the console names holds any one text or nothing: text boxes, numbers and dates, operating
//!   system, endpoint type and availability, whose known values are not all there are (*reading*).
//! - Subjects are independent of each other, and nothing is known of a text but what is tested: neither the
//!   field's length nor its pattern keeps two tested texts from standing in one value (*reading*).
//!
//! # How they are compared
//!
//! A criterion is a *question* about one subject with the answer yes or no: is it blank, or does it hold one of
//! these texts? The five operators are just these answers, so what a criterion does not select is a criterion
//! again. Answers about one subject restrict it to a class of values; one class for each subject is a
//! box; a block is a box, a group a union of boxes. A box less a block is again boxes, one for each criterion
//! that the block can miss: so every comparison is one search for a device that is in some boxes and in
//! none of the others.
//!
//! Whether a class has a value is decided exactly and fast, however many texts are tested: where a text is not
//! fixed by an equality, the answer yes can only be helped by holding more, so it is enough to look at the text
//! that holds all it may. The search alone can take long: it gives up after [`MOST_LOOKS`] looks at a criterion, and
//! then says that it cannot tell.

mod axis;
mod boxes;
mod contents;
mod meaning;
mod search;
mod sets;
mod subjects;

pub use axis::MOST_TEXTS;
pub use boxes::MOST_LOOKS;
pub use contents::{Contents, meets, opposite};
pub use meaning::{Example, given, matches};
pub use search::DEEPEST;
pub use sets::{Found, Relation, Sets, difference, relation};
pub use subjects::{Range, Subjects, Usual};

pub use crate::solution::Case;
