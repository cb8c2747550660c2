//! A mistake of our own ends what it is in, and nothing else.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

use super::Error;

thread_local! {
    /// Where the last panic of this thread arose, and what it said.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps panics from being printed where they arise: whoever catches one says it.
pub(crate) fn keep_for_the_catcher() {
    panic::set_hook(Box::new(|panic| LAST.set(Some(panic.to_string()))));
}

/// Does some work, and makes an error of a panic in it.
///
/// # Errors
/// The panic. What the work would have returned is lost, and nothing else uses what it had begun.
pub(crate) fn caught<R>(work: impl FnOnce() -> R) -> Result<R, Error> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let said = LAST.take().unwrap_or_else(|| said(payload.as_ref()));
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        Error::new(format!("a mistake in rmmgen itself: {said}"))
            .help("please report it, with the manifest; no file is left half written")
    })
}

/// What a panic says that no hook has heard.
fn said(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref().cloned()).unwrap_or_else(|| "a panic".to_owned())
}

#[cfg(test)]
mod tests {
    use super::caught;

    #[test]
    fn a_panic_is_an_error_that_says_what_it_said() {
        assert_eq!(caught(|| 1).unwrap(), 1);
        for error in [caught(|| panic!("one")).map(|()| 0), caught(|| panic!("{}", "two"))] {
            let message = error.unwrap_err().message;
            assert!(message.contains("one") || message.contains("two"), "{message}");
        }
    }
}
