//! When two names are easily taken for one another.

/// Whether two names differ, and only in letter case, blanks, signs or one letter.
pub(super) fn is_nearly(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> Vec<char> {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (short, long) = (letters(a), letters(b));
    let (short, long) = if short.len() <= long.len() { (short, long) } else { (long, short) };
    a != b && !short.is_empty() && long.len() - short.len() <= 1 && differ_in_one(&short, &long)
}

/// Whether one letter is left out, put in or another one.
fn differ_in_one(short: &[char], long: &[char]) -> bool {
    let start = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let end = short[start..].iter().rev().zip(long[start..].iter().rev()).take_while(|(a, b)| a == b).count();
    long.len() - start - end <= 1
}

/// A name without what is easily overlooked in it: letter case, blanks and hyphens, an `s` at the end of a word.
pub(super) fn stem(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'));
    words.map(|word| word.strip_suffix('s').filter(|stem| stem.len() > 1).unwrap_or(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_nearly_the_same() {
        for (a, b) in [
            ("Clean Disks", "Clean Disk"),
            ("Clean Disks", "Clean disks"),
            ("BitLocker - Audit", "BitLocker Audit"),
            ("Cleanup", "Clean up"),
            ("Phase 1", "Phase 2"),
        ] {
            assert!(is_nearly(a, b) && is_nearly(b, a), "{a} {b}");
        }
        for (a, b) in [("Clean Disks", "Clean Disks"), ("Disks", "Clean Disks"), ("A", "!"), ("On", "Off")] {
            assert!(!is_nearly(a, b), "{a} {b}");
        }
    }

    #[test]
    fn a_stem_is_what_one_sees_at_a_glance() {
        assert_eq!(stem("Exclude Server"), stem("Exclude servers"));
        assert_eq!(stem("Auto-Fix"), stem("Auto Fix"));
        assert_eq!(stem("AutoFix"), stem("Auto Fix"));
        assert_ne!(stem("OS"), stem("O"));
        assert_ne!(stem("Disable"), stem("Enable"));
    }
}
