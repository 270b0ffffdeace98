//! The little of HTML that notes use: attributes that make anchors and links.

use std::ops::Range;

/// An attribute with a value in a raw tag.
#[derive(Debug, PartialEq, Eq)]
pub struct Attribute<'t> {
    /// The tag's name in lower case.
    pub tag: String,
    /// The attribute's name in lower case.
    pub name: String,
    /// Its value as written.
    pub value: &'t str,
    /// Bytes of the value within the scanned text, quotes left out.
    pub range: Range<usize>,
}

/// Every attribute with a value of every opening tag, comments left out.
///
/// Follows the tokenizer of the HTML standard (section 13.2.5) as far as notes need: quoted and unquoted values.
#[must_use]
pub fn attributes(html: &str) -> Vec<Attribute<'_>> {
    let bytes = html.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|offset| at + offset) {
        at = open + 1;
        if html[at..].starts_with("!--") {
            at = html[at..].find("-->").map_or(html.len(), |offset| at + offset + 3);
            continue;
        }
        let name_end = run(bytes, at, |byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if name_end == at {
            continue;
        }
        let tag = html[at..name_end].to_ascii_lowercase();
        at = name_end;
        loop {
            at = run(bytes, at, |byte| byte.is_ascii_whitespace() || byte == b'/');
            let name_start = at;
            at = run(bytes, at, |byte| !byte.is_ascii_whitespace() && !b"=>/<\"'".contains(&byte));
            if at == name_start {
                break;
            }
            let name = html[name_start..at].to_ascii_lowercase();
            let equals = run(bytes, at, |byte| byte.is_ascii_whitespace());
            if bytes.get(equals) != Some(&b'=') {
                continue;
            }
            let start = run(bytes, equals + 1, |byte| byte.is_ascii_whitespace());
            let range = match bytes.get(start) {
                Some(&quote @ (b'"' | b'\'')) => start + 1..run(bytes, start + 1, |byte| byte != quote),
                _ => start..run(bytes, start, |byte| !byte.is_ascii_whitespace() && byte != b'>'),
            };
            at = if range.start > start { (range.end + 1).min(html.len()) } else { range.end };
            found.push(Attribute { tag: tag.clone(), name, value: &html[range.clone()], range });
        }
    }
    found
}

/// The offset behind the longest run from `at` of bytes that fit. Stops only before ASCII or at the end, so on a character boundary.
fn run(bytes: &[u8], at: usize, fits: impl Fn(u8) -> bool) -> usize {
    at + bytes[at..].iter().take_while(|&&byte| fits(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &[(&str, &str, &str)]) {
        let found = attributes(html);
        let found: Vec<_> =
            found.iter().map(|found| (found.tag.as_str(), found.name.as_str(), found.value)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn quoted_and_bare_values() {
        check(
            r#"<a name="x" ID='y y' href=z/w><img src = "p.png"/>"#,
            &[("a", "name", "x"), ("a", "id", "y y"), ("a", "href", "z/w"), ("img", "src", "p.png")],
        );
    }

    #[test]
    fn comments_and_attributes_without_value_count_for_nothing() {
        check(r#"<!-- <a id="no"> --><details open><summary id="é">"#, &[("summary", "id", "é")]);
    }

    #[test]
    fn torn_tags_end_quietly() {
        for html in
            ["<", "<a", "<a href", "<a href=", "<a href=\"", "<a href=\"é", "<a =x>", "<é id=1>", "a < b"]
        {
            let _ = attributes(html);
        }
    }
}
