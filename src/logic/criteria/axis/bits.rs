//! Sets of small numbers. Two that are compared have the same size.

/// A set of numbers below its size.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    /// The empty set of numbers below `size`.
    pub(super) fn none(size: usize) -> Self {
        Bits(vec![0; size.div_ceil(64)])
    }

    /// The numbers below `size` for which this holds.
    pub(super) fn of(size: usize, holds: impl Fn(usize) -> bool) -> Self {
        let mut bits = Bits::none(size);
        for number in (0..size).filter(|&number| holds(number)) {
            bits.insert(number);
        }
        bits
    }

    /// Takes in a number.
    pub(super) fn insert(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    /// Takes in another set.
    pub(super) fn join(&mut self, other: &Bits) {
        for (word, other) in self.0.iter_mut().zip(&other.0) {
            *word |= other;
        }
    }

    pub(super) fn contains(&self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// Whether the two have a number in common.
    pub(super) fn meets(&self, other: &Bits) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    /// Whether the two have a number in common that is in none of these.
    pub(super) fn meets_outside(&self, other: &Bits, without: [&Bits; 2]) -> bool {
        let [first, second] = without;
        let pairs = self.0.iter().zip(&other.0);
        pairs.zip(first.0.iter().zip(&second.0)).any(|((a, b), (c, d))| a & b & !c & !d != 0)
    }
}
