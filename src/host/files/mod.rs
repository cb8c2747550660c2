//! Files and folders: looking, reading, changing one by one.

mod find;
mod input;
mod lock;
mod look;
mod make;
mod open;
mod operations;

pub(crate) use self::find::{Found, Search};
pub use self::input::{Below, InputError, Root, find_top, read_input};
pub(crate) use self::input::{from_here, in_repository, names_below, names_folder, same_file};
pub use self::lock::{Lock, Wait};
pub(crate) use self::look::read_into;
pub(crate) use self::look::{Kind, Listing, is_empty, is_file, is_folder, is_there, kind, real_path};
pub(crate) use self::make::create_folder;
pub(crate) use self::open::{LARGEST, Links, read_if_there};
pub(crate) use self::operations::{Operations, Undone};
pub use self::operations::{Seam, Straight};
