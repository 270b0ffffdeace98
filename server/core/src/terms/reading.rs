//! A sentence read once: what it defines and how well it would do as a gist are both asked of
//! the same words.

use super::asides;
use super::clause::{self, Clause};
use super::definition::{self, Statement};
use super::foreign;
use super::phrase::Phrase;

/// The words of one sentence and its main clause.
///
/// ```
/// use glossator_core::terms::reading::Reading;
/// let reading = Reading::new("Plants store sugar in molecules called starches, which are polymers.");
/// let names: Vec<_> = reading.statements().into_iter().map(|said| &reading.text()[said.subject]).collect();
/// assert_eq!(names, ["Plants", "starches"]);
/// ```
pub struct Reading<'t> {
    text: &'t str,
    /// Absent where words are not spaced.
    pub(super) spaced: Option<Spaced<'t>>,
}

/// What is known of a sentence with spaces between its words.
pub(super) struct Spaced<'t> {
    pub(super) phrase: Phrase<'t>,
    pub(super) clause: Option<Clause>,
}

impl<'t> Reading<'t> {
    /// Reads one sentence, as [`super::sentence::sentences`] cuts it.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let spaced = (!foreign::is_unspaced(text)).then(|| {
            let phrase = Phrase::new(text);
            let clause = clause::read(&phrase, 0);
            Spaced { phrase, clause }
        });
        Self { text, spaced }
    }

    /// The sentence.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// What the main clause defines.
    #[must_use]
    pub fn statement(&self) -> Option<Statement> {
        let Some(Spaced { phrase, clause }) = &self.spaced else { return foreign::read(self.text) };
        let main = || clause.as_ref().and_then(|clause| definition::main_statement(phrase, 0, clause));
        foreign::turned_round(self.text).or_else(main).or_else(|| foreign::read(self.text))
    }

    /// Everything the sentence defines, the main clause first: also names given on the way ("…
    /// called X", "X, which is …", "X, a … that …") and a second clause ("…, while Y is …").
    #[must_use]
    pub fn statements(&self) -> Vec<Statement> {
        let mut found = Vec::new();
        found.extend(self.statement());
        if let Some(Spaced { phrase, .. }) = &self.spaced {
            asides::read(phrase, &mut found);
        }
        found
    }
}
