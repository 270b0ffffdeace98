//! Names that share a word: `horizontal and vertical scaling` is two kinds of scaling.

use std::ops::Range;

use super::{
    class::Class,
    language::Language,
    line::{Item, Line, Shape},
    noun_phrase::Part,
};
use crate::terms::tokens::Gap;

impl Line<'_> {
    /// Names from pieces; a last piece such as `immutable types` lends its noun to the adjectives before.
    pub(super) fn distribute(&self, pieces: &[Range<usize>]) -> Vec<Part> {
        let mut head = None;
        let mut lead = None;
        if let [before @ .., last] = pieces
            && !before.is_empty()
        {
            let unit = if before.iter().all(|piece| self.is_numbered_like(piece, last)) {
                last.start + 2
            } else {
                self.unit(last)
            };
            let spaced = unit < last.end && self.items[unit].gap == Gap::Space;
            if spaced && before.iter().all(|piece| self.shares_head(piece, &(last.start..unit))) {
                head = Some(unit..last.end);
            }
        }
        if let [first, after @ ..] = pieces
            && !after.is_empty()
            && matches!(self.scope.language, Language::Spanish | Language::French)
        {
            // The adjectives stand behind: `sistema nervioso central y periférico`.
            let last = first.end - 1;
            let adjective = |piece: &Range<usize>| piece.len() == 1 && self.is_romance_adjective(piece);
            if first.start < last && adjective(&(last..first.end)) && after.iter().all(adjective) {
                lead = Some(first.start..last);
            }
        }
        let spelled = |range: &Range<usize>| self.spelling(&self.items[range.clone()]);
        let last_at = pieces.len().saturating_sub(1);
        let part = |(at, piece): (usize, &Range<usize>)| {
            let mut part = Part { items: piece.clone(), ..Part::new(self, &self.items[piece.clone()]) };
            if let Some(head) = head.as_ref().filter(|_| at < last_at) {
                part.name.text = format!("{} {}", part.name.text, spelled(head));
            }
            if let Some(lead) = lead.as_ref().filter(|_| 0 < at) {
                part.name.text = format!("{} {}", spelled(lead), part.name.text);
            }
            part
        };
        pieces.iter().enumerate().map(part).collect()
    }

    /// Where the first word of a piece ends, with all that is hyphened to it.
    fn unit(&self, piece: &Range<usize>) -> usize {
        let bound = |at: &usize| self.items[*at].gap == Gap::Hyphen;
        (piece.start + 1..piece.end).find(|at| !bound(at)).unwrap_or(piece.end)
    }

    /// Whether a piece is one adjective, by its ending or because it pairs with the adjective `model`.
    fn shares_head(&self, piece: &Range<usize>, model: &Range<usize>) -> bool {
        let items = &self.items[piece.clone()];
        let Some(last) = items.last() else { return false };
        if model.len() == 2 && self.is_numbered_like(piece, model) {
            return true;
        }
        if self.unit(piece) != piece.end || last.script.is_unspaced() || last.class.has(Class::NOUN) {
            return false;
        }
        let small = last.shape == Shape::Lower || piece.start == 0;
        let model_is_small = self.items[model.clone()].iter().all(|item| item.shape == Shape::Lower);
        let construct = self.items[model.end].class.has(Class::CONSTRUCT) && piece.len() == 1;
        let german = self.scope.language == Language::German && small && model_is_small;
        let text = self.spelling(items).to_lowercase();
        let other = self.spelling(&self.items[model.clone()]).to_lowercase();
        german || construct || last.is_adjective_like() || is_counterpart(&text, &other)
    }

    /// Whether both begin with one word and a number: `type I` and `type II errors`.
    fn is_numbered_like(&self, piece: &Range<usize>, other: &Range<usize>) -> bool {
        let (left, right) = (&self.items[piece.clone()], &self.items[other.clone()]);
        let short = |item: &Item| item.span.len() <= 3 && item.shape != Shape::Lower;
        piece.len() == 2
            && 2 <= other.len()
            && left[0].token == right[0].token
            && short(&left[1])
            && short(&right[1])
    }

    fn is_romance_adjective(&self, piece: &Range<usize>) -> bool {
        const ENDINGS: [&str; 20] = [
            "al", "ico", "ica", "ivo", "iva", "ado", "ada", "oso", "osa", "aria", "ario", "ales", "icos",
            "icas", "ique", "iques", "elle", "ive", "ales", "aire",
        ];
        let text = self.spelling(&self.items[piece.clone()]).to_lowercase();
        ENDINGS.iter().any(|ending| text.ends_with(ending))
    }
}

/// Whether two adjectives are made from one: `direct` and `indirect`, `serverless` and `serverful`.
fn is_counterpart(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if 4 <= short.len() && long != short && long.ends_with(short) {
        // A negation or a counting prefix; `abstract factory` is no kind of adjective to `factory`.
        const PREFIXES: [&str; 14] =
            ["in", "un", "im", "ir", "il", "non", "a", "dis", "multi", "sub", "super", "pre", "anti", "semi"];
        let prefix = long[..long.len() - short.len()].trim_end_matches(['-', ' ']);
        return PREFIXES.contains(&prefix);
    }
    let letters = |word: &str| word.chars().filter(|sign| !sign.is_numeric()).collect::<String>();
    if one != other && letters(one) == letters(other) {
        return true;
    }
    let common = one.bytes().zip(other.bytes()).take_while(|(left, right)| left == right).count();
    let suffixes = [("less", "ful"), ("ful", "less"), ("less", "full"), ("full", "less")];
    4 <= common
        && one.is_char_boundary(common)
        && suffixes.iter().any(|(left, right)| one[common..] == **left && other[common..] == **right)
}
