//! How a body is written into the script.

use std::borrow::Cow;

use super::look_alike;
use super::syntax;

/// A body as it stands in the script: ASCII in its comments too, and without the line ends behind it.
pub fn render_body(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).trim_end_matches(['\r', '\n']);
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut rendered = String::with_capacity(text.len());
    let mut done = 0;
    for comment in syntax::parse(text).comments {
        let comment = comment.range();
        rendered.push_str(&text[done..comment.start]);
        done = comment.end;
        rendered.extend(text[comment].chars().map(|character| match character {
            '\0'..='\x7F' => Cow::Owned(character.to_string()),
            _ => Cow::Borrowed(look_alike(character)),
        }));
    }
    rendered.push_str(&text[done..]);
    Cow::Owned(rendered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_lose_what_is_not_ascii() {
        let text = "# caf\u{e9} \u{2013} it\u{2019}s\n<# #\u{e9}> \u{1F600} #>\n'#x'\n";
        assert_eq!(render_body(text), "# caf? - it's\n<# #?> ? #>\n'#x'");
    }
}
