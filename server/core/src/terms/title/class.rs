//! [`Class`]: what the short words of a language do in a title.

/// What the short words of a language do in a title. A word may have several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u32);

impl Class {
    pub(super) const NONE: Self = Self(0);
    /// `a`, `the`: not part of a name.
    pub(super) const ARTICLE: Self = Self(1);
    pub(super) const AND: Self = Self(1 << 1);
    pub(super) const OR: Self = Self(1 << 2);
    pub(super) const VERSUS: Self = Self(1 << 3);
    /// `in`, `with`: what follows is where the name belongs.
    pub(super) const CONTEXT: Self = Self(1 << 4);
    /// `of`, `for`: ties an aspect to its subject.
    pub(super) const OF: Self = Self(1 << 5);
    /// Any other preposition: no name ends in one, and an article may follow.
    pub(super) const PREPOSITION: Self = Self(1 << 6);
    /// `what`, `why`.
    pub(super) const ASKING: Self = Self(1 << 7);
    /// `is`, `does`: opens a question, and shows a clause.
    pub(super) const AUXILIARY: Self = Self(1 << 8);
    /// `will`, `may`: as above, but a noun as well.
    pub(super) const MODAL: Self = Self(1 << 9);
    pub(super) const PRONOUN: Self = Self(1 << 10);
    /// `its`: what follows belongs to the name before.
    pub(super) const POSSESSIVE: Self = Self(1 << 11);
    /// A verb that opens a task.
    pub(super) const VERB: Self = Self(1 << 12);
    /// A verb that opens a task before an article, and a noun otherwise.
    pub(super) const VERB_OR_NOUN: Self = Self(1 << 13);
    /// Opens a clause or an adverbial, so that no name follows.
    pub(super) const SUBORDINATE: Self = Self(1 << 14);
    /// Shows that words are a clause.
    pub(super) const CLAUSE: Self = Self(1 << 15);
    /// An adjective that its ending does not show.
    pub(super) const ADJECTIVE: Self = Self(1 << 16);
    /// `main`, `different`: may stand before an aspect.
    pub(super) const QUANTIFIER: Self = Self(1 << 17);
    /// `best`: asks for a judgement, not for a meaning.
    pub(super) const EVALUATIVE: Self = Self(1 << 18);
    /// `using`: between an aspect and its subject.
    pub(super) const LIGHT: Self = Self(1 << 19);
    /// `loop`, `statement`: the word before is mentioned, not used.
    pub(super) const CONSTRUCT: Self = Self(1 << 20);
    /// `up`, `out`: after a verb.
    pub(super) const PARTICLE: Self = Self(1 << 21);
    /// `to`: a verb may follow.
    pub(super) const INFINITIVE: Self = Self(1 << 22);
    /// `for`: what follows is where two things are compared.
    pub(super) const PURPOSE: Self = Self(1 << 23);
    /// A noun with the ending of an adjective.
    pub(super) const NOUN: Self = Self(1 << 24);
    /// `type`, `war`: a Roman numeral may follow.
    pub(super) const NUMBERED: Self = Self(1 << 25);
    /// Stands in the list of a language: tells which language a title is in.
    pub(super) const EVIDENCE: Self = Self(1 << 31);

    /// Whether any of `others` is among them.
    pub(super) fn has(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Whether all of them are among `others`.
    pub(super) fn is_within(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }

    /// Both sets together.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The class of the words of a section of a list.
    pub(super) fn named(section: &str) -> Option<Self> {
        Some(match section {
            "article" => Self::ARTICLE,
            "and" => Self::AND,
            "or" => Self::OR,
            "versus" => Self::VERSUS,
            "context" => Self::CONTEXT,
            "of" => Self::OF,
            "preposition" => Self::PREPOSITION,
            "asking" => Self::ASKING,
            "auxiliary" => Self::AUXILIARY,
            "modal" => Self::MODAL,
            "pronoun" => Self::PRONOUN,
            "possessive" => Self::POSSESSIVE,
            "verb" => Self::VERB,
            "verb or noun" => Self::VERB_OR_NOUN,
            "subordinate" => Self::SUBORDINATE,
            "clause" => Self::CLAUSE,
            "adjective" => Self::ADJECTIVE,
            "quantifier" => Self::QUANTIFIER,
            "evaluative" => Self::EVALUATIVE,
            "light" => Self::LIGHT,
            "construct" => Self::CONSTRUCT,
            "particle" => Self::PARTICLE,
            "infinitive" => Self::INFINITIVE,
            "purpose" => Self::PURPOSE,
            "noun" => Self::NOUN,
            "numbered" => Self::NUMBERED,
            _ => return None,
        })
    }
}
