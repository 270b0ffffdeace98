//! The marks that note tools add to Markdown: wiki links, footnote references, tags, block ids, comments.
//!
//! They are looked for in headings, paragraphs and cells only, and never inside code, math, raw HTML or the
//! links and images that CommonMark knows.

use super::tree::{BlockKind, InlineKind, LinkStyle, Syntax};
use crate::terms::bytes::whole_lines;
use crate::text::Span;

/// Longest wiki link that is read, in bytes between its brackets; no file name and heading together need more.
const MAX_WIKI_BYTES: usize = 1024;

/// A mark in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// All of it.
    pub span: Span,
}

/// The kinds of mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// `[[target]]`, `[[target|shown]]` or, embedded, `![[target]]`.
    Wiki {
        /// Whether the target is to be shown in place.
        embed: bool,
        /// The target with its fragment, trimmed.
        target: Span,
        /// The text behind the pipe, trimmed.
        shown: Option<Span>,
    },
    /// `[^label]` in running text.
    Footnote {
        /// The label.
        label: Span,
    },
    /// `#tag` or `#parent/child`.
    Tag {
        /// The tag without its sign.
        name: Span,
    },
    /// `^id` at the end of a line.
    BlockId {
        /// The id without its sign.
        id: Span,
    },
    /// `%%not shown%%`.
    Comment,
}

/// Finds every mark of a parsed note, in the order of the text.
pub(super) fn scan(syntax: &Syntax<'_>) -> Vec<Mark> {
    let mut found = block_comments(syntax);
    let hidden = found.clone();
    let footnotes = syntax.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Footnote(label) => Some(&**label),
        _ => None,
    });
    let mut footnotes: Vec<&str> = footnotes.collect();
    footnotes.sort_unstable();
    for block in &syntax.blocks {
        if !block.kind.is_leaf() || hidden.iter().any(|mark| mark.span.covers(block.span)) {
            continue;
        }
        let closed = syntax.inlines_of(block).iter().filter(|inline| is_closed(&inline.kind));
        let closed = closed.map(|inline| inline.span).collect();
        let scanner = Scanner {
            text: syntax.text,
            at: block.span.start as usize,
            end: block.span.end as usize,
            in_cell: block.kind == BlockKind::Cell,
            line_end: block.span.start as usize,
            closed,
            next_closed: 0,
            footnotes: &footnotes,
            found: &mut found,
        };
        scanner.run();
    }
    found.sort_by_key(|mark| mark.span);
    found
}

/// Whether nothing inside an inline of this kind is a mark.
fn is_closed(kind: &InlineKind<'_>) -> bool {
    match kind {
        InlineKind::Code(_) | InlineKind::Math(_) | InlineKind::Html | InlineKind::Image(_) => true,
        InlineKind::Link(destination) => destination.style != LinkStyle::UndefinedReference,
        InlineKind::Text(_)
        | InlineKind::SoftBreak
        | InlineKind::HardBreak
        | InlineKind::Emphasis
        | InlineKind::Strong
        | InlineKind::Strikethrough
        | InlineKind::TaskMarker => false,
    }
}

/// Whether `[^label]` is a regular expression that lost its backticks: `[^a-z]`, `[^/]+`. `[^f-2]` is none.
fn is_character_class(label: &str, behind: u8) -> bool {
    let is_range = match *label.as_bytes() {
        [from, b'-', to, ..] => {
            let of_digits = from.is_ascii_digit() && to.is_ascii_digit();
            let of_letters = from.is_ascii_alphabetic() && to.is_ascii_alphabetic();
            (of_digits || of_letters) && from < to
        }
        _ => false,
    };
    let has_signs = label.contains(['/', '\\', '"', '\'', '<', '>', '$', '(', ')', '+', '*', '|']);
    is_range || has_signs || matches!(behind, b'+' | b'*' | b'?' | b'{')
}

/// Comments that hold whole blocks: from a line `%%` to the next.
fn block_comments(syntax: &Syntax<'_>) -> Vec<Mark> {
    let mut fences = Vec::new();
    for block in &syntax.blocks {
        if block.kind != BlockKind::Paragraph {
            continue;
        }
        let mut at = block.span.start as usize;
        for line in whole_lines(block.span.of(syntax.text)) {
            if line.trim() == "%%" {
                fences.push((at, at + line.trim_end().len()));
            }
            at += line.len();
        }
    }
    let pairs = fences.chunks_exact(2);
    pairs.map(|pair| Mark { kind: MarkKind::Comment, span: Span::new(pair[0].0..pair[1].1) }).collect()
}

struct Scanner<'s> {
    text: &'s str,
    at: usize,
    end: usize,
    in_cell: bool,
    /// End of the line that `at` stands on, found once a line so that a long line of signs costs linear time.
    line_end: usize,
    /// Spans in which nothing is a mark, by start.
    closed: Vec<Span>,
    next_closed: usize,
    /// The labels of the footnotes that have a text, sorted.
    footnotes: &'s [&'s str],
    found: &'s mut Vec<Mark>,
}

impl Scanner<'_> {
    fn run(mut self) {
        while self.at < self.end {
            // A wiki link around a shortcut reference (`[[a]]` where `[a]:` is defined) starts before the closed span.
            if self.skip_closed() {
                continue;
            }
            match self.byte(self.at) {
                b'\\' => self.at += 1 + self.text[self.at + 1..].chars().next().map_or(0, char::len_utf8),
                b'[' => self.bracket(),
                b'#' => self.tag(),
                b'%' => self.comment(),
                b'^' => self.block_id(),
                _ => self.skip_plain(),
            }
        }
    }

    /// Past bytes that open no mark, up to the next closed span.
    fn skip_plain(&mut self) {
        let limit = self.closed.get(self.next_closed).map_or(self.end, |span| span.start as usize);
        let rest = &self.text.as_bytes()[self.at..limit.clamp(self.at, self.end)];
        let length = rest.iter().position(|byte| matches!(byte, b'\\' | b'[' | b'#' | b'%' | b'^'));
        self.at += length.unwrap_or(rest.len()).max(1);
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or_default()
    }

    fn skip_closed(&mut self) -> bool {
        while let Some(&span) = self.closed.get(self.next_closed) {
            if span.end as usize <= self.at {
                self.next_closed += 1;
            } else if span.start as usize <= self.at {
                self.at = span.end as usize;
                return true;
            } else {
                return false;
            }
        }
        false
    }

    fn push(&mut self, kind: MarkKind, start: usize, end: usize) {
        self.found.push(Mark { kind, span: Span::new(start..end) });
        self.at = end;
    }

    fn line_end(&mut self) -> usize {
        if self.line_end <= self.at {
            let rest = &self.text[self.at..self.end];
            self.line_end = rest.find(['\n', '\r']).map_or(self.end, |offset| self.at + offset);
        }
        self.line_end
    }

    fn bracket(&mut self) {
        let start = self.at;
        match self.byte(start + 1) {
            b'[' => self.wiki(),
            b'^' => self.footnote(),
            _ => self.at += 1,
        }
    }

    fn wiki(&mut self) {
        let open = self.at;
        let inner_start = (open + 2).min(self.end);
        let inner_end = self.line_end().clamp(inner_start, inner_start + MAX_WIKI_BYTES);
        let line = &self.text[inner_start..self.text.floor_char_boundary(inner_end)];
        let Some(length) = line.find("]]") else {
            self.at += 2;
            return;
        };
        let inner = &line[..length];
        // `[[[a]]` and `[[a [[b]]`: the innermost pair is the link.
        if inner.contains('[') {
            self.at += 1;
            return;
        }
        let (target, shown) = match inner.split_once('|') {
            Some((target, shown)) => (target.strip_suffix('\\').unwrap_or(target), Some(shown)),
            None => (inner, None),
        };
        let place = |part: &str| {
            let offset = part.as_ptr() as usize - inner.as_ptr() as usize;
            let lead = part.len() - part.trim_start().len();
            let start = inner_start + offset + lead;
            Span::new(start..start + part.trim().len())
        };
        let target = place(target);
        if target.is_empty() || inner.contains('`') {
            self.at = inner_start + length + 2;
            return;
        }
        let embed = open > 0 && self.byte(open - 1) == b'!' && !self.is_escaped(open - 1);
        let kind =
            MarkKind::Wiki { embed, target, shown: shown.map(place).filter(|shown| !shown.is_empty()) };
        self.push(kind, open - usize::from(embed), inner_start + length + 2);
    }

    fn is_escaped(&self, at: usize) -> bool {
        at > 0 && self.byte(at - 1) == b'\\'
    }

    fn footnote(&mut self) {
        let start = self.at;
        let label_start = start + 2;
        let rest = &self.text[label_start..self.end.max(label_start)];
        let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']')).unwrap_or(rest.len());
        let label_end = label_start + length;
        if length == 0 || self.byte(label_end) != b']' || label_end >= self.end {
            self.at += 2;
            return;
        }
        let label = &self.text[label_start..label_end];
        let is_defined = self.footnotes.binary_search(&label).is_ok();
        if !is_defined && is_character_class(label, self.byte(label_end + 1)) {
            self.at = label_end + 1;
            return;
        }
        if self.byte(label_end + 1) == b':' && self.starts_line(start) {
            self.at = label_end + 1;
            return;
        }
        self.push(MarkKind::Footnote { label: Span::new(label_start..label_end) }, start, label_end + 1);
    }

    fn starts_line(&self, at: usize) -> bool {
        let before = &self.text[..at];
        let line = before.rfind(['\n', '\r']).map_or(before, |end| &before[end + 1..]);
        line.chars().all(|character| character.is_whitespace() || character == '>')
    }

    fn tag(&mut self) {
        let start = self.at;
        let before = self.text[..start].chars().next_back();
        let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '|' | ',' | '>'));
        let name = &self.text[start + 1..self.end];
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '/');
        let length = name.find(|c: char| !fits(c)).unwrap_or(name.len());
        let name = name[..length].trim_end_matches(['/', '-']);
        let behind = self.text[start + 1 + name.len()..self.end].chars().next();
        let torn = behind.is_some_and(|c| matches!(c, '#' | '!' | '=' | '[' | '(' | '`'));
        if !opens || torn || !name.chars().any(char::is_alphabetic) {
            self.at += 1 + length;
            return;
        }
        let end = start + 1 + name.len();
        self.push(MarkKind::Tag { name: Span::new(start + 1..end) }, start, end);
    }

    fn comment(&mut self) {
        let start = self.at;
        if self.byte(start + 1) != b'%' {
            self.at += 1;
            return;
        }
        let close = self.text[start + 2..self.end.max(start + 2)].find("%%");
        match close {
            Some(length) if length > 0 => self.push(MarkKind::Comment, start, start + length + 4),
            _ => self.at += 2,
        }
    }

    fn block_id(&mut self) {
        let start = self.at;
        let line_end = if self.in_cell { self.end } else { self.line_end() };
        let id = self.text[start + 1..line_end.max(start + 1)].trim_end();
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if id.is_empty() || !id.chars().all(fits) {
            self.at += 1;
            return;
        }
        let end = start + 1 + id.len();
        self.push(MarkKind::BlockId { id: Span::new(start + 1..end) }, start, end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    /// Every mark of a text, as its kind's first letter and the text between its signs.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let syntax = parse(text);
        let found: Vec<String> = syntax
            .marks
            .iter()
            .map(|mark| match mark.kind {
                MarkKind::Wiki { embed, target, shown } => {
                    let sign = if embed { "embed" } else { "wiki" };
                    let shown = shown.map(|shown| format!(" as {}", shown.of(text))).unwrap_or_default();
                    format!("{sign} {}{shown}", target.of(text))
                }
                MarkKind::Footnote { label } => format!("note {}", label.of(text)),
                MarkKind::Tag { name } => format!("tag {}", name.of(text)),
                MarkKind::BlockId { id } => format!("id {}", id.of(text)),
                MarkKind::Comment => format!("comment {}", mark.span.of(text)),
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn wiki_links_in_all_their_forms() {
        check(
            "[[a]] [[a b#c d|e]] ![[f.png]] [[#g]] [[h#^i]] [[ j | k ]]",
            &["wiki a", "wiki a b#c d as e", "embed f.png", "wiki #g", "wiki h#^i", "wiki j as k"],
        );
    }

    #[test]
    fn a_pipe_in_a_table_is_escaped() {
        check("| x | y |\n|---|---|\n| [[a\\|b]] | [[c]] |\n", &["wiki a as b", "wiki c"]);
    }

    #[test]
    fn nothing_in_code_math_html_or_links_is_a_mark() {
        check(
            "`[[a]]` $[[b]]$ <!-- [[c]] --> [x [[d]]](e) ![#f](g) \\[[h]]\n\n    [[i]] #j\n\n```\n[[k]]\n```\n\n<!--\n[[l]] #m\n-->\n",
            &[],
        );
    }

    #[test]
    fn a_wiki_link_may_hold_a_defined_label() {
        check("[[a]]\n\n[a]: https://example.org\n", &["wiki a"]);
    }

    #[test]
    fn brackets_that_are_no_wiki_links() {
        check("[[]] [[ ]] [[a [[b [[c]] x[[1]\n[[open", &["wiki c"]);
    }

    #[test]
    fn footnotes_defined_or_not() {
        check("One[^1] two[^no].\n\n[^1]: text with [^2]\n", &["note 1", "note no", "note 2"]);
        check("Not [^a-z] nor [^0-9] nor [^x]+, but [^f-2] and [^b-a].\n", &["note f-2", "note b-a"]);
        check("Here[^a-b] too.\n\n[^a-b]: It has a text.\n", &["note a-b"]);
    }

    #[test]
    fn tags_need_room_before_them_and_a_letter() {
        check(
            "#a #b/c (#d-e) C# x#no #1 #2024 #été, #f. ## #! https://e.org/#frag #include[x]",
            &["tag a", "tag b/c", "tag d-e", "tag été", "tag f"],
        );
    }

    #[test]
    fn block_ids_stand_at_the_end_of_a_line() {
        check(
            "One line ^one\ntwo^two\nthree ^no id\n\n- item ^it-3\n\n^alone\n",
            &["id one", "id two", "id it-3", "id alone"],
        );
    }

    #[test]
    fn comments_hide_marks() {
        check(
            "a %%[[b]]%% [[c]]\n\n%%\n\n[[d]] #e\n\n%%\n",
            &["comment %%[[b]]%%", "wiki c", "comment %%\n\n[[d]] #e\n\n%%"],
        );
    }

    #[test]
    fn odd_text_is_survived() {
        for text in [
            "[[", "[^", "#", "%%", "^", "\\", "[[é", "[^é", "#é", "é^é", "![[", "[[a|", "a\\", "[^]", "%%%",
            "[[\\|]]",
        ] {
            check(text, if text == "#é" { &["tag é"] } else { &[] });
        }
    }
}
