//! Templates: the shapes of titles that ask for something, as lines of the word lists.
//!
//! `what is|are … used for` is a template. Its parts are words (`a|b` is either), `…` for a subject,
//! and the following, each of which may be made optional by a question mark behind it, as words may:
//!
//! - `{ask}`: a phrase such as `what is` or `explain`; `{list}`: the same or `name`, `list`.
//! - `{aspect}`: an aspect with what stands before it (`the four main advantages`).
//! - `{few}`: any number of articles, numbers and words such as `main`.
//! - `{many}`: the same, with a number or such a word among them.
//! - `{any}`: one to three words of no interest.
//! - `{of}`: `of` and its like.
//! - `{name}`: a subject of two words at most.
//!
//! In scripts without spaces, a space before `…` asks for a space, or another script, before the subject
//! (`解释 …` is not `解释器`), and `？` at the end asks for a question mark behind the title.

use std::ops::Range;

use super::{
    aspect::{aspect, bare_aspect, few, of},
    class::Class,
    grammar::Scope,
    language::Language,
    line::Item,
};
use crate::terms::{
    fold::{Token, fold_token},
    tokens::{Gap, Script, words},
};

/// What a title of this shape wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Purpose {
    Compare,
    About,
    Task,
    Define,
}

impl Purpose {
    pub(super) fn named(section: &str) -> Option<Self> {
        Some(match section {
            "compare" => Self::Compare,
            "about" => Self::About,
            "task" => Self::Task,
            "define" => Self::Define,
            _ => return None,
        })
    }
}

/// One shape.
pub(super) struct Template {
    pub(super) purpose: Purpose,
    pub(super) language: Language,
    parts: Vec<Part>,
    /// Whether only a title with a question mark has this shape.
    asks: bool,
    /// One set of words for each part that must be there; a title without any of them cannot fit. The first stands by
    /// itself, since it alone refuses nearly every title.
    pub(super) need: TokenSet,
    needs: Vec<TokenSet>,
    needs_aspect: bool,
    needs_ask: bool,
}

/// What a title has that templates may need, found once for all of them.
pub(super) struct Features {
    tokens: TokenSet,
    has_aspect: bool,
    opens_with_ask: bool,
    is_question: bool,
}

impl Features {
    pub(super) fn new(scope: Scope, items: &[Item], is_question: bool) -> Self {
        Self {
            tokens: items.iter().fold(TokenSet(0), |set, item| set.with(item.token)),
            has_aspect: (0..items.len()).any(|at| bare_aspect(scope, &items[at..]).is_some()),
            opens_with_ask: scope.grammar.ask.prefix(items, scope.language).is_some(),
            is_question,
        }
    }

    /// Whether the title may have one of some words.
    pub(super) fn meets(&self, need: TokenSet) -> bool {
        self.tokens.meets(need)
    }
}

/// A set of words that may claim to have a word that it has not.
#[derive(Clone, Copy)]
pub(super) struct TokenSet(u128);

impl TokenSet {
    const ALL: Self = Self(u128::MAX);

    fn with(self, token: Token) -> Self {
        Self(self.0 | 1 << (token.get() % 128))
    }

    fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

struct Part {
    what: What,
    optional: bool,
    /// Whether it must not begin inside a run of characters.
    apart: bool,
}

enum What {
    /// One of these.
    Words(Vec<Box<[Token]>>),
    Subject,
    ShortSubject,
    Ask,
    List,
    Aspect,
    Few,
    Many,
    Any,
    Of,
}

/// The subjects of a title that has the shape of a template: positions of its words.
pub(super) type Subjects = Vec<Range<usize>>;

impl Template {
    pub(super) fn parse(line: &str, purpose: Purpose, language: Language) -> Self {
        let mut parts = Vec::new();
        let asks = line.ends_with('？');
        for piece in line.trim_end_matches('？').split_whitespace() {
            let mut rest = piece;
            let mut apart = true;
            while !rest.is_empty() {
                let (what, used) = if let Some(inner) = rest.strip_prefix('{') {
                    let end = inner.find('}').unwrap_or(inner.len());
                    (What::named(&inner[..end]), end + 2)
                } else if rest.starts_with('…') {
                    (Some(What::Subject), '…'.len_utf8())
                } else {
                    let end = rest.find(['…', '{']).unwrap_or(rest.len());
                    let (literal, optional) = match rest[..end].strip_suffix('?') {
                        Some(literal) => (literal, true),
                        None => (&rest[..end], false),
                    };
                    parts.push(literal_part(literal, optional));
                    (None, end)
                };
                rest = rest.get(used..).unwrap_or_default();
                let first = std::mem::take(&mut apart);
                if let Some(what) = what {
                    let optional = rest.starts_with('?');
                    rest = rest.strip_prefix('?').unwrap_or(rest);
                    parts.push(Part { what, optional, apart: first });
                }
            }
        }
        let required = || parts.iter().filter(|part| !part.optional);
        let mut needs = required().filter_map(|part| match &part.what {
            What::Words(words) => Some(
                words.iter().filter_map(|word| word.first()).fold(TokenSet(0), |set, token| set.with(*token)),
            ),
            _ => None,
        });
        Self {
            need: needs.next().unwrap_or(TokenSet::ALL),
            needs: needs.collect(),
            needs_aspect: required().any(|part| matches!(part.what, What::Aspect)),
            needs_ask: parts.first().is_some_and(|part| !part.optional && matches!(part.what, What::Ask)),
            purpose,
            language,
            asks,
            parts,
        }
    }

    /// Templates are tried by rank: by purpose, and the one with more words first.
    pub(super) fn rank(&self) -> (Purpose, usize) {
        let needed = self.parts.iter().filter(|part| !part.optional);
        let weight: usize = needed
            .map(|part| match &part.what {
                What::Words(words) => 2 * words.iter().map(|word| word.len()).min().unwrap_or(0),
                What::Aspect | What::Many | What::Of => 1,
                What::Ask | What::List => 2,
                What::Subject | What::ShortSubject | What::Few | What::Any => 0,
            })
            .sum();
        (self.purpose, usize::MAX - weight)
    }

    /// The words it is written with.
    pub(super) fn literals(&self) -> impl Iterator<Item = Token> + '_ {
        let words = self.parts.iter().filter_map(|part| match &part.what {
            What::Words(words) => Some(words),
            What::Subject
            | What::ShortSubject
            | What::Ask
            | What::List
            | What::Aspect
            | What::Few
            | What::Many
            | What::Any
            | What::Of => None,
        });
        words.flatten().flatten().copied()
    }

    /// The subjects, if all of `items` has this shape.
    pub(super) fn subjects(&self, scope: Scope, items: &[Item], features: &Features) -> Option<Subjects> {
        let lacks = !features.meets(self.need)
            || (self.asks && !features.is_question)
            || (self.needs_aspect && !features.has_aspect)
            || (self.needs_ask && !features.opens_with_ask)
            || !self.needs.iter().all(|need| need.meets(features.tokens));
        if lacks {
            return None;
        }
        let mut subjects = Subjects::new();
        fits(scope, &self.parts, items, 0, &mut subjects).then_some(subjects)
    }
}

impl What {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "ask" => Self::Ask,
            "list" => Self::List,
            "aspect" => Self::Aspect,
            "few" => Self::Few,
            "many" => Self::Many,
            "any" => Self::Any,
            "of" => Self::Of,
            "name" => Self::ShortSubject,
            _ => return None,
        })
    }

    /// Where this part may end if it starts at `at`, the most promising first; not for subjects.
    fn end(&self, scope: Scope, items: &[Item], at: usize) -> Option<usize> {
        let rest = items.get(at..)?;
        match self {
            What::Words(words) => {
                let fits = |word: &[Token]| {
                    word.len() <= rest.len()
                        && word.iter().zip(rest).all(|(token, item)| *token == item.token)
                };
                words.iter().filter(|word| fits(word)).map(|word| at + word.len()).max()
            }
            What::Ask => Some(at + scope.grammar.ask.prefix(rest, scope.language)?),
            What::List => {
                let enumerated = scope.grammar.enumerate.prefix(rest, scope.language);
                let longest = scope.grammar.ask.prefix(rest, scope.language).max(enumerated)?;
                Some(at + longest)
            }
            What::Aspect => Some(at + aspect(scope, rest)?),
            What::Of => of(scope, items, at),
            What::Subject | What::ShortSubject | What::Few | What::Many | What::Any => None,
        }
    }
}

fn literal_part(literal: &str, optional: bool) -> Part {
    let tokens = |word: &str| words(word).map(|found| fold_token(found.span.of(word))).collect();
    Part { what: What::Words(literal.split('|').map(tokens).collect()), optional, apart: false }
}

fn fits(scope: Scope, parts: &[Part], items: &[Item], at: usize, subjects: &mut Subjects) -> bool {
    let Some((part, rest)) = parts.split_first() else { return at == items.len() };
    if matches!(part.what, What::Subject | What::ShortSubject) {
        if part.apart && 0 < at && items.get(at).is_some_and(|item| item.gap == Gap::Inside) {
            return false;
        }
        let longest = if matches!(part.what, What::ShortSubject) { at + 2 } else { items.len() };
        return (at + 1..=longest.min(items.len())).any(|end| {
            if rest.is_empty() && end < items.len() {
                return false;
            }
            if end < items.len() && is_inside_a_word(items, end) {
                return false;
            }
            subjects.push(at..end);
            let fit = fits(scope, rest, items, end, subjects);
            if !fit {
                subjects.pop();
            }
            fit
        });
    }
    let rest_of = items.get(at..).unwrap_or_default();
    // A word such as `different` may be filler or the word that the template is about.
    let lengths = match part.what {
        What::Few => 0..few(rest_of) + 1,
        What::Many => {
            let telling = |item: &Item| item.class.has(Class::QUANTIFIER) || item.is_number();
            let first = rest_of.iter().take(few(rest_of)).position(telling);
            first.map_or(0..0, |first| first + 1..few(rest_of) + 1)
        }
        What::Any => 1..4,
        _ => 0..0,
    };
    if !lengths.is_empty() {
        return lengths
            .rev()
            .any(|len| at + len <= items.len() && fits(scope, rest, items, at + len, subjects));
    }
    let taken = part.what.end(scope, items, at);
    taken.is_some_and(|end| fits(scope, rest, items, end, subjects))
        || (part.optional && fits(scope, rest, items, at, subjects))
}

/// Whether a subject that ends before `at` would end in the middle of a run of Hiragana or Katakana.
fn is_inside_a_word(items: &[Item], at: usize) -> bool {
    items[at].gap == Gap::Inside && matches!(items[at].script, Script::Hiragana | Script::Katakana) && {
        // `とは` after `である` is still the end: only a single particle can be a part of a word.
        items.get(at + 1).is_some_and(|next| next.gap != Gap::Inside)
    }
}
