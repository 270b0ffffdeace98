//! What a note uses that is declared nowhere: the languages of its code, the fields of its front matter, names in bold.

use crate::syntax::{BlockKind, InlineKind, Syntax};
use crate::terms::bytes::holds;
use crate::text::Span;

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

/// Most words of a name in bold.
const BOLD_WORDS: usize = 4;

/// Where prose sets a few words in bold that may be a name: neither the beginning of a line, which is a label or a title,
/// nor a whole clause.
pub(super) fn bold(syntax: &Syntax<'_>) -> Box<[Span]> {
    let mut found = Vec::new();
    for block in syntax.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph) {
        for inline in
            syntax.inlines_of(block).iter().filter(|inline| matches!(inline.kind, InlineKind::Strong))
        {
            let source = inline.span.of(syntax.text);
            let name = source.trim_matches(['*', '_']);
            let before = &syntax.text[block.span.start as usize..inline.span.start as usize];
            let opens_line =
                before.rsplit('\n').next().is_none_or(|line| !line.contains(char::is_alphanumeric));
            let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '’');
            let is_name = name.starts_with(char::is_alphabetic) && name.chars().all(is_plain);
            let words = name.split(' ').count();
            let is_label = syntax.text[inline.span.end as usize..].starts_with(':');
            if is_name && words <= BOLD_WORDS && !opens_line && !is_label {
                let start =
                    inline.span.start as usize + (source.len() - source.trim_start_matches(['*', '_']).len());
                found.push(Span::new(start..start + name.len()));
            }
        }
    }
    found.into()
}

/// The names of the fields of the front matter.
pub(super) fn fields(syntax: &Syntax<'_>) -> Box<[Box<str>]> {
    let content = syntax.front_matter.as_ref().map_or("", |found| found.content.of(syntax.text));
    content.lines().filter_map(field).map(Into::into).collect()
}

/// Most characters of a value that other notes may have too.
const LONGEST_VALUE: usize = 40;

/// What the fields of the front matter say in a few words, each as its field and the value: `status` and `draft`. Names,
/// dates, numbers and links are of one note alone.
pub(super) fn values(syntax: &Syntax<'_>) -> Box<[(Box<str>, Box<str>)]> {
    let content = syntax.front_matter.as_ref().map_or("", |found| found.content.of(syntax.text));
    let mut found: Vec<(Box<str>, Box<str>)> = Vec::new();
    let mut name = "";
    for line in content.lines() {
        let written = match field(line) {
            Some(own) => {
                name = own;
                line[own.len() + 1..].trim()
            }
            None => line.trim_start().strip_prefix("- ").unwrap_or_default().trim(),
        };
        let own_names =
            ["title", "aliases", "alias", "tags", "tag", "glossator", "deprecated", "id", "description"];
        if own_names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            continue;
        }
        let list = written.strip_prefix('[').and_then(|list| list.strip_suffix(']'));
        let parts: Vec<&str> = list.map_or_else(|| vec![written], |list| list.split(',').collect());
        for part in parts {
            let value = part.trim().trim_matches(['"', '\'']);
            let is_word = value.starts_with(char::is_alphabetic) && value.chars().count() <= LONGEST_VALUE;
            let has_signs =
                value.contains(['[', ']', '{', '}', '"', '#', '|', '>', '\\', '/']) || holds(value, ": ");
            if is_word && !has_signs && value.split_whitespace().count() <= 4 {
                found.push((name.into(), value.into()));
            }
        }
    }
    found.into()
}

/// The kinds of the callouts, `> [!kind]`, in lower case.
pub(super) fn callouts(syntax: &Syntax<'_>) -> Box<[Box<str>]> {
    let quotes = syntax.blocks.iter().filter(|block| block.kind == BlockKind::Quote);
    let kinds = quotes.filter_map(|block| {
        let inner = block.span.of(syntax.text).trim_start_matches(['>', ' ', '\t']);
        let (kind, _) = inner.strip_prefix("[!")?.split_once(']')?;
        let is_name = !kind.is_empty() && kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        is_name.then(|| kind.to_lowercase().into())
    });
    kinds.collect()
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
    fn values_are_words_that_other_notes_may_have() {
        let text = "---\ntitle: A\nstatus: draft\nkind: [\"lecture\", Lab work]\ncourse:\n  - Biology\n  - 2024\nup: \"[[b]]\"\ndate: 2024-01-02\n---\n";
        let found: Vec<String> =
            values(&parse(text)).iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(found, ["status=draft", "kind=lecture", "kind=Lab work", "course=Biology"]);
    }

    #[test]
    fn callouts_open_quotes() {
        let text = "> [!NOTE] x\n> y\n\n> text\n> [!no]\n\n- > > [!proof]-\n\n[!x]\n";
        assert_eq!(callouts(&parse(text)).join(" "), "note proof proof");
    }

    #[test]
    fn bold_names_stand_inside_prose() {
        let text = "The **cell wall** and a __core__ are here.\n\n**Label** opens. A **label:** too, so is **this**: one.\n\nA **whole clause, which is long** or **of more than four words** and **3 things**.\n\n- **Item** one\n";
        let found = bold(&parse(text));
        assert_eq!(found.iter().map(|span| span.of(text)).collect::<Vec<_>>(), ["cell wall", "core"]);
    }

    #[test]
    fn fields_stand_at_the_start_of_a_line() {
        let text = "---\ntitle: a: b\ntags:\n  - x\n  y: z\nmy-key: 1\nno:thing\n---\n";
        assert_eq!(fields(&parse(text)).join(" "), "title tags my-key");
    }
}
