//! What stands between a name and its explanation: colon, dash, arrow, brackets.

use std::ops::Range;

use super::marks;

/// What stands between a name and its explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// "X: …", inside or outside of bold, and "**X** | …".
    Colon,
    /// "X :: …".
    DoubleColon,
    /// "X - …", "X — …".
    Dash,
    /// "X -> …", "X → …", "X => …".
    Arrow,
    /// "X = …".
    Equals,
    /// "X (…)" and nothing behind it: an item whose explanation stands in brackets.
    Brackets,
    /// "**X** is …": bold or code at the beginning, then a verb; the body begins with the verb.
    Verb,
    /// "**X** A thing that …", "**X.** A thing that …": bold, then a sentence that begins anew.
    Space,
    /// "**X**" alone in its line: what explains it stands below.
    Nothing,
}

/// The mark at `at`, white space before it included, and the offset behind it. Behind bold or
/// code (`certain`) the white space around a dash may be missing.
pub(super) fn mark_at(line: &str, at: usize, certain: bool) -> Option<(Mark, usize)> {
    let rest = &line[at..];
    let text = rest.trim_start_matches([' ', '\t']);
    let spaced_before = text.len() < rest.len() || line[..at].ends_with([' ', '\t']);
    let offset = at + rest.len() - text.len();
    let behind = |mark: &str| text.strip_prefix(mark).map(|after| (offset + mark.len(), after));
    let spaced = |after: &str| after.is_empty() || after.starts_with(char::is_whitespace);
    for arrow in ["->", "-->", "=>", "→", "⇒", "⟶", "==>"] {
        if let Some((end, after)) = behind(arrow) {
            return (certain || spaced_before || spaced(after)).then_some((Mark::Arrow, end));
        }
    }
    if let Some((end, after)) = behind("::") {
        let several = line[..offset].trim().contains(' ') && !after.trim().is_empty();
        let fits = spaced(after) || spaced_before || several && !after.starts_with(':');
        return (fits && !after.starts_with(':')).then_some((Mark::DoubleColon, end));
    }
    if let Some((end, after)) = behind("：") {
        return (!after.starts_with('：')).then_some((Mark::Colon, end));
    }
    if let Some((end, after)) = behind(":") {
        // "X:- …", as typewriters had it.
        let dash = after.len() - after.trim_start_matches(['-', '–', '—']).len();
        if (1..=3).contains(&dash) && spaced(&after[dash..]) {
            return Some((Mark::Colon, end + dash));
        }
        let opens = |char: char| {
            matches!(char, '*' | '"' | '“' | '`' | '[')
                || char.is_uppercase() && certain
                || !char.is_ascii() && char.is_alphabetic()
        };
        return (spaced(after) || after.starts_with(opens)).then_some((Mark::Colon, end));
    }
    for dash in ["——", "---", "--", "—", "–", "-"] {
        if let Some((end, after)) = behind(dash) {
            let wide = dash != "-" && certain || dash == "——";
            // "Silk Road- a net of …", but not "pre- and post-war".
            let hung = dash == "-"
                && after.starts_with(' ')
                && line[..offset].ends_with(char::is_alphanumeric)
                && !["and ", "or ", "und ", "oder ", "et ", "y "]
                    .iter()
                    .any(|word| after[1..].starts_with(word));
            return (spaced_before && spaced(after) || wide || certain && spaced(after) || hung)
                .then_some((Mark::Dash, end));
        }
    }
    // "**Fief** | land that …": the two sides of a card in one line.
    if let Some((end, after)) = behind("|").filter(|_| certain) {
        return (spaced_before && spaced(after)).then_some((Mark::Colon, end));
    }
    if let Some((end, after)) = behind("=") {
        return (!after.starts_with('=') && (spaced_before && spaced(after))).then_some((Mark::Equals, end));
    }
    None
}

/// The inside of the bracket that follows `at`, and the offset behind it.
pub(super) fn bracket_at(line: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let rest = &line[at..];
    let text = rest.trim_start();
    let open = at + rest.len() - text.len();
    let (mut depth, mut inside) = (0_usize, open);
    for (offset, char) in text.char_indices() {
        match char {
            '(' | '（' if depth == 0 => {
                inside = open + offset + char.len_utf8();
                depth = 1;
            }
            '(' | '（' => depth += 1,
            ')' | '）' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some((inside..open + offset, open + offset + char.len_utf8()));
                }
            }
            '\n' => return None,
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// "X (Y)": X and the inside of its last bracket.
pub(super) fn trailing_bracket(line: &str, range: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let text = line[range.clone()].trim_end();
    if !text.ends_with([')', '）']) {
        return None;
    }
    let open = text.find(['(', '（'])?;
    if text[..open].ends_with(']') {
        // The destination of a link.
        return None;
    }
    let (within, end) = bracket_at(line, range.start + open)?;
    let whole = end == range.start + text.len() && !within.is_empty();
    let name = marks::trimmed(line, range.start..range.start + open);
    (whole && !name.is_empty()).then_some((name, within))
}
