//! What a note uses that is declared nowhere: the languages of its code, the fields of its front matter.

use crate::syntax::{BlockKind, Syntax};

/// The languages of the fenced code blocks, each as often as it is named.
pub(super) fn languages(syntax: &Syntax<'_>) -> Box<[Box<str>]> {
    let named = syntax.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Code { fence: Some(words) } => {
            let is_name = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '#' | '.' | '_');
            let words = words.trim();
            let name = &words[..words.find(|c: char| !is_name(c)).unwrap_or(words.len())];
            (!name.is_empty()).then(|| name.into())
        }
        _ => None,
    });
    named.collect()
}

/// The names of the fields of the front matter.
pub(super) fn fields(syntax: &Syntax<'_>) -> Box<[Box<str>]> {
    let content = syntax.front_matter.as_ref().map_or("", |found| found.content.of(syntax.text));
    content.lines().filter_map(field).map(Into::into).collect()
}

/// The name of the field that a line of front matter begins.
pub(crate) fn field(line: &str) -> Option<&str> {
    let (name, rest) = line.split_once(':')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    (is_name && (rest.is_empty() || rest.starts_with([' ', '\t', '\r']))).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    #[test]
    fn languages_are_the_first_words_of_fences() {
        let text = "```rust,ignore\n```\n\n~~~ c++ {x}\n~~~\n\n```\n```\n\n    indented\n\n```{r}\n```\n";
        assert_eq!(languages(&parse(text)).join(" "), "rust c++");
    }

    #[test]
    fn fields_stand_at_the_start_of_a_line() {
        let text = "---\ntitle: a: b\ntags:\n  - x\n  y: z\nmy-key: 1\nno:thing\n---\n";
        assert_eq!(fields(&parse(text)).join(" "), "title tags my-key");
    }
}
