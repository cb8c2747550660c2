//! A range of whole numbers as a regular expression: the platform validates text boxes by pattern only.

/// A pattern for exactly the whole numbers from `low` to `high`, both included, as people write them: no plus
/// sign, no leading zeros, no `-0`. It keeps to what every regex engine reads alike.
pub(super) fn range_regex(low: i64, high: i64) -> String {
    let mut alternatives = Vec::new();
    if low < 0 && low <= high {
        let nearest = if high < 0 { high.unsigned_abs() } else { 1 };
        alternatives.extend(magnitudes(nearest, low.unsigned_abs()).into_iter().map(|it| format!("-{it}")));
    }
    if let Ok(high) = u64::try_from(high) {
        alternatives.extend(magnitudes(u64::try_from(low).unwrap_or(0), high));
    }
    if alternatives.is_empty() {
        return r"^[^\s\S]$".to_owned(); // An empty range: nothing fits.
    }
    format!("^({})$", alternatives.join("|"))
}

/// The alternatives for `low..=high`: one run of them for each number of digits.
fn magnitudes(low: u64, high: u64) -> Vec<String> {
    let mut alternatives = Vec::new();
    let mut start = low;
    while start <= high {
        let longest = largest_as_long_as(start);
        let end = longest.min(high);
        alternatives.extend(same_length(start.to_string().as_bytes(), end.to_string().as_bytes()));
        match longest.checked_add(1) {
            Some(next) => start = next,
            None => break,
        }
    }
    alternatives
}

/// 9, 99, 999…: the largest number with as many digits.
fn largest_as_long_as(number: u64) -> u64 {
    10u64.checked_pow(number.to_string().len() as u32).map_or(u64::MAX, |power| power - 1)
}

/// The alternatives for the numbers between two that have the same number of digits.
fn same_length(low: &[u8], high: &[u8]) -> Vec<String> {
    let (Some((&first, low_rest)), Some((&last, high_rest))) = (low.split_first(), high.split_first()) else {
        return vec![String::new()];
    };
    let behind =
        |digit: u8, rest: Vec<String>| rest.into_iter().map(move |it| format!("{}{it}", digit as char));
    if first == last {
        return behind(first, same_length(low_rest, high_rest)).collect();
    }
    let mut alternatives = Vec::new();
    let (mut from, mut to) = (first, last);
    if low_rest.iter().any(|&digit| digit != b'0') {
        alternatives.extend(behind(first, same_length(low_rest, &vec![b'9'; low_rest.len()])));
        from += 1;
    }
    let partial_end = high_rest.iter().any(|&digit| digit != b'9');
    if partial_end {
        to -= 1;
    }
    if from <= to {
        alternatives.push(digits(from, to) + &any_digits(low_rest.len()));
    }
    if partial_end {
        alternatives.extend(behind(last, same_length(&vec![b'0'; high_rest.len()], high_rest)));
    }
    alternatives
}

fn digits(from: u8, to: u8) -> String {
    let (from, to) = (from as char, to as char);
    if from == to { from.to_string() } else { format!("[{from}-{to}]") }
}

fn any_digits(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "[0-9]".to_owned(),
        _ => format!("[0-9]{{{count}}}"),
    }
}

#[cfg(test)]
mod tests {
    use fancy_regex::Regex;

    use super::range_regex;

    fn matches(regex: &Regex, text: &str) -> bool {
        regex.is_match(text).unwrap()
    }

    #[test]
    fn exactly_the_numbers_of_every_small_range() {
        let texts: Vec<(i64, String)> = (-130..=130).map(|number| (number, number.to_string())).collect();
        // Every pair of ends near a change of length, where the splitting is.
        let ends: Vec<i64> = (0..=23).chain(88..=112).flat_map(|end| [end, -end]).collect();
        for &low in &ends {
            for &high in &ends {
                let regex = Regex::new(&range_regex(low, high)).unwrap();
                for (number, text) in &texts {
                    assert_eq!(
                        matches(&regex, text),
                        (low..=high).contains(number),
                        "{number} in {low}..={high}"
                    );
                }
            }
        }
    }

    #[test]
    fn exactly_the_numbers_around_every_end_of_long_ranges() {
        let ends = [0, 1, 9, 10, 99, 365, 1000, 4095, 70_000, 999_999, 1_000_001, i64::MAX - 1, i64::MAX];
        let ends: Vec<i64> =
            ends.iter().flat_map(|&end| [end, -end]).chain([i64::MIN, i64::MIN + 1]).collect();
        for &low in &ends {
            for &high in ends.iter().filter(|&&high| low <= high) {
                let regex = Regex::new(&range_regex(low, high)).unwrap();
                for &end in &ends {
                    for number in (-12..=12).filter_map(|step| end.checked_add(step)) {
                        let text = number.to_string();
                        assert_eq!(
                            matches(&regex, &text),
                            (low..=high).contains(&number),
                            "{text} in {low}..={high}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_day_of_the_year_reads_well() {
        assert_eq!(range_regex(0, 365), "^([0-9]|[1-9][0-9]|[1-2][0-9]{2}|3[0-5][0-9]|36[0-5])$");
    }

    #[test]
    fn other_spellings_of_a_number_do_not_fit() {
        let regex = Regex::new(&range_regex(-10, 10)).unwrap();
        for text in ["", "-", "-0", "+1", "01", "007", "1.0", " 1", "1 ", "1e1", "١", "--1", "1\n2"] {
            assert!(!matches(&regex, text), "{text:?}");
        }
    }
}
