//! The body of a topic whose title names a term.

use crate::facts::Topic;
use crate::outline::TopicKind;
use crate::terms::bytes::{holds, place};
use crate::terms::clause;
use crate::terms::definition::Form;
use crate::terms::fold::Key;
use crate::terms::gloss::{Shape, has_length, length, shape};
use crate::terms::label::Mark;
use crate::terms::reading::Reading;
use crate::terms::signs;
use crate::terms::title::TitleKind;
use crate::text::Span;

use super::body::{Chosen, Told, below_title, candidates, choose, names_only, names_other};
use super::credit::{self, Evidence, Label};
use super::entries::Entries;
use super::setting::Setting;
use super::subject::{Term, abbreviates, is_letter, is_rule};
use super::words::List;
use super::{DefinitionKind, Found, Note, running, setting, shown, telling};

/// Most titles of a single letter in a note that is no index from A to Z.
const MOST_LETTERS: usize = 3;

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    let letters = note.terms.iter().flatten().filter(|term| is_letter(&term.names[0])).count();
    // Looked at where a heading needs its neighbours to be believed, and hence in few notes.
    let mut entries = None;
    let own = found.len();
    for (at, topic) in note.topics.iter().enumerate() {
        let names = matches!(topic.asks, TitleKind::Define | TitleKind::Phrase | TitleKind::Compare);
        if !names
            || note.terms[at].is_empty()
            || setting::is_advice(note, at)
            || List::ForeignPart.has(&topic.title.to_lowercase())
        {
            continue;
        }
        let mut body = below_title(note, at);
        if body.is_empty() {
            body = meaning_below(note, at);
        }
        if let Some(told) = glossed(note, at) {
            found.push(told);
            continue;
        }
        let (Some(&first), Some(&last)) = (body.first(), body.last()) else { continue };
        if is_choice(note, &body) {
            continue;
        }
        let span = Span { start: note.passages[first].span().start, end: note.passages[last].span().end };
        let sentences = candidates(note, &body);
        let opening = sentences.first().map(Told::reading);
        for term in &note.terms[at] {
            // "Address Resolution Protocol. Maps …" below "ARP": the first words give only the other name.
            let spelled = opening.filter(|opening| {
                let name = opening.text().trim_end_matches('.');
                1 < sentences.len()
                    && name.len() <= 60
                    && note.terms[at].len() == 1
                    && abbreviates(&term.names[0], name)
            });
            let sentences = if spelled.is_some() { &sentences[1..] } else { &sentences[..] };
            let opening = sentences.first().map(Told::reading);
            let chosen = choose(note, sentences, term);
            // "B" above words that begin with it: only what is said of the letter itself explains it.
            let letter = is_letter(&term.names[0]);
            let chosen = chosen.filter(|chosen| !letter || chosen.is_own || letters <= MOST_LETTERS);
            // "Budget" in minutes heads what was said of it, and "Capo" there may be told all the same.
            let affair = note.affairs && topic.asks == TitleKind::Phrase;
            let chosen = chosen.filter(|chosen| !affair || chosen.is_own);
            let sure = chosen.as_ref().filter(|chosen| is_sure(note, at, term, sentences, chosen));
            let row = is_row(topic) && note.terms[at].len() == 1 && !affair;
            let member = || {
                opening.filter(|opening| {
                    row && !is_collection(note, &body, term) && is_member(note, at, term, opening)
                })
            };
            let compared = topic.asks == TitleKind::Compare;
            let listed = || listed_answer(note, at, &body).filter(|_| note.terms[at].len() == 1);
            // "Frontier thesis" above "The frontier offered …" and a list: what it offered stands in the list.
            let broken_off = |gist: &str| gist.ends_with("...") || gist.ends_with('…');
            let sure =
                sure.filter(|sure| !broken_off(&sure.gist) && (sure.is_own || !is_person(&topic.title)));
            let (gist, excerpt, place) = match (sure, &chosen) {
                (Some(sure), _) => (sure.gist.clone(), false, sentences[sure.index].place),
                _ if let Some(parts) = listed() => (parts, false, (first, 0)),
                _ if member().is_some() => (
                    telling::gist(note, sentences[0].reading(), sentences[0].place),
                    false,
                    sentences[0].place,
                ),
                _ if is_asked(topic)
                    && (is_case(sentences) || note.terms[at].len() == 1 && is_labelled_answer(sentences))
                    || !sentences.is_empty()
                        && topic.asks == TitleKind::Phrase
                        && entries.get_or_insert_with(|| Entries::of(note)).has(at) =>
                {
                    (
                        telling::gist(note, sentences[0].reading(), sentences[0].place),
                        false,
                        sentences[0].place,
                    )
                }
                (None, Some(best)) if !compared => (best.gist.clone(), true, sentences[best.index].place),
                _ => continue,
            };
            let mut term = term.clone();
            if let Some(spelled) = spelled {
                term.also(spelled.text().trim_end_matches('.'));
            }
            if !excerpt {
                other_names(note, &body, place, &mut term);
            }
            found.push(Found {
                term,
                kind: DefinitionKind::Heading,
                gist,
                excerpt,
                // Two compared terms share a body; each has only the passage that is about it.
                span: if compared { note.passages[place.0].span() } else { span },
                name: topic.name,
                topic: Some(at),
            });
        }
    }
    super::entries::believe_neighbours(note, &mut found[own..]);
}

/// Whether the chosen sentence is a definition of the term, by its score and by what kind of title it stands under.
fn is_sure(note: &Note<'_, '_>, at: usize, term: &Term, sentences: &[Told<'_>], chosen: &Chosen) -> bool {
    let topic = &note.topics[at];
    let first = chosen.index == 0;
    let sentence = sentences[chosen.index].reading();
    let heading = matches!(topic.kind, TopicKind::Atx | TopicKind::Setext);
    match topic.asks {
        TitleKind::Compare => {
            let does = sentence.statement().is_some_and(|said| said.form == Form::Does);
            let opens = sentences[chosen.index].place.1 == 0;
            // "Erosion moves rock, weathering loosens it" sets the two against each other.
            let words = Key::new(sentence.text());
            let others = note.terms[at].iter().any(|other| !other.shares(term) && other.is_within(&words));
            chosen.accepted && chosen.is_own && !others && (first || !does || opens && introduces(sentence))
        }
        // "**crime:** any act that …" below "Defining crime and offences" tells what one of them is.
        TitleKind::Define
            if 1 < note.terms[at].len() && !chosen.is_own && names_other(sentence.text(), term) =>
        {
            false
        }
        TitleKind::Define => {
            let heap = shape(sentence) == Shape::Noun && signs::is_enumeration(sentence.text());
            chosen.accepted && !heap && (first || !is_narrated(sentence))
                || first && is_statement(sentence) && names_near(sentence, term)
                || first && is_asked(topic) && is_whole_answer(sentence, false)
                || sentences.len() == 1
                    && (is_whole_answer(sentence, is_asked(topic)) || is_asked(topic) && is_law(sentence))
        }
        _ if first
            && sentences[0].announced
            && shape(sentence) == Shape::Noun
            && 3 <= length(sentence.text()) =>
        {
            note.terms[at].len() == 1
        }
        // "Threads and the GIL": what opens such a text is about both, and so tells what neither is.
        _ if note.terms[at].len() > 1 && !chosen.is_own => false,
        _ if chosen.accepted && !is_loose(note, at, sentence, term) => true,
        // "Borrowing" and "Using a value through a reference": what one does explains what one does.
        _ if first && is_activity(term) && matches!(shape(sentence), Shape::Gerund { .. }) => {
            4 <= length(sentence.text()) && signs::is_bare(sentence)
        }
        _ if is_rule(&term.names[0]) && sentences.len() <= 2 && first && is_law(sentence) => true,
        _ if is_spelled_out(term) => {
            first && (is_statement(sentence) || !heading && shape(sentence) == Shape::Order)
        }
        _ => false,
    }
}

/// "Guilty mind", "When the people most likely to …": all that is answered to a question.
fn is_whole_answer(sentence: &Reading<'_>, asked: bool) -> bool {
    const MOST_WORDS: usize = 12;
    const MOST_ANSWERED: usize = 40;
    let most = if asked { MOST_ANSWERED } else { MOST_WORDS };
    let text = sentence.text();
    let words = length(text);
    let plain = !text.contains(['?', '/']) && !text.trim_end().ends_with([':', '：', '…']);
    let opens = |word: &str| text.get(..word.len()).is_some_and(|own| own.eq_ignore_ascii_case(word));
    let planned = ["todo", "tbd", "tba", "see ", "later"].into_iter().any(opens);
    let noun = match shape(sentence) {
        Shape::Noun | Shape::Gerund { purpose: false } => true,
        Shape::Condition => asked && text.starts_with("When "),
        _ => false,
    };
    noun && (2..=most).contains(&words) && plain && !planned
}

/// "A. Nucleus" above "B. Ribosome": the choices of a test, and no answer.
fn is_choice(note: &Note<'_, '_>, body: &[usize]) -> bool {
    let mut lines = body.iter().take(2).flat_map(|&at| note.passages[at].text.lines());
    let opens = |line: Option<&str>, starts: [&str; 3]| {
        line.is_some_and(|line| starts.iter().any(|start| line.starts_with(start)))
    };
    opens(lines.next(), ["A. ", "A) ", "a) "]) && opens(lines.next(), ["B. ", "B) ", "b) "])
}

/// "When the people most likely to …": a case, and nothing else, answers what something is.
fn is_case(sentences: &[Told<'_>]) -> bool {
    let alone = |first: &Told<'_>| sentences.get(1).is_none_or(|next| next.place.0 != first.place.0);
    sentences.first().filter(|first| alone(first)).is_some_and(|first| {
        shape(first.reading()) == Shape::Condition && is_whole_answer(first.reading(), true)
    })
}

/// "A: the loss of water from leaves": what a label announces answers the question, whatever follows it.
fn is_labelled_answer(sentences: &[Told<'_>]) -> bool {
    sentences.first().is_some_and(|first| {
        first.announced && is_whole_answer(first.reading(), true) && !first.reading().text().contains(" = ")
    })
}

/// Adds the names that the chosen sentence, or one above it that does nothing else, gives for the term.
fn other_names(note: &Note<'_, '_>, body: &[usize], place: telling::Place, term: &mut Term) {
    let chosen = note.sentences[place.0].get(place.1).map(|sentence| &sentence.reading);
    if let Some((sentence, said)) = chosen.and_then(|sentence| Some((sentence, sentence.statement()?)))
        && said.joint.is_empty()
        && term.is_meant_by(&shown::name(&sentence.text()[said.subject.clone()]))
    {
        for name in running::other_names(sentence.text(), &said) {
            term.also(&name);
        }
    }
    let opening = body.first().and_then(|&first| note.sentences[first].first());
    for name in opening.map_or_else(Vec::new, |opening| names_only(opening.reading.text())) {
        term.also(&name);
    }
}

/// "Lyndon B. Johnson": what a person's name heads is told of what he did.
fn is_person(title: &str) -> bool {
    let initial = |word: &str| {
        word.len() == 2 && word.ends_with('.') && word.starts_with(|char: char| char.is_ascii_uppercase())
    };
    let mut words = title.split(' ').skip(1).peekable();
    title.contains(". ") && words.any(initial) && title.starts_with(|char: char| char.is_ascii_uppercase())
}

/// Whether a title asks, with its mark.
fn is_asked(topic: &Topic) -> bool {
    topic.title.trim_end().ends_with(['?', '？'])
}

/// "The total momentum of a closed system stays the same", "Whenever one body pushes another, …": all that is
/// answered to a question is a rule that holds for things of a kind.
fn is_law(sentence: &Reading<'_>) -> bool {
    let text = sentence.text();
    let universal = ["When ", "Whenever ", "If ", "As ", "All ", "Every ", "Each ", "The more "];
    let general = universal.iter().any(|word| text.starts_with(word));
    let told = matches!(shape(sentence), Shape::Sentence { .. }) && !signs::is_plain(sentence);
    has_length(text, 5) && (general || told && !signs::is_modal(sentence) && !text.contains(['“', '"']))
}

/// The heads of a list of a few words each that is all the answer to a question.
fn listed_answer(note: &Note<'_, '_>, at: usize, body: &[usize]) -> Option<String> {
    const MOST_WORDS: usize = 6;
    let topic = &note.topics[at];
    let list = |passage: usize| {
        let passage = &note.passages[passage];
        passage.item.filter(|_| passage.leads).and_then(|item| note.syntax.blocks[item].parent)
    };
    let own = list(*body.first()?)?;
    let part = |passage: usize| {
        let text = &note.passages[passage].text;
        let told = matches!(shape(&Reading::new(text)), Shape::Noun | Shape::Does | Shape::Gerund { .. });
        told && length(text) <= MOST_WORDS && !text.contains(['\n', ':', '?', '['])
    };
    let all = topic.asks == TitleKind::Define && body.iter().all(|&at| list(at) == Some(own) && part(at));
    all.then(|| telling::heads(note, body)).flatten()
}

/// "The browser sends a request": a step of a story about the term.
fn is_narrated(sentence: &Reading<'_>) -> bool {
    let definite = sentence.text().trim_start_matches(['*', '_', '"']).starts_with("The ");
    definite && sentence.statement().is_some_and(|said| said.form == Form::Does)
}

/// "A mill …", "**Mill** …", "TLS (…) …": how one introduces what one explains.
fn introduces(sentence: &Reading<'_>) -> bool {
    let text = sentence.text();
    sentence.statement().is_some_and(|said| {
        let (before, behind) = (&text[..said.subject.start], text[said.subject.end..].trim_start());
        before.starts_with("A ")
            || before.starts_with("An ")
            || behind.starts_with(['*', '_', '`', '(', '（'])
    })
}

/// `**1. Repression** – pushing memories away`: a title that is no heading and is told in its own line, where others of
/// its shape stand beside it.
fn glossed(note: &Note<'_, '_>, at: usize) -> Option<Found> {
    const DASHES: [&str; 5] = [" – ", " — ", " - ", "** – ", "—"];
    let gloss = |topic: &Topic| {
        let written = topic.span.of(note.syntax.text);
        if !is_row(topic) || written.contains('\n') {
            return None;
        }
        DASHES.iter().find_map(|dash| Some(place(written, dash)? + dash.len()))
    };
    let topic = &note.topics[at];
    let start = gloss(topic)?;
    let beside = |other: usize| {
        note.topics.get(other).is_some_and(|other| other.kind == topic.kind && gloss(other).is_some())
    };
    let siblings = usize::from(at.checked_sub(1).is_some_and(beside)) + usize::from(beside(at + 1));
    let [term] = note.terms[at].as_slice() else { return None };
    let text = topic.span.of(note.syntax.text)[start..].trim();
    let said = Reading::new(text);
    let evidence =
        Evidence { setting: Setting::Open, siblings, known: false, compared: false, spelled: false };
    let bold = topic.span.of(note.syntax.text).starts_with(['*', '_']);
    let label = Label {
        term,
        mark: Mark::Dash,
        bold,
        code: false,
        shouted: false,
        listed: true,
        bare: false,
        topic: topic.parent,
    };
    let told = 0 < siblings && 3 <= length(text) && credit::is_enough(note, label, &said, &evidence);
    told.then(|| Found {
        term: term.clone(),
        kind: DefinitionKind::Dash,
        gist: shown::gist(text),
        excerpt: false,
        span: topic.span,
        name: topic.name,
        topic: Some(at),
    })
}

/// Whether a title is marked as writers mark the entries of a row: bold, numbered, or a bare line.
fn is_row(topic: &Topic) -> bool {
    topic.asks == TitleKind::Phrase && !matches!(topic.kind, TopicKind::Atx | TopicKind::Setext)
}

/// "Defenses" above a list: its items are some, and tell nothing of what one is.
fn is_collection(note: &Note<'_, '_>, body: &[usize], term: &Term) -> bool {
    const MOST_WORDS: usize = 8;
    let leads = |at: &usize| note.passages[*at].leads;
    let list = |at: usize| note.passages[at].item.and_then(|item| note.syntax.blocks[item].parent);
    let listed =
        matches!(body, [first, second, ..] if leads(first) && leads(second) && list(*first) == list(*second));
    // "Packages that hold all a program needs" tells what they are; "consent" is one of them.
    let short = || {
        let first = note.sentences[body[0]].first();
        first.is_some_and(|said| {
            length(said.reading.text()) <= MOST_WORDS && !signs::has_relative(&said.reading)
        })
    };
    listed && clause::looks_plural(&term.names[0]) && short()
}

/// Whether a title that is no heading stands in a row of such titles whose texts tell what each is.
fn is_member(note: &Note<'_, '_>, at: usize, term: &Term, sentence: &Reading<'_>) -> bool {
    let topic = &note.topics[at];
    // A lost bullet is no text.
    let is_empty = |other: &Topic| !other.body.of(note.syntax.text).contains(char::is_alphanumeric);
    let alike = |other: &&Topic| {
        other.parent == topic.parent
            && other.kind == topic.kind
            && other.level == topic.level
            && !is_empty(other)
    };
    let before = note.topics[..at].iter().rev().take_while(alike);
    let row: Vec<&Topic> = before.chain(note.topics[at + 1..].iter().take_while(alike)).collect();
    // One title that is no name ("The browser sends a request") makes a row of steps of them all.
    let steps = row.iter().any(|other| other.names.is_empty() && other.asks != TitleKind::Generic);
    if steps || names_other(sentence.text(), term) {
        return false;
    }
    // The title right above the row may announce it without being its parent: "Types of rock".
    let first = at - note.topics[..at].iter().rev().take_while(alike).count();
    let above = first.checked_sub(1).map(|above| &note.topics[above]).filter(|above| is_empty(above));
    let opener = above.or(topic.parent.map(|parent| &note.topics[parent]));
    let setting = opener.map_or(Setting::Open, |opener| setting::of_text(&opener.title));
    // That the line was taken for a title is evidence, too.
    let evidence = Evidence { setting, siblings: row.len(), known: true, compared: false, spelled: false };
    let bold = topic.kind == TopicKind::Bold || topic.span.of(note.syntax.text).contains("**");
    let outer = topic.parent;
    let own = |subject: &str| term.is_meant_by(&shown::name(subject));
    let text = sentence.text();
    let other = matches!(shape(sentence), Shape::Sentence { subject } if !own(&text[subject.clone()]));
    let defines = sentence.statement().is_some_and(|said| said.strict);
    if other && (defines || !bold && setting != Setting::Members) {
        return false;
    }
    let label = Label {
        term,
        mark: Mark::Nothing,
        bold,
        code: false,
        shouted: false,
        listed: true,
        bare: false,
        topic: outer,
    };
    credit::is_enough(note, label, sentence, &evidence)
}

/// The body of a nested title that only says "Definition" or "Purpose", where the topic has no text of its own.
fn meaning_below(note: &Note<'_, '_>, at: usize) -> Vec<usize> {
    // The first topic behind one is nested in it, or none is.
    let nested = note.topics.iter().enumerate().nth(at + 1).filter(|(_, nested)| nested.parent == Some(at));
    let title = nested.map(|(_, nested)| nested.title.to_lowercase());
    match nested.zip(title) {
        Some(((nested, _), title)) if List::Meaning.has(title.trim_end_matches([':', '?'])) => {
            below_title(note, nested)
        }
        _ => Vec::new(),
    }
}

/// Whether a term is the name of something one does: "borrowing", "subnetting".
fn is_activity(term: &Term) -> bool {
    let name = term.names[0].as_str();
    name.ends_with("ing") && 5 < name.len() && !name.contains([' ', '_'])
}

/// Whether a title gives a name and its abbreviation: nobody does that for a title that is no term.
fn is_spelled_out(term: &Term) -> bool {
    term.names.iter().skip(1).any(|name| abbreviates(&term.names[0], name))
}

/// Whether a sentence is told: no order, no aside, no question, no announcement of a list.
fn is_statement(sentence: &Reading<'_>) -> bool {
    let told = matches!(
        shape(sentence),
        Shape::Noun
            | Shape::Does
            | Shape::StandIn
            | Shape::Sentence { .. }
            | Shape::Gerund { purpose: false }
    );
    told && !sentence.text().trim_end().ends_with([':', '：'])
}

/// Whether a sentence names the term at all.
fn names_near(sentence: &Reading<'_>, term: &Term) -> bool {
    let key = Key::new(sentence.text());
    term.is_within(&key)
}

/// Whether a bare title and this sentence hardly belong together: the title may head a part of a text as well.
fn is_loose(note: &Note<'_, '_>, at: usize, sentence: &Reading<'_>, term: &Term) -> bool {
    let text = sentence.text();
    let several = 1 < note.terms[at].len();
    // Of two terms neither "both" nor "it" tells one from the other.
    if names_other(text, term) || several && (text.starts_with("Both ") || shape(sentence) == Shape::StandIn)
    {
        return true;
    }
    let own = sentence.statement().filter(|said| !said.pronoun);
    if own.is_some_and(|said| said.form != Form::Does && term.is_meant_by(&shown::name(&text[said.subject])))
    {
        return false;
    }
    match shape(sentence) {
        Shape::StandIn => !signs::is_firm(sentence),
        // Below the title of the whole text stands a line that says what it is about: "A parser for tables".
        Shape::Noun if at == 0 && note.topics[at].level == 1 && is_tagline(text) => false,
        Shape::Noun => !signs::is_noun_phrase(sentence),
        // "Uses a cache" below "Performance" is no definition, "Reads rows" below a bold `SELECT` is one.
        Shape::Does => {
            let title = &note.topics[at];
            let heading = matches!(title.kind, TopicKind::Atx | TopicKind::Setext);
            heading && !title.name.of(note.syntax.text).contains('`') && !signs::has_capitals(&term.names[0])
        }
        Shape::Gerund { purpose: false } => false,
        Shape::Gerund { .. } if is_activity(term) => false,
        // "Rooks move along ranks" tells what the term does; "rooks are costly" and "rooks were called castles" what
        // else there is to say.
        Shape::Sentence { subject } => {
            let own = term.is_meant_by(&shown::name(&text[subject]));
            !own || signs::is_modal(sentence) || signs::is_plain(sentence)
        }
        Shape::Order
        | Shape::Value
        | Shape::Condition
        | Shape::Aside
        | Shape::Nothing
        | Shape::Gerund { purpose: true } => true,
    }
}

/// Whether a text is a short phrase and no sentence that happens to have an unknown verb.
fn is_tagline(text: &str) -> bool {
    (3..=12).contains(&length(text)) && !text.contains([',', ';', ':']) && !holds(text, ". ")
}
