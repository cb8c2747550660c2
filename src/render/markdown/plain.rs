//! Prose that is spelt as it would be written anew: most of what authors write. It needs no parser.

/// What Markdown drops at the edges of a line; other white space is text.
pub(super) const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// Whether the source is paragraphs of text, code spans, bold text and links, each in the spelling of ours. When
/// in doubt it is not.
pub(super) fn stands(source: &str) -> bool {
    let mut blank = true;
    source.split('\n').all(|line| {
        // One blank line between paragraphs, none before them.
        let after_blank = std::mem::replace(&mut blank, line.is_empty());
        if line.is_empty() { !after_blank } else { begins(line) && line_stands(line.as_bytes()) }
    })
}

/// Whether a line begins with a word, and so no block but a paragraph; or with a span.
fn begins(line: &str) -> bool {
    let module = line.starts_with("import") || line.starts_with("export");
    line.starts_with(|c: char| c.is_ascii_alphabetic() || "`*[".contains(c))
        && !module
        && !line.ends_with(' ')
}

fn line_stands(line: &[u8]) -> bool {
    let mut at = 0;
    loop {
        at += line[at..].iter().take_while(|b| QUIET[usize::from(**b)]).count();
        let length = match line.get(at) {
            None => return true,
            Some(b'`') => code(&line[at..]),
            Some(b'*') if at == 0 || line[at - 1] == b' ' => bold(&line[at..]),
            Some(b'[') => link(&line[at..]),
            Some(_) => calm(line, at).then_some(1),
        };
        let Some(length) = length else { return false };
        at += length;
    }
}

/// Whether a byte means nothing here but itself.
fn calm(text: &[u8], at: usize) -> bool {
    match text[at] {
        b'.' => at < 3 || !text[at - 3..at].eq_ignore_ascii_case(b"www"),
        b':' => text.get(at + 1).is_none_or(|b| *b == b' '),
        b => QUIET[usize::from(b)],
    }
}

static QUIET: [bool; 256] = {
    let mut table = [false; 256];
    let (marks, mut at) = (b" ,;'\"()/?%$^-", 0);
    while at < 256 {
        table[at] = at >= 128 || (at as u8).is_ascii_alphanumeric();
        at += 1;
    }
    at = 0;
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};

/// The length of the code span that begins here.
fn code(text: &[u8]) -> Option<usize> {
    let content = &text[1..text[1..].iter().position(|b| *b == b'`')? + 1];
    let padded = content.starts_with(b" ") || content.ends_with(b" ");
    let after = text.get(content.len() + 2);
    let simple = !content.is_empty() && !padded && content.iter().all(|b| *b >= b' ');
    (simple && after != Some(&b'`')).then_some(content.len() + 2)
}

/// The length of the bold text that begins here.
fn bold(text: &[u8]) -> Option<usize> {
    let length = words(text.strip_prefix(b"**")?)?;
    let after = text[2 + length..].strip_prefix(b"**")?;
    after.first().is_none_or(|b| b" .,;:)".contains(b)).then_some(length + 4)
}

/// The length of the link that begins here.
fn link(text: &[u8]) -> Option<usize> {
    let length = words(&text[1..])?;
    let address = text[1 + length..].strip_prefix(b"](")?;
    let plain = |b: &u8| b.is_ascii_alphanumeric() || b"/:.-?=#%+,".contains(b);
    let end = address.iter().position(|b| !plain(b))?;
    (end > 0 && address[end] == b')').then_some(length + end + 4)
}

/// The length of a span's text: calm, between a letter and a letter or digit.
fn words(text: &[u8]) -> Option<usize> {
    let length = text.iter().position(|b| matches!(b, b'*' | b']'))?;
    let words = &text[..length];
    let module = words.starts_with(b"import") || words.starts_with(b"export");
    let edges = words.first()?.is_ascii_alphabetic() && words.last()?.is_ascii_alphanumeric();
    (edges && !module && (0..length).all(|at| calm(words, at))).then_some(length)
}
