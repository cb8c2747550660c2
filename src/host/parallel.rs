//! The same work on many things, on every core.

use std::num::NonZero;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Does the work on each item and returns the results in the items' order. A single item starts no thread.
pub fn map<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    // Asking the system for its cores takes as long as a small solution.
    let threads = match items.len() {
        several @ 2.. => thread::available_parallelism().map_or(1, NonZero::get).min(several),
        _ => 1,
    };
    if threads < 2 {
        return items.into_iter().map(work).collect();
    }
    let results = Mutex::new(Vec::with_capacity(items.len()));
    let items = Mutex::new(items.into_iter().enumerate());
    let next = || items.lock().unwrap_or_else(PoisonError::into_inner).next();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((index, item)) = next() {
                    let result = work(item);
                    results.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_come_in_order() {
        let doubled = super::map((0..1000).collect(), |item: usize| item * 2);
        assert_eq!(doubled, (0..1000).map(|item| item * 2).collect::<Vec<_>>());
    }
}
