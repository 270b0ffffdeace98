//! Definitions in running text: "X is a …", "X refers to …", "… units called X", and abbreviations.

use std::ops::Range;

use crate::terms::bytes::{ByteSet, holds_any};
use crate::terms::clause;
use crate::terms::dates::{is_month, is_weekday};
use crate::terms::definition::{Form, Statement};
use crate::terms::foreign;
use crate::terms::gloss::{self, Shape};
use crate::terms::label::{Mark, is_stop_label};
use crate::terms::reading::Reading;
use crate::terms::signs;
use crate::terms::spelling::{is_among, spaced};

use super::prose::{Passage, Sentence};
use super::subject::{Pair, Term, abbreviates};
use super::words::List;
use super::{DefinitionKind, Found, Note, shown, telling};

/// Fewest words of what a name given on the way means: "things called atoms" says nothing.
const LEAST_WORDS: usize = 2;

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    for (at, (passage, sentences)) in note.passages.iter().zip(&note.sentences).enumerate() {
        if let Some(sentence) = sentences.first().and_then(|first| behind_label(passage, first)) {
            for statement in sentence.reading.statements().into_iter().filter(|said| said.strict) {
                let said = Said { note, passage, place: (at, 0), sentence: &sentence, statement };
                found.extend(said.single());
            }
        }
        for (index, sentence) in sentences.iter().enumerate() {
            for statement in sentence.reading.statements() {
                let said = Said { note, passage, place: (at, index), sentence, statement };
                if said.statement.joint.is_empty() {
                    found.extend(said.single());
                } else {
                    said.joint(found);
                }
            }
        }
    }
    for pair in note.pairs.iter() {
        found.push(abbreviation(note, pair));
    }
}

/// The sentence that stands behind a label in bold: "**Circulation**: The *trade wind* is a wind that …".
fn behind_label<'p>(passage: &'p Passage<'_>, first: &Sentence<'p>) -> Option<Sentence<'p>> {
    const IS: [&str; 8] = [" is ", " are ", " ist ", " sind ", " est ", " es ", " é ", " è "];
    let label = passage.label().filter(|label| label.bold && label.mark == Mark::Colon)?;
    let range = label.body.start..first.range.end;
    let text = passage.text.get(range.clone())?;
    let opens = text.starts_with(char::is_uppercase) || text.starts_with(['*', '_']);
    let says = opens && holds_any(text, &IS);
    says.then(|| Sentence { reading: Reading::new(text), range })
}

/// One statement and where it stands.
struct Said<'s, 'n, 't> {
    note: &'s Note<'n, 't>,
    passage: &'s Passage<'t>,
    place: telling::Place,
    sentence: &'s Sentence<'n>,
    statement: Statement,
}

impl Said<'_, '_, '_> {
    fn text(&self) -> &str {
        self.sentence.reading.text()
    }

    /// The definition that a statement about one name gives.
    fn single(&self) -> Option<Found> {
        let (text, statement) = (self.text(), &self.statement);
        let number = self.section_number();
        let subject = statement.subject.start.max(number)..statement.subject.end;
        let mut name = shown::name(&text[subject.clone()]);
        // "Под непрерывностью понимают …": the case of the sentence is not that of the name.
        if statement.form == Form::DefinedAs
            && name.as_bytes().first().is_some_and(|byte| matches!(byte, 0xd0 | 0xd1))
        {
            name = foreign::nominative(&name).unwrap_or(name);
        }
        if statement.form == Form::Called && statement.pronoun {
            return self.resumed(&name);
        }
        if statement.pronoun || !is_name(&name) || is_counted(&name) || !self.is_credible(&name) {
            return None;
        }
        let mut term = Term::new(&name);
        for other in other_names(text, statement) {
            term.also(&other);
        }
        self.note.pairs.complete(&mut term, self.passage.topic);
        let gist = self.gist()?;
        let gist = gist.strip_prefix(&text[..number]).map(str::to_owned).unwrap_or(gist);
        Some(self.found(term, gist, subject))
    }

    /// The length of the number that the sections of a note open with and that is no part of a name: "6.2 Kafka is …"
    /// beside "6.3 RabbitMQ is …".
    fn section_number(&self) -> usize {
        let text = self.text();
        if self.statement.subject.start != 0 || !text.starts_with(|char: char| char.is_ascii_digit()) {
            return 0;
        }
        let length = opening_number(text);
        let beside = || self.note.passages.iter().filter(|passage| 0 < opening_number(&passage.text)).nth(1);
        if 0 < length && beside().is_some() { length } else { 0 }
    }

    /// "X and Y are …": a definition of each that the title names. "Both X and Y are …" leads to what tells them
    /// apart.
    fn joint(&self, found: &mut Vec<Found>) {
        let text = self.text();
        let both = opens_with(text.trim_start_matches(['*', '_']), &["both"]);
        if both || self.statement.form != Form::Copula || !signs::is_firm(&self.sentence.reading) {
            return;
        }
        let whole = shown::gist(text);
        let gist = match whole.find(", but ").or_else(|| whole.find(", while ")) {
            Some(at) => format!("{}.", &whole[..at]),
            None => whole,
        };
        for part in self.statement.joint.clone() {
            let name = shown::name(&text[part.clone()]);
            let titled = |term: &&Term| term.is_meant_by(&name);
            if let Some(own) = self.passage.topic.and_then(|topic| self.note.terms[topic].iter().find(titled))
            {
                found.push(self.found(own.clone(), gist.clone(), part));
            }
        }
    }

    /// "This is known as X": the sentence before tells what X is.
    fn resumed(&self, name: &str) -> Option<Found> {
        let sentence = self.text().trim_start();
        let all = ["This is ", "That is ", "This process is ", "This is"]
            .iter()
            .any(|start| sentence.starts_with(start));
        let before = self.place.1.checked_sub(1)?;
        let told = &self.note.sentences[self.place.0][before].reading;
        let plain = !matches!(gloss::shape(told), Shape::Value | Shape::Nothing)
            && !told.text().trim_end().ends_with('?');
        if !all || !plain || !is_name(name) {
            return None;
        }
        let mut term = Term::new(name);
        self.note.pairs.complete(&mut term, self.passage.topic);
        Some(self.found(term, shown::gist(told.text()), self.statement.subject.clone()))
    }

    fn found(&self, term: Term, gist: String, name: Range<usize>) -> Found {
        let start = self.sentence.range.start;
        Found {
            term,
            kind: DefinitionKind::Copula,
            gist,
            excerpt: false,
            span: self.passage.source(self.sentence.range.clone()),
            name: self.passage.source(start + name.start..start + name.end),
            topic: self.passage.topic,
        }
    }

    /// Whether the form, and where needed the title above, make it a definition.
    fn is_credible(&self, name: &str) -> bool {
        let statement = &self.statement;
        const MOST_WORDS: usize = 5;
        let words = gloss::length_to(&self.text()[statement.body.clone()], MOST_WORDS);
        match statement.form {
            Form::StandsFor => statement.strict || self.is_titled(name),
            Form::Copula if signs::is_personal(&self.sentence.reading) || self.says_nothing() => false,
            // "The server is a machine in the basement", "Love is a river".
            Form::Copula
                if (self.note.affairs && !self.is_announced() || self.is_saying(name))
                    && !self.is_titled(name) =>
            {
                false
            }
            Form::Copula | Form::RefersTo | Form::Means | Form::DefinedAs => {
                let firm = || signs::is_firm(&self.sentence.reading);
                LEAST_WORDS <= words
                    && (statement.strict
                        || firm() && (self.is_titled(name) || self.is_part_of_title(name))
                        || self.is_new_kind(name))
            }
            Form::Called if statement.strict => true,
            Form::Called => {
                (LEAST_WORDS <= words || self.goes_on())
                    && (self.is_plural_name(name) || self.is_named_kind(name))
                    && !self.begins_vaguely()
            }
            Form::Capability if statement.strict => LEAST_WORDS + 2 <= words,
            Form::Which => MOST_WORDS <= words && self.is_said_of_kind(name),
            Form::Apposition => statement.strict && MOST_WORDS <= words,
            Form::Capability | Form::Does => false,
        }
    }

    /// "Learned: a token is …"
    fn is_announced(&self) -> bool {
        let text = self.text();
        let colon = text[..self.statement.subject.start].find(':');
        colon.is_some_and(|colon| clause::is_announcement(text[..colon].trim_matches(['*', '_', ' '])))
    }

    /// "Love is a river that runs to the sea": what something is to somebody.
    fn is_saying(&self, name: &str) -> bool {
        let text = self.text();
        let marked = text[..self.statement.subject.start].ends_with(['*', '_', '=']);
        !marked && name.len() <= 12 && List::Saying.has(&name.to_lowercase())
    }

    /// "Coffee is a problem": a noun by itself that tells nothing of what it is said of.
    fn says_nothing(&self) -> bool {
        const EMPTY: [&str; 12] = [
            "problem",
            "question",
            "challenge",
            "mystery",
            "myth",
            "hero",
            "genius",
            "lie",
            "thing",
            "fact",
            "idea",
            "start",
        ];
        let body =
            self.text()[self.statement.body.clone()].trim_matches(|char: char| !char.is_alphanumeric());
        let noun = ["a ", "an "].iter().find_map(|article| body.strip_prefix(article));
        noun.is_some_and(|noun| EMPTY.contains(&noun) || noun.starts_with("thing that "))
    }

    /// "The heart is a muscular organ that …": nothing above names a heart, so that "the" does not point
    /// back, and a kind of thing is told apart.
    fn is_new_kind(&self, name: &str) -> bool {
        let text = self.text();
        let opens = text[..self.statement.subject.start].trim_matches(['*', '_', ' ']) == "The";
        let start = self.passage.source(self.sentence.range.clone()).start as usize;
        let above = || self.note.syntax.text[..start].to_lowercase().contains(&name.to_lowercase());
        // "The Doppler effect is the change of …": a proper name needs nothing above it.
        let proper = || {
            let words: Vec<&str> = name.split(' ').collect();
            let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
            2 <= words.len()
                && 0 < capitals
                && name.starts_with(char::is_uppercase)
                && !name.contains('(')
                && signs::is_firm(&self.sentence.reading)
        };
        let told = gloss::length(name) <= 4 && proper()
            || gloss::length(name) <= 3 && signs::tells_kind(&self.sentence.reading);
        opens && told && !above()
    }

    fn is_titled(&self, name: &str) -> bool {
        self.note.terms_around(self.passage.topic).any(|term| term.is_meant_by(name))
    }

    /// "The client is a …" under "Client-server model".
    fn is_part_of_title(&self, name: &str) -> bool {
        self.passage.topic.is_some_and(|topic| self.note.terms[topic].iter().any(|term| term.has_word(name)))
    }

    /// "units called containers": several things have this name, so it is no proper name.
    fn is_plural_name(&self, name: &str) -> bool {
        let behind = &self.text()[self.statement.subject.end..];
        let plain = name.chars().all(|char| char.is_alphabetic() || matches!(char, ' ' | '-'));
        let ends = behind
            .trim_start_matches(['*', '_', '"', '”', '`', ' '])
            .starts_with(|char: char| !char.is_alphanumeric());
        name.ends_with('s')
            && plain
            && gloss::length(name) <= 3
            && (behind.is_empty() || ends || self.goes_on())
    }

    /// "A good that is wanted more as income rises is called a normal good": a kind of thing is told
    /// apart, and the name ends the sentence.
    fn is_named_kind(&self, name: &str) -> bool {
        const LEAST_WORDS: usize = 4;
        let text = self.text();
        let marks = |char: char| char.is_whitespace() || matches!(char, '*' | '_' | '"' | '“' | '”');
        let written = &text[..self.statement.subject.start];
        let before = without_article_behind(written.trim_end_matches(marks)).trim_end_matches(marks);
        let adverb = [" often", " usually", " commonly", " generally", " sometimes", " typically"];
        let named = [" called", " known as", " termed"].iter().find_map(|word| before.strip_suffix(word));
        let named = named.map(|verb| adverb.iter().find_map(|word| verb.strip_suffix(word)).unwrap_or(verb));
        let body = self.statement.body.clone();
        let told = text[body.clone()].to_lowercase();
        let apart =
            [" that ", " which ", " who ", " whose ", " where ", " of ", " in ", " with ", " between "];
        let opens =
            text[..body.start].chars().all(marks) && OPENERS.iter().any(|opener| told.starts_with(opener));
        let behind = text[self.statement.subject.end..].trim_start_matches(marks);
        let strong = written.ends_with(['*', '_']);
        let ends = behind.is_empty()
            || behind.starts_with(['.', '(', ';'])
            || strong && behind.split(' ').next().is_some_and(|word| ["of", "for", "or"].contains(&word));
        named.is_some_and(|verb| verb.ends_with(" is") || verb.ends_with(" are"))
            && opens
            && ends
            && gloss::has_length(&told, LEAST_WORDS)
            && apart.iter().any(|word| told.contains(word))
            && (strong || name.starts_with(char::is_lowercase))
    }

    /// "layers called aquitards that let nothing through": the clause behind the name tells more.
    fn goes_on(&self) -> bool {
        let behind =
            self.text()[self.statement.subject.end..].trim_start_matches(['*', '_', '"', '”', '`', ',', ' ']);
        ["that ", "which ", "whose "].iter().any(|word| behind.starts_with(word))
    }

    /// "Its", "these", "both" as what is said.
    fn begins_vaguely(&self) -> bool {
        const VAGUE: [&str; 11] =
            ["its", "these", "both", "such", "this", "their", "those", "some", "other", "we", "they"];
        opens_with(&self.text()[self.statement.body.clone()], &VAGUE)
    }

    /// "atoms, which are the smallest parts of …": a kind of thing follows, and nothing but the name stands before.
    fn is_said_of_kind(&self, name: &str) -> bool {
        let text = self.text();
        let before = &text[..self.statement.subject.start];
        let before = before.trim_end().rsplit(' ').next().unwrap_or_default();
        let determiners = [
            "the", "this", "that", "these", "its", "their", "our", "your", "his", "her", "a", "an", "each",
            "every",
        ];
        let determined = is_among(before.trim_matches(['*', '_', '"', '“']), &determiners);
        let verb = text[..self.statement.body.start].trim_end().rsplit(' ').next().unwrap_or_default();
        let said = Reading::new(&text[self.statement.body.clone()]);
        let plain = name.chars().all(|char| char.is_alphabetic() || matches!(char, ' ' | '-'));
        let several = verb == "are" && name.ends_with('s');
        let one = verb == "is" && name.starts_with(char::is_uppercase);
        !determined && plain && (several || one) && signs::is_noun_phrase(&said)
    }

    /// What is shown: the sentence, or the part of it that is about this name.
    fn gist(&self) -> Option<String> {
        let (text, statement) = (self.text(), &self.statement);
        let body = statement.body.clone();
        match statement.form {
            Form::Called => {
                // "components, called nodes, that are joined": the clause behind the name belongs to what is said.
                let behind = text[statement.subject.end..].trim_start_matches(['*', '_', '"', '”', '`']);
                let clause = behind.trim_start_matches([',', ' ']);
                let whole = if self.goes_on() {
                    format!("{} {clause}", text[body].trim_end_matches([',', ' ']))
                } else {
                    text[body].to_owned()
                };
                Some(telling::capitalised(&shown::gist(&whole)))
            }
            Form::Which => {
                let name = shown::name(&text[statement.subject.clone()]);
                let verb = if name.ends_with('s') { "are" } else { "is" };
                Some(telling::capitalised(&shown::gist(&format!("{name} {verb} {}.", &text[body]))))
            }
            Form::Apposition => Some(telling::capitalised(&shown::gist(&text[body]))),
            _ => Some(match telling::clause(text, statement) {
                Some(clause) => clause,
                None => unlabelled(telling::gist(self.note, &self.sentence.reading, self.place)),
            }),
        }
    }
}

/// How what is told of a kind of thing begins, in small letters: notes leave articles out.
const OPENERS: [&str; 16] = [
    "a ",
    "an ",
    "the ",
    "any ",
    "every ",
    "each ",
    "set of ",
    "group of ",
    "collection of ",
    "sequence of ",
    "series of ",
    "process of ",
    "sum of ",
    "ratio of ",
    "study of ",
    "amount of ",
];

/// The length of a number in parts before a capital, and of the space behind it: "6.2 ".
fn opening_number(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(text);
    let mut parts = usize::from(0 < end);
    while text[end..].starts_with('.') && 0 < digits(&text[end + 1..]) {
        end += 1 + digits(&text[end + 1..]);
        parts += 1;
    }
    let behind = text[end..].trim_start_matches('.').strip_prefix(' ');
    let behind = behind.filter(|behind| 1 < parts && behind.starts_with(char::is_uppercase));
    behind.map_or(0, |behind| text.len() - behind.len())
}

/// Whether the first of several words is one of these, however it is capitalised.
fn opens_with(text: &str, words: &[&str]) -> bool {
    let first = spaced(text).next().filter(|first| first.len() < text.len());
    first.is_some_and(|first| is_among(first, words))
}

/// A gist without the label that announced its sentence: "Learned: a token is …".
fn unlabelled(gist: String) -> String {
    const LONGEST: usize = 16;
    let end = gist.bytes().take(LONGEST).position(|byte| byte == b':');
    let told = end.and_then(|end| {
        let (label, told) =
            (gist[..end].trim_matches(['*', '_']), gist[end + 1..].trim_start_matches(['*', '_', ' ']));
        clause::is_announcement(label).then(|| telling::capitalised(told))
    });
    told.unwrap_or(gist)
}

/// The other names that a statement gives for its subject: "also known as X or Y", "(GDP)", "（elasticity）".
pub(super) fn other_names(text: &str, statement: &Statement) -> Vec<String> {
    let Some(alias) = statement.alias.clone() else { return Vec::new() };
    let name = shown::name(&text[statement.subject.clone()]);
    let written = shown::name(&text[alias.clone()]);
    let before = text.get(statement.subject.end..alias.start).unwrap_or_default();
    if !before.trim_end().ends_with(['(', '（']) {
        return written.split(" or ").map(shown::name).filter(|other| is_name(other)).collect();
    }
    let translated = is_name(&written) && foreign::is_unspaced(&name) != foreign::is_unspaced(&written);
    if translated || foreign::is_reading(&written) || abbreviates(&name, &written) {
        vec![written]
    } else {
        Vec::new()
    }
}

/// A text without an article at its end.
fn without_article_behind(text: &str) -> &str {
    [" a", " an", " the"].iter().find_map(|article| text.strip_suffix(article)).unwrap_or(text)
}

/// A pair, as the definition of its short form.
fn abbreviation(note: &Note<'_, '_>, pair: &Pair) -> Found {
    let (short, long) = match pair.short.strip_suffix('s') {
        Some(one) if one.ends_with(char::is_uppercase) => (one, singular(pair.long.clone())),
        _ => (pair.short.as_str(), pair.long.clone()),
    };
    let mut term = Term::new(short);
    term.also(&long);
    note.pairs.complete(&mut term, pair.topic);
    Found {
        term,
        kind: DefinitionKind::Abbr,
        gist: shown::gist(&long),
        excerpt: false,
        span: pair.span,
        name: pair.name,
        topic: pair.topic,
    }
}

/// A name whose last word is not in the plural any more: "virtual machines" for VMs.
fn singular(name: String) -> String {
    let bare = name
        .strip_suffix('s')
        .filter(|bare| !bare.ends_with(['s', 'u', 'i', 'e']) || bare.ends_with("ne") || bare.ends_with("ce"));
    match name.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => bare.map_or(name.clone(), str::to_owned),
    }
}

/// Whether words can be the name of a term.
pub(super) fn is_name(name: &str) -> bool {
    const MOST: usize = 60;
    const FORBIDDEN: ByteSet = ByteSet::of(b"|?\n<>[]{}");
    const QUOTES: ByteSet = ByteSet::of(b"\"").and_beyond_ascii();
    let letters = name.chars().filter(|char| char.is_alphanumeric()).take(2).count();
    (2 <= letters || name.ends_with(['#', '+']) && name.starts_with(|char: char| char.is_ascii_uppercase()))
        && (name.len() <= MOST || name.chars().count() <= MOST)
        && !gloss::has_length(name, 7)
        && FORBIDDEN.find(name, 0).is_none()
        && !is_stop_label(name)
        && !name.starts_with(['/', '-', '#', '@'])
        && !(name.starts_with('$') && name.ends_with('$'))
        && !is_hidden_file(name)
        && !name.ends_with(" include")
        && !name.ends_with(" includes")
        && !is_date(name)
        && !is_owned(name)
        && (QUOTES.find(name, 0).is_none() || !name.trim_matches(['"', '“', '”']).contains(['"', '“', '”']))
}

/// "Calls between its parts": what it is a name of stands elsewhere.
fn is_owned(name: &str) -> bool {
    const OWNERS: [&str; 7] = ["its", "their", "his", "her", "my", "our", "your"];
    spaced(name).any(|word| is_among(word, &OWNERS))
}

/// ".env" and "../up", not ".NET".
fn is_hidden_file(name: &str) -> bool {
    name.strip_prefix('.').is_some_and(|rest| !rest.starts_with(char::is_uppercase))
}

/// "Not all birds", "most birds": some of several, so no name.
fn is_counted(name: &str) -> bool {
    let first = spaced(name).next().unwrap_or_default();
    is_among(first, &["not", "no", "all", "some", "most", "many", "every", "each", "few", "several"])
}

/// "14 March 2025", "2025-03-14", "March 2025".
pub(super) fn is_date(name: &str) -> bool {
    let year = |word: &str| {
        word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.parse::<u16>().is_ok()
    };
    let words = || name.split([' ', '-', '.', '/', ',']).filter(|word| !word.is_empty());
    let number = |word: &str| word.chars().all(|char| char.is_ascii_digit());
    if is_meeting(name) {
        return true;
    }
    if name.len() <= 9 && name.starts_with(char::is_uppercase) && is_month(name) {
        return true;
    }
    if !name.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    // "10/21 Hist 301"
    let first = spaced(name).next().unwrap_or_default();
    if first.split_once('/').is_some_and(|(month, day)| {
        (1..=2).contains(&month.len())
            && (1..=5).contains(&day.len())
            && number(month)
            && words().take(2).all(number)
    }) {
        return true;
    }
    // "July 1892", "3 May 1789"
    let counted = words().filter(|word| word.len() <= 4 && number(word)).count();
    let dated = words().any(|word| word.starts_with(char::is_uppercase) && is_month(word))
        && counted + 1 == words().count()
        && 0 < counted;
    dated
        || words().any(year)
            && (words().filter(|word| number(word)).count() == 3
                || words().count() == 2
                || name.starts_with(|char: char| char.is_ascii_digit()))
}

/// "Tutorial Thursday", "next Friday": when people meet.
fn is_meeting(name: &str) -> bool {
    const MEETINGS: [&str; 14] = [
        "tutorial", "lecture", "seminar", "class", "lab", "quiz", "exam", "test", "meeting", "session",
        "next", "this", "on", "last",
    ];
    match name.split_once(' ') {
        Some((first, day)) => is_weekday(day) && is_among(first, &MEETINGS),
        None => is_weekday(name),
    }
}
