//! Characters that are easily taken for others. Matching compares characters, not looks.

/// The first character of a text that looks like another one, what it is called, and what to do instead.
pub fn first(text: &str) -> Option<(char, &'static str, &'static str)> {
    text.chars().find_map(|c| look_alike(c).map(|(name, instead, _)| (c, name, instead)))
}

/// The text as it looks: with the keyboard's characters, and one blank wherever there are some.
pub fn plain(text: &str) -> String {
    let typed: String =
        text.chars().filter_map(|c| look_alike(c).map_or(Some(c), |(_, _, typed)| typed)).collect();
    typed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a character is called that is easily taken for another one, what to do instead, and that other one.
fn look_alike(c: char) -> Option<(&'static str, &'static str, Option<char>)> {
    Some(match c {
        '\u{a0}' | '\u{202f}' | '\u{2007}' => ("non-breaking blank", "type an ordinary blank", Some(' ')),
        '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' | '\u{3000}' => {
            ("blank of another width", "type an ordinary blank", Some(' '))
        }
        '\u{2010}' | '\u{2011}' => ("hyphen that is not the keyboard's", "type `-`", Some('-')),
        '\u{2012}'..='\u{2015}' | '\u{2212}' => ("dash that is not the keyboard's", "type `-`", Some('-')),
        '\u{2018}'..='\u{201b}' | '\u{2032}' => ("curly single quote", "type `'`", Some('\'')),
        '\u{201c}'..='\u{201f}' | '\u{2033}' => (
            "curly double quote",
            "type `\\\"`, with the backslash where the text stands between \" and \"",
            Some('"'),
        ),
        '\u{ad}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => ("character that cannot be seen", "leave it out", None),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_as_it_looks() {
        for (text, expected) in [
            ("Not\u{a0}Available", "Not Available"),
            (" Not  Available ", "Not Available"),
            ("Sign\u{2011}in", "Sign-in"),
            ("it\u{2019}s \u{201c}on\u{201d}", "it's \"on\""),
            ("a\u{200b}b", "ab"),
        ] {
            assert_eq!(plain(text), expected);
        }
        assert_eq!(first("a-b"), None);
    }
}
