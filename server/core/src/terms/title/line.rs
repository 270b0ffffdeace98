//! A cleaned title as a row of words, each with what the grammar and the spelling say about it.

use super::{
    class::Class,
    grammar::{Grammar, Scope},
    language::{Classes, Vote, class_in, language_of},
    source::Source,
};
use crate::{
    terms::{
        fold::{Token, fold_token_into, is_common_word, is_pronoun_acronym},
        tokens::{Gap, Script, words},
    },
    text::Span,
};

/// The words of a title.
pub(super) struct Line<'s> {
    pub(super) text: &'s str,
    pub(super) items: Vec<Item>,
    pub(super) scope: Scope,
    /// Whether a question mark stands behind the first clause.
    pub(super) is_question: bool,
    /// Whether most words are capitalised, so that a capital tells nothing.
    pub(super) is_title_case: bool,
}

/// One word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// Byte offsets into the text of the line.
    pub(super) span: Span,
    pub(super) token: Token,
    pub(super) gap: Gap,
    /// What its class is, in the language of the title; nothing for code and for what is quoted.
    pub(super) class: Class,
    /// The strongest mark before it.
    pub(super) mark: Mark,
    pub(super) follows_comma: bool,
    pub(super) shape: Shape,
    pub(super) script: Script,
    pub(super) is_code: bool,
    /// Code, quoted, or in capitals among small letters: a word that is spoken of, not used.
    pub(super) is_mentioned: bool,
    pub(super) ends_in_s: bool,
    /// Whether it is an everyday word of English.
    is_common: bool,
    /// Whether its ending is one of adjectives.
    adjective: bool,
    slash: bool,
}

/// What separates two parts of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    None,
    /// A spaced dash.
    Dash,
    Colon,
    /// The end of a clause: `?`, `;`, a full stop.
    Stop,
}

/// How a word is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Lower,
    Capital,
    /// Capitals only, at least two.
    Upper,
    /// Capitals inside.
    Mixed,
    Number,
    /// A script without case, or a sign.
    Uncased,
}

impl Item {
    pub(super) fn is_slash(&self) -> bool {
        self.slash
    }

    pub(super) fn is_number(&self) -> bool {
        self.shape == Shape::Number || (self.class == Class::NONE && is_digit_token(self.token))
    }

    pub(super) fn is_adjective_like(&self) -> bool {
        (self.adjective && !self.class.has(Class::NOUN)) || self.class.has(Class::ADJECTIVE)
    }

    /// Whether it is a word that no name consists of.
    pub(super) fn is_function_word(&self) -> bool {
        let function = Class::ARTICLE
            .and(Class::AND)
            .and(Class::OR)
            .and(Class::OF)
            .and(Class::CONTEXT)
            .and(Class::PREPOSITION)
            .and(Class::ASKING)
            .and(Class::AUXILIARY)
            .and(Class::PRONOUN)
            .and(Class::POSSESSIVE);
        self.class.has(function)
    }
}

fn is_digit_token(token: Token) -> bool {
    (0..=12).any(|number: u8| Token::of_folded(SMALL_NUMBERS[usize::from(number)]) == token)
}

const SMALL_NUMBERS: [&str; 13] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];

impl<'s> Line<'s> {
    pub(super) fn new(source: &'s Source, grammar: &'static Grammar) -> Self {
        let text = source.text.as_str();
        let mut items: Vec<Item> = Vec::with_capacity(12);
        let mut classes: Vec<Option<Classes>> = Vec::with_capacity(12);
        let mut folded = String::with_capacity(24);
        let mut push = |item: Item, found: Option<Classes>| {
            items.push(item);
            classes.push(found);
        };
        let mut last_end = 0;
        for word in words(text) {
            let range = word.span.range();
            for sign in source.signs_between(last_end..range.start) {
                push(Item::sign(text, sign, last_end), None);
            }
            let surface = &text[range.clone()];
            folded.clear();
            fold_token_into(surface, &mut folded);
            let token = Token::of_folded(&folded);
            let verbatim = source.verbatim_at(range.start);
            // Inside of code, marks are code.
            let between = if verbatim.is_some_and(|verbatim| verbatim.contains(last_end)) {
                ""
            } else {
                &text[last_end..range.start]
            };
            let mut item = Item {
                span: word.span,
                token,
                gap: word.gap,
                class: Class::NONE,
                mark: mark_in(between, &text[..last_end], surface),
                follows_comma: between.contains([',', '，', '、', '､']),
                shape: shape_of(surface),
                script: surface.chars().next().map_or(Script::Neutral, Script::of),
                is_code: verbatim.is_some_and(|verbatim| verbatim.is_code),
                is_mentioned: verbatim.is_some(),
                ends_in_s: surface.ends_with(['s', 'S']),
                is_common: is_common_word(&folded),
                adjective: has_adjective_ending(surface),
                slash: surface == "/" && word.gap == Gap::Space,
            };
            let found = if verbatim.is_some() { None } else { grammar.classes(token).copied() };
            if last_end == 0 {
                item.gap = Gap::Start;
            } else if item.gap == Gap::Inside && source.is_verbatim_edge(range.start) {
                item.gap = Gap::Joined;
            }
            push(item, found);
            last_end = range.end;
            let possessive = text[last_end..].starts_with("'s") || text[last_end..].starts_with("’s");
            if possessive && found.is_some_and(|found| found[0].has(Class::ASKING)) {
                // `what's` is `what is`.
                let is = Token::of_folded("is");
                let span = Span::new(last_end..last_end);
                push(Item { span, token: is, gap: Gap::Joined, ..item }, grammar.classes(is).copied());
            }
        }
        for sign in source.signs_between(last_end..text.len()) {
            push(Item::sign(text, sign, last_end), None);
        }
        // A capital letter or capitals are as likely a name (`vitamin E`) as a word of some language.
        let elided = |item: &Item| text[item.span.range().end..].starts_with(['\'', '’']);
        let tells = |item: &Item| {
            item.shape != Shape::Upper && (item.span.len() != 1 || item.shape == Shape::Lower || elided(item))
        };
        let words = items.iter().zip(&classes).filter(|(item, _)| tells(item));
        let language = language_of(words.map(|(item, found)| Vote {
            word: item.span.of(text),
            classes: found.as_ref(),
            is_common: item.is_common,
            is_elided: elided(item),
        }));
        for (item, found) in items.iter_mut().zip(&classes) {
            item.class = found.as_ref().map_or(Class::NONE, |found| class_in(language, found));
        }
        let is_title_case = is_title_case(&items);
        let scope = Scope { grammar, language };
        let mut line = Self { text, items, scope, is_question: false, is_title_case };
        line.join_versus();
        line.unclass();
        line.end_first_clause();
        line
    }

    /// Takes the class from words that are mentioned or part of a compound, not used.
    fn unclass(&mut self) {
        let has_lower_case =
            self.items.iter().any(|item| item.shape == Shape::Lower || item.shape == Shape::Capital);
        let mentionable = Class::SUBORDINATE
            .and(Class::PRONOUN)
            .and(Class::CONTEXT)
            .and(Class::AUXILIARY)
            .and(Class::PREPOSITION)
            .and(Class::ASKING);
        // `# WHO` asks nothing.
        let is_acronym = self.items.len() == 1
            && self.items.first().is_some_and(|item| is_pronoun_acronym(item.span.of(self.text)));
        let ends_in_construct = self.items.last().is_some_and(|last| last.class.has(Class::CONSTRUCT));
        for at in 0..self.items.len() {
            let item = self.items[at];
            let next = self.items.get(at + 1);
            let hyphened = item.gap == Gap::Hyphen || next.is_some_and(|next| next.gap == Gap::Hyphen);
            let shouted = item.shape == Shape::Upper && (has_lower_case || is_acronym);
            let before = at.checked_sub(1).map(|before| &self.items[before]);
            let is_free =
                before.is_none_or(|before| before.is_function_word() || before.class.has(Class::VERSUS));
            // `for loops`, `if and switch statements`.
            let before_construct = next.is_some_and(|next| {
                let listed = next.class.has(Class::AND.and(Class::OR)) && ends_in_construct;
                (next.class.has(Class::CONSTRUCT) && next.gap == Gap::Space) || listed
            });
            let named = is_free && item.class.has(mentionable) && before_construct;
            let letter = self.is_letter(at);
            self.items[at].is_mentioned |= shouted;
            if (hyphened || shouted || named || letter) && !item.class.has(Class::VERSUS) {
                self.items[at].class = Class::NONE;
            }
        }
        let mut at = 0;
        while at < self.items.len() {
            let frozen =
                self.scope.grammar.frozen.prefix(&self.items[at..], self.scope.language).unwrap_or(0);
            for item in &mut self.items[at..at + frozen] {
                item.class = Class::NONE;
            }
            at += frozen.max(1);
        }
    }

    /// Whether the `A` or `I` at `at` is a letter or a number: `vitamin A`, `World War I`, `A/B testing`.
    fn is_letter(&self, at: usize) -> bool {
        let item = &self.items[at];
        if item.span.len() != 1 || item.shape != Shape::Capital {
            return false;
        }
        let next = self.items.get(at + 1);
        let connected = next.is_some_and(|next| next.gap == Gap::Joined && next.shape == Shape::Uncased);
        let ends = next.is_none_or(|next| {
            next.is_function_word() || next.class.has(Class::VERSUS) || next.follows_comma
        });
        let numbers = at.checked_sub(1).is_some_and(|before| self.items[before].class.has(Class::NUMBERED));
        connected || (0 < at && (ends || numbers))
    }

    /// Makes one word of `v/s`.
    fn join_versus(&mut self) {
        let spelled = |items: &[Item]| items.iter().map(|item| item.span.of(self.text)).eq(["v", "/", "s"]);
        let Some(at) = self.items.windows(3).position(spelled) else {
            return;
        };
        let end = self.items[at + 2].span.end;
        self.items.drain(at + 1..at + 3);
        self.items[at].span.end = end;
        self.items[at].class = Class::VERSUS;
    }

    /// Forgets everything behind the first clause.
    fn end_first_clause(&mut self) {
        let stop = self.items.iter().skip(1).position(|item| item.mark == Mark::Stop);
        let end = stop.map_or(self.items.len(), |stop| stop + 1);
        let from = end.checked_sub(1).map_or(0, |last| self.items[last].span.range().end);
        let to = self.items.get(end).map_or(self.text.len(), |next| next.span.range().start);
        self.is_question = self.text[from..to].contains(['?', '？']);
        self.items.truncate(end);
    }

    /// What stands behind the last word.
    pub(super) fn trailing(&self) -> &'s str {
        let end = self.items.last().map_or(0, |last| last.span.range().end);
        &self.text[end..]
    }

    /// How these words are written, with the brackets that belong to them.
    pub(super) fn spelling(&self, items: &[Item]) -> &'s str {
        let (Some(first), Some(last)) = (items.first(), items.last()) else { return "" };
        let mut start = first.span.range().start;
        if let Some(before) = self.text[..start].trim_end().strip_suffix('§') {
            start = before.len();
        }
        let mut end = last.span.range().end.max(start);
        let opened = self.text[start..end].matches('(').count();
        let closed = self.text[start..end].matches(')').count();
        let rest = &self.text[end..];
        if rest.starts_with("()") {
            end += 2;
        } else if closed < opened
            && let Some(close) = rest.find(')')
        {
            end += close + 1;
        }
        &self.text[start..end]
    }
}

impl Item {
    /// A sign that is a name of its own, such as `==` in code.
    fn sign(text: &str, span: Span, last_end: usize) -> Self {
        let surface = span.of(text);
        let between = text.get(last_end..span.range().start).unwrap_or_default();
        Self {
            span,
            token: Token::of_folded(surface),
            gap: if last_end == 0 { Gap::Start } else { Gap::Space },
            class: Class::NONE,
            mark: Mark::None,
            follows_comma: between.contains(','),
            shape: Shape::Uncased,
            script: Script::Neutral,
            is_code: true,
            is_mentioned: true,
            ends_in_s: false,
            is_common: false,
            adjective: false,
            slash: false,
        }
    }
}

/// The strongest separator in what stands between two words.
fn mark_in(between: &str, before: &str, after: &str) -> Mark {
    if between.len() < 2 && !between.contains(['?', '!', ';']) {
        return Mark::None;
    }
    let mut mark = Mark::None;
    let mut signs = between.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let spaced = signs.peek().is_some_and(|(_, next)| next.is_whitespace());
        let found = match sign {
            '?' | '!' | ';' | '？' | '！' | '；' | '。' => Mark::Stop,
            '.' if spaced && ends_sentence(before, after) => Mark::Stop,
            ':' if spaced => Mark::Colon,
            '：' => Mark::Colon,
            '—' | '―' => Mark::Dash,
            '-' | '–' | '−' if spaced && between[..at].ends_with(char::is_whitespace) => Mark::Dash,
            '|' | '→' if spaced => Mark::Dash,
            _ => Mark::None,
        };
        mark = mark.max(found);
    }
    mark
}

/// Whether a full stop between these ends a sentence: not behind `v.`, `Dr.` or an initial.
fn ends_sentence(before: &str, after: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let long = 4 <= word.chars().count() && word.chars().all(char::is_alphabetic);
    long && after.chars().next().is_some_and(char::is_uppercase)
}

fn shape_of(word: &str) -> Shape {
    let mut letters = word.chars().filter(|sign| sign.is_alphabetic());
    let Some(first) = letters.next() else {
        return if word.chars().any(char::is_numeric) { Shape::Number } else { Shape::Uncased };
    };
    if !first.is_uppercase() && !first.is_lowercase() {
        return Shape::Uncased;
    }
    let (mut upper, mut lower) = (0, 0);
    for letter in letters {
        if letter.is_uppercase() {
            upper += 1;
        } else {
            lower += 1;
        }
    }
    match (first.is_uppercase(), upper, lower) {
        (true, 0, _) => Shape::Capital,
        (true, _, 0) => Shape::Upper,
        (false, 0, _) => Shape::Lower,
        _ => Shape::Mixed,
    }
}

/// Whether most words that are long enough to tell are capitalised.
fn is_title_case(items: &[Item]) -> bool {
    let telling = |item: &&Item| 4 <= item.span.len() && !item.is_code;
    let lower = items.iter().filter(telling).filter(|item| item.shape == Shape::Lower).count();
    let capital = items.iter().skip(1).filter(telling).filter(|item| item.shape == Shape::Capital).count();
    0 < capital && lower < capital
}

/// Endings of adjectives in English; some serve French, Spanish and Russian as well.
fn has_adjective_ending(word: &str) -> bool {
    const CYRILLIC: [&str; 10] = ["ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ого"];
    let bytes = word.as_bytes();
    let Some(last) = bytes.last().filter(|_| 5 <= bytes.len()) else { return false };
    let endings: &[&[u8]] = match last.to_ascii_lowercase() {
        b'c' => &[b"ic"],
        b'd' => &[b"ed"],
        b'e' => &[b"ive", b"able", b"ible", b"ile", b"like"],
        b'l' => &[b"al", b"ful"],
        b'r' => &[b"ular", b"near"],
        b's' => &[b"less", b"ous"],
        b'y' => &[b"ary"],
        0x80.. => return 5 <= word.chars().count() && CYRILLIC.iter().any(|ending| word.ends_with(ending)),
        _ => return false,
    };
    endings.iter().any(|ending| bytes[bytes.len() - ending.len()..].eq_ignore_ascii_case(ending))
}
