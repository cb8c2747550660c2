//! The smallest text that still shows a difference.

use super::mutants::pieces;
use super::{Difference, Engine, difference};

/// Most rounds of questions about one text.
const ROUNDS: usize = 60;

/// Takes parts out of a text as long as the difference stays.
pub(crate) fn smallest(text: &str, found: &Difference, engine: &mut Engine) -> (String, Difference) {
    let mut best = (text.to_owned(), found.clone());
    for _ in 0..ROUNDS {
        let candidates = smaller(&best.0);
        let verdicts = engine.ask(&candidates);
        let next = candidates.into_iter().zip(&verdicts).find_map(|(text, verdict)| {
            let difference = difference(&text, verdict)?;
            difference.is_like(found).then_some((text, difference))
        });
        match next {
            Some(next) => best = next,
            None => break,
        }
    }
    best
}

/// The text without each half, quarter, … and each piece of it, the shortest first.
fn smaller(text: &str) -> Vec<String> {
    let pieces = pieces(text);
    let mut texts = Vec::new();
    let mut length = pieces.len() / 2;
    while length > 0 {
        for start in (0..pieces.len()).step_by(length) {
            let end = pieces.len().min(start + length);
            texts.push(pieces[..start].concat() + &pieces[end..].concat());
        }
        length /= 2;
    }
    texts.truncate(400);
    texts
}
