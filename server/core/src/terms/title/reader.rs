//! From the words of a title to its kind and its names.

use std::ops::Range;

use super::{
    Abbreviation, Name, Title, TitleKind,
    aspect::{aspect, few},
    brackets::{self, Bracket, Meaning, is_pair, meaning},
    class::Class,
    grammar::{Scope, grammar},
    line::{Item, Line, Mark, Shape},
    noun_phrase::{Found, Part, Role, join, names},
    ordinal::{self, Label},
    shout,
    source::Source,
    template::{Features, Purpose, Subjects},
};
use crate::terms::fold::{fold_token, is_common_word};

/// Articles that announce a notion of its own: `What is an origin?` asks for a term, `What is the origin?` does not.
const INDEFINITE: [&str; 10] = ["a", "an", "ein", "eine", "einen", "einer", "un", "una", "une", "uno"];

/// The longest title that may be a bare name, in words.
const LONGEST_PHRASE: usize = 8;

/// The longest title that may have the shape of a template, in words; more is a paragraph.
const LONGEST_CLAUSE: usize = 40;

/// The longest title that is read at all, in bytes.
const LONGEST_TITLE: usize = 1000;

/// A title in the making.
#[derive(Default)]
struct Draft {
    kind: TitleKind,
    found: Found,
    abbreviations: Vec<Abbreviation>,
}

impl Draft {
    fn of(kind: TitleKind) -> Self {
        Self { kind, ..Self::default() }
    }

    fn new(kind: TitleKind, found: Found) -> Self {
        Self { kind, found, ..Self::default() }
    }
}

/// Reads a title, with or without the marks of its markup.
#[must_use]
pub fn read_title(title: &str) -> Title {
    read(title, true)
}

/// The same; a title in brackets is not read for brackets of its own.
fn read(title: &str, with_brackets: bool) -> Title {
    if LONGEST_TITLE < title.len() {
        return Title::default();
    }
    let grammar = grammar();
    let mut source = Source::new(title);
    let (counted, label) = ordinal::full(&source.text, grammar);
    source.remove(0..counted);
    if let Some(lowered) = shout::lowered(&source.text, grammar) {
        source.recase(lowered);
    }
    source.take_quotes();
    let brackets = if with_brackets { brackets::take(&mut source) } else { Vec::new() };
    let line = Line::new(&source, grammar);
    if label != Label::None && line.items.is_empty() {
        return Title { kind: TitleKind::Generic, ..Title::default() };
    }
    match label {
        Label::Task => Title { kind: TitleKind::Task, ..Title::default() },
        Label::Aside => Title::default(),
        Label::None | Label::Chapter => {
            Reader { scope: line.scope, line: &line, brackets: &brackets }.title()
        }
    }
}

struct Reader<'l> {
    scope: Scope,
    line: &'l Line<'l>,
    brackets: &'l [Bracket],
}

impl Reader<'_> {
    fn title(&self) -> Title {
        let all = 0..self.line.items.len();
        let mut draft = self.split(all.clone()).unwrap_or_else(|| self.clause(all));
        if draft.kind == TitleKind::Generic && !self.brackets.is_empty() {
            // `Key differences (A vs B)` compares; any other bracket makes a general title particular.
            let compared = self.brackets.iter().map(|bracket| read(&bracket.inner, false));
            if let Some(title) = compared.into_iter().find(|title| title.kind == TitleKind::Compare) {
                return title;
            }
            draft.kind = TitleKind::None;
        }
        for bracket in self.brackets {
            self.apply(bracket, &mut draft);
        }
        for part in &mut draft.found.parts {
            part.name.short = self.shortened(&part.name.text);
        }
        let Found { parts, context, joint } = draft.found;
        let names = parts.into_iter().map(|part| part.name).collect();
        Title { kind: draft.kind, names, context, joint, abbreviations: draft.abbreviations }
    }

    /// A title in two parts: `Docker Compose: one file`, `MVT in Django - MVT vs. MVC`.
    fn split(&self, range: Range<usize>) -> Option<Draft> {
        let items = self.items(&range);
        let at = items.iter().skip(1).position(|item| matches!(item.mark, Mark::Dash | Mark::Colon))? + 1;
        let (left, right) = (range.start..range.start + at, range.start + at..range.end);
        let (before, after) = (self.items(&left), self.items(&right));
        let has_versus = |items: &[Item]| items.iter().any(|item| item.class.has(Class::VERSUS));
        if has_versus(after) && !has_versus(before) {
            let mut title = self.clause(right);
            let place = self.clause(left.clone());
            let subject = place.found.parts.into_iter().next().map(|part| part.name.text);
            title.found.context = title.found.context.or(place.found.context).or(subject);
            return Some(title);
        }
        let (short, long) = (self.line.spelling(before), self.line.spelling(after));
        if is_pair(short, long) {
            let mut title = self.clause(left.clone());
            if let [part] = title.found.parts.as_mut_slice() {
                part.name.aliases.push(long.to_owned());
                return Some(title);
            }
        }
        if self.scope.grammar.topic_label.is(before, self.scope.language) {
            return Some(self.clause(right));
        }
        if self.scope.grammar.aside_label.is(before, self.scope.language) {
            return Some(Draft::new(TitleKind::None, self.placed(after)));
        }
        if self.scope.grammar.meaning.is(before, self.scope.language)
            || self.scope.grammar.ask.is(before, self.scope.language)
        {
            return self.define(right);
        }
        if aspect(self.scope, before) == Some(before.len()) {
            return Some(self.about(right).unwrap_or_default());
        }
        if self.line.is_generic(before) {
            let title = self.clause(right);
            let asks = !matches!(title.kind, TitleKind::Phrase | TitleKind::Generic | TitleKind::None);
            return Some(if asks { title } else { Draft::new(TitleKind::None, self.placed(after)) });
        }
        let fillers = few(after);
        let compares = [after, &after[fillers..]]
            .iter()
            .any(|after| self.scope.grammar.comparing.is(after, self.scope.language));
        if compares
            && let Some(found) =
                names(self.line, left.clone(), Role::Compare).filter(|found| 1 < found.parts.len())
        {
            return Some(Draft::new(TitleKind::Compare, found));
        }
        let asked_back = after.iter().any(|item| item.class.has(Class::PRONOUN));
        if self.scope.grammar.meaning.is(after, self.scope.language)
            || (asked_back && self.scope.grammar.ask.prefix(after, self.scope.language).is_some())
        {
            return self.define(left);
        }
        if aspect(self.scope, after) == Some(after.len()) || self.line.is_generic(after) {
            return Some(self.about(left.clone()).unwrap_or_else(|| self.clause(left)));
        }
        let mut title = self.clause(left);
        if title.kind == TitleKind::About
            && let [subject] = title.found.parts.as_slice()
        {
            // `Biology notes - Cell walls`: the first part says what the notes are on.
            let mut told = self.clause(right);
            if matches!(told.kind, TitleKind::Phrase | TitleKind::Define) {
                told.found.context = told.found.context.or_else(|| Some(subject.name.text.clone()));
                return Some(told);
            }
        }
        title.found.context = title.found.context.or(self.placed(after).context);
        Some(title)
    }

    /// A title in one part.
    fn clause(&self, range: Range<usize>) -> Draft {
        let range = self.line.first_question(range);
        let items = self.items(&range);
        let Some(first) = items.first() else { return self.signs() };
        if self.line.is_generic(items) {
            return Draft::of(TitleKind::Generic);
        }
        if let [only] = items
            && only.class.has(Class::VERSUS)
        {
            return self.signs();
        }
        if LONGEST_CLAUSE < items.len() {
            return Draft::of(if self.line.asks(items) { TitleKind::Question } else { TitleKind::None });
        }
        let features = Features::new(self.scope, items, self.line.is_question);
        for template in self.scope.grammar.templates(self.scope.language, &features) {
            if let Some(subjects) = template.subjects(self.scope, items, &features)
                && let Some(title) = self.fill(template.purpose, &subjects, range.start)
            {
                return title;
            }
        }
        if let Some(title) = self.versus(range.clone()) {
            return title;
        }
        if self.line.asks(items) {
            return self.question(items);
        }
        if self.line.is_task(items) {
            return Draft::of(TitleKind::Task);
        }
        let trailing = self.line.trailing();
        let sentence = 3 < items.len() && trailing.starts_with(['.', '…', '。']);
        let opens_no_name = Class::SUBORDINATE.and(Class::PREPOSITION).and(Class::CONTEXT);
        if sentence || trailing.starts_with('!') || LONGEST_PHRASE < self.length(items) {
            return Draft::default();
        }
        if 1 < items.len() && first.class.has(opens_no_name) && !first.script.is_unspaced() {
            return Draft::default();
        }
        self.phrase(range)
    }

    /// What a template makes of its subjects; nothing if they are no names, so that another may fit.
    fn fill(&self, purpose: Purpose, subjects: &Subjects, offset: usize) -> Option<Draft> {
        let subject = |at: usize| subjects.get(at).map(|range| range.start + offset..range.end + offset);
        let Some(first) = subject(0) else { return Some(Draft::of(TitleKind::Task)) };
        let compared = self.items(&first).iter().any(|item| item.class.has(Class::VERSUS));
        if compared && purpose != Purpose::Task {
            return self.versus(first);
        }
        match (purpose, subject(1)) {
            (Purpose::Compare, Some(second)) => {
                let left = names(self.line, first, Role::Compare)?;
                let right = names(self.line, second, Role::Compare)?;
                Some(Draft::new(TitleKind::Compare, join(self.line, left, right)))
            }
            (Purpose::Compare, None) => {
                let opens = first.start == offset;
                let found = names(self.line, first, Role::Compare)?;
                if opens && found.parts.len() < 2 {
                    // `Equality comparisons` compares nothing that it names.
                    return None;
                }
                let kind = if found.parts.len() < 2 { TitleKind::About } else { TitleKind::Compare };
                Some(Draft::new(kind, found))
            }
            (Purpose::About, place) => self.about(first).map(|draft| self.within(draft, place)),
            (Purpose::Define, place) => self.define(first).map(|draft| self.within(draft, place)),
            (Purpose::Task, _) => Some(Draft::of(TitleKind::Task)),
        }
    }

    /// With the second subject of a template as the context of the first.
    fn within(&self, mut draft: Draft, place: Option<Range<usize>>) -> Draft {
        let place = place.and_then(|place| names(self.line, place, Role::About));
        let place = place.and_then(|found| found.parts.into_iter().next());
        draft.found.context = draft.found.context.or(place.map(|part| part.name.text));
        draft
    }

    fn about(&self, range: Range<usize>) -> Option<Draft> {
        Some(Draft::new(TitleKind::About, names(self.line, range, Role::About)?))
    }

    fn define(&self, range: Range<usize>) -> Option<Draft> {
        let items = self.items(&range);
        if items.iter().take(few(items) + 1).any(|item| item.class.has(Class::EVALUATIVE)) {
            return None;
        }
        // `Explain the architecture` asks about something told elsewhere; `a structure` is a notion.
        let definite = items.first().is_some_and(|item| {
            let article = self.line.spelling(&items[..1]).to_lowercase();
            item.class.has(Class::ARTICLE) && !INDEFINITE.contains(&article.as_str())
        });
        if definite && (self.line.is_generic(&items[1..]) || aspect(self.scope, items) == Some(items.len())) {
            return None;
        }
        Some(Draft::new(TitleKind::Define, names(self.line, range, Role::Define)?))
    }

    /// Names set against each other by `vs`.
    fn versus(&self, range: Range<usize>) -> Option<Draft> {
        let items = self.items(&range);
        let versus = |item: &Item| item.class.has(Class::VERSUS);
        let (first, last) = (items.first()?, items.last()?);
        if versus(first) || versus(last) || !items.iter().any(versus) {
            return None;
        }
        Some(Draft::new(TitleKind::Compare, names(self.line, range, Role::Compare)?))
    }

    /// Two signs set against each other (`== vs ===`), where there are no words to read.
    fn signs(&self) -> Draft {
        let Some(versus) = self.line.items.iter().find(|item| item.class.has(Class::VERSUS)) else {
            return Draft::default();
        };
        let range = versus.span.range();
        let sides = [&self.line.text[..range.start], &self.line.text[range.end..]];
        let sides = sides.map(|side| side.trim_matches(|sign: char| sign.is_whitespace() || sign == '.'));
        if sides.iter().any(|side| side.is_empty()) {
            return Draft::default();
        }
        let name = |side: &str| Name { text: side.to_owned(), is_code: true, ..Name::default() };
        let part = |side: &str| Part { name: name(side), end: range.start, ..Part::default() };
        Draft::new(TitleKind::Compare, Found { parts: sides.map(part).into(), ..Found::default() })
    }

    /// A question; where only names are capitalised, the one behind `is` or `does` is what it is about.
    fn question(&self, items: &[Item]) -> Draft {
        let mut draft = Draft::of(TitleKind::Question);
        let opens = items[0].class.has(Class::AUXILIARY.and(Class::MODAL));
        let is_name = |item: &&Item| {
            let capital = matches!(item.shape, Shape::Capital | Shape::Upper | Shape::Mixed);
            capital && !item.is_function_word()
        };
        let len = items.iter().skip(1).take_while(is_name).count();
        if opens && 0 < len && !self.line.is_title_case {
            draft.found.parts.push(Part::new(self.line, &items[1..=len]));
        }
        draft
    }

    /// A bare name, or a name with `basics` or the like behind it.
    fn phrase(&self, range: Range<usize>) -> Draft {
        let items = self.items(&range);
        let listed =
            self.scope.grammar.enumerate.prefix(items, self.scope.language).and_then(|len| items.get(len));
        if listed
            .is_some_and(|next| next.is_number() || next.class.has(Class::ARTICLE.and(Class::QUANTIFIER)))
        {
            return Draft::of(TitleKind::Question);
        }
        let grammar = self.scope.grammar;
        let several = items.last().is_some_and(|last| last.ends_in_s);
        let plural = grammar.plural_tail.suffix(items, self.scope.language).filter(|_| several);
        let tail = grammar.tail.suffix(items, self.scope.language).max(plural);
        if let Some(len) = tail.filter(|len| *len < items.len()) {
            let mut end = items.len() - len;
            while 1 < end && items[end - 1].class.has(Class::QUANTIFIER) {
                end -= 1;
            }
            let after_preposition = items[end - 1].is_function_word();
            let filler = few(&items[..end]);
            if filler == end {
                return Draft::of(TitleKind::Generic);
            }
            if !after_preposition && let Some(title) = self.about(range.start..range.start + end) {
                return title;
            }
        }
        names(self.line, range, Role::Phrase)
            .map_or_else(Draft::default, |found| Draft::new(TitleKind::Phrase, found))
    }

    /// Gives the names what brackets say about them.
    fn apply(&self, bracket: &Bracket, draft: &mut Draft) {
        let context = &mut draft.found.context;
        let Some(part) = draft.found.parts.iter_mut().rev().find(|part| part.end <= bracket.at) else {
            *context = context.take().or_else(|| Some(bracket.inner.clone()));
            return;
        };
        match meaning(&part.name.text, &bracket.inner, self.scope.grammar) {
            Meaning::Aliases(aliases) => part.name.aliases.extend(aliases),
            Meaning::WordPair { short, long, alias } => {
                part.name.aliases.push(alias);
                draft.abbreviations.push(Abbreviation { short, long });
            }
            Meaning::Context => *context = context.take().or_else(|| Some(bracket.inner.clone())),
        }
    }

    /// The name without the general nouns at its end.
    fn shortened(&self, name: &str) -> Vec<String> {
        let grammar = self.scope.grammar;
        let mut short = Vec::new();
        let mut rest = name;
        while let Some((front, tail)) = rest.rsplit_once(' ') {
            let token = [fold_token(tail)];
            let strong = grammar.name_tail.prefix_of(&token).is_some();
            if !strong && grammar.loose_name_tail.prefix_of(&token).is_none() {
                break;
            }
            // `design pattern` is a general noun in two words.
            rest = front.strip_suffix(" Design").or_else(|| front.strip_suffix(" design")).unwrap_or(front);
            if rest.len() < front.len() {
                short.push(format!("{rest} {tail}"));
            }
            // `data model` is not `data`, nor are `query patterns` a `query`.
            let several = rest.contains(' ');
            let acronym = 1 < rest.len() && !rest.contains(char::is_lowercase);
            let telling = strong && !tail.ends_with('s') && !is_common_word(&rest.to_lowercase());
            if acronym || telling || (several && !tail.ends_with('s')) {
                short.push(rest.to_owned());
            }
        }
        short
    }

    fn items(&self, range: &Range<usize>) -> &[Item] {
        &self.line.items[range.clone()]
    }

    /// No name, but where it would belong.
    fn placed(&self, items: &[Item]) -> Found {
        Found { context: Some(self.line.spelling(items).to_owned()), ..Found::default() }
    }

    /// Length in words, three characters of an unspaced script for one.
    fn length(&self, items: &[Item]) -> usize {
        let unspaced = items.iter().filter(|item| item.script.is_unspaced()).count();
        items.len() - unspaced + unspaced.div_ceil(3)
    }
}
