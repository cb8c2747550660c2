//! The same work on many things, on every core.

use std::num::NonZero;
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Builder};

/// Does the work on each item and returns the results in the items' order. A single item starts no thread, and a system
/// that gives none leaves all of it to this one.
pub fn map<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    // Asking the system for its cores takes as long as a small solution.
    let threads = match items.len() {
        several @ 2.. => thread::available_parallelism().map_or(1, NonZero::get).min(several),
        _ => 1,
    };
    map_on(threads, &Builder::new, items, work)
}

fn map_on<T: Send, R: Send>(
    threads: usize,
    builder: &dyn Fn() -> Builder,
    items: Vec<T>,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    if threads < 2 {
        return items.into_iter().map(work).collect();
    }
    let results = Mutex::new(Vec::with_capacity(items.len()));
    let items = Mutex::new(items.into_iter().enumerate());
    let next = || items.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work_on = || {
        while let Some((index, item)) = next() {
            let result = work(item);
            results.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
        }
    };
    thread::scope(|scope| {
        // This thread is one of them. Where there is a limit to their number, fewer do the same.
        for _ in 1..threads {
            if builder().spawn_scoped(scope, work_on).is_err() {
                break;
            }
        }
        work_on();
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use std::thread::Builder;

    #[test]
    fn results_come_in_order() {
        let doubled = super::map((0..1000).collect(), |item: usize| item * 2);
        assert_eq!(doubled, (0..1000).map(|item| item * 2).collect::<Vec<_>>());
    }

    #[test]
    fn a_system_that_starts_no_thread_has_the_work_done_by_this_one() {
        let none = || Builder::new().stack_size(1 << 60);
        assert!(none().spawn(|| ()).is_err(), "no system has room for such a stack");
        let here = std::thread::current().id();
        let by =
            super::map_on(4, &none, (0..100).collect::<Vec<_>>(), |item| (item, std::thread::current().id()));
        assert_eq!(by, (0..100).map(|item| (item, here)).collect::<Vec<_>>());
    }
}
