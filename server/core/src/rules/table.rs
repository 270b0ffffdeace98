//! Every rule with its code, its severity and its page.

use super::Severity;

/// A rule that notes are checked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A Markdown link to a file that is not there.
    MissingFile,
    /// A wiki link to a note that is not there.
    MissingNote,
    /// A link to a heading that the note does not have.
    MissingHeading,
    /// A link to a block id that the note does not have.
    MissingBlock,
    /// A reference to a label that the note does not define.
    MissingLabel,
    /// A footnote reference without its text.
    MissingFootnote,
    /// An image that is not there.
    MissingImage,
    /// A link whose target is written in another letter case.
    CaseMismatch,
    /// A wiki link that may as well mean another note.
    Ambiguous,
    /// A link label that is defined twice.
    DuplicateLabel,
    /// A link label that nothing uses.
    UnusedLabel,
    /// A link to the note it stands in.
    SelfLink,
    /// A link with nothing to lead to.
    EmptyTarget,
    /// A link to something above the vault.
    OutsideVault,
    /// Two headings of one text below the same heading.
    DuplicateSibling,
    /// A heading more than one level below the one above it.
    LevelSkip,
    /// A contents list that does not match the headings.
    StaleContents,
    /// A topic with nothing below its title.
    EmptyTopic,
    /// A question with no answer below it.
    Unanswered,
    /// A topic that another place is about as well.
    DuplicateTopic,
    /// A section that is mostly the same as another.
    NearDuplicate,
    /// A name in other capitals than everywhere else.
    Casing,
    /// A name one letter away from a common one.
    NearMiss,
    /// Two meanings of one name within one subject.
    Conflict,
    /// Two definitions that each need the other.
    Circular,
    /// A definition that says no more than its name.
    SelfDefinition,
    /// A name that is not to be used any more.
    DeprecatedName,
    /// An acronym that nothing spells out.
    UndefinedAcronym,
    /// A term that several notes link to and none defines.
    UndefinedTerm,
    /// A defined term that nothing mentions.
    UnusedTerm,
    /// A term that an earlier note of a course uses before a later one defines it.
    UsedBeforeDefined,
    /// Text that was decoded wrongly.
    Mojibake,
    /// A word written twice.
    DoubledWord,
    /// A code block that never ends.
    UnclosedFence,
    /// A sentence that stops in its middle.
    CutOff,
    /// Text that lost its markup.
    LostMarkup,
    /// A footnote that nothing refers to.
    UnusedFootnote,
    /// A footnote that is defined twice.
    DuplicateFootnote,
    /// A table row with more or fewer cells than columns.
    RaggedTable,
    /// A note that no note links to or shares a term with.
    Orphan,
    /// A note that links to no other.
    DeadEnd,
    /// An order to ignore a rule that reports nothing there.
    UnusedIgnore,
    /// Front matter that tells this program what it does not know.
    FrontMatter,
}

/// What is known of a rule before a note is looked at.
struct Entry {
    rule: Rule,
    code: &'static str,
    severity: Option<Severity>,
    page: &'static str,
}

const fn entry(rule: Rule, code: &'static str, severity: Option<Severity>, page: &'static str) -> Entry {
    Entry { rule, code, severity, page }
}

const OFF: Option<Severity> = None;
const HINT: Option<Severity> = Some(Severity::Hint);
const INFORMATION: Option<Severity> = Some(Severity::Information);
const WARNING: Option<Severity> = Some(Severity::Warning);

/// How many rules there are.
pub const RULES: usize = 43;

/// Every rule, in the order of [`Rule`].
const TABLE: [Entry; RULES] = [
    entry(Rule::MissingFile, "link/missing-file", WARNING, include_str!("pages/link/missing-file.md")),
    entry(Rule::MissingNote, "link/missing-note", INFORMATION, include_str!("pages/link/missing-note.md")),
    entry(
        Rule::MissingHeading,
        "link/missing-heading",
        WARNING,
        include_str!("pages/link/missing-heading.md"),
    ),
    entry(Rule::MissingBlock, "link/missing-block", WARNING, include_str!("pages/link/missing-block.md")),
    entry(Rule::MissingLabel, "link/missing-label", WARNING, include_str!("pages/link/missing-label.md")),
    entry(
        Rule::MissingFootnote,
        "link/missing-footnote",
        WARNING,
        include_str!("pages/link/missing-footnote.md"),
    ),
    entry(Rule::MissingImage, "link/missing-image", WARNING, include_str!("pages/link/missing-image.md")),
    entry(Rule::CaseMismatch, "link/case-mismatch", WARNING, include_str!("pages/link/case-mismatch.md")),
    entry(Rule::Ambiguous, "link/ambiguous", INFORMATION, include_str!("pages/link/ambiguous.md")),
    entry(
        Rule::DuplicateLabel,
        "link/duplicate-label",
        WARNING,
        include_str!("pages/link/duplicate-label.md"),
    ),
    entry(Rule::UnusedLabel, "link/unused-label", HINT, include_str!("pages/link/unused-label.md")),
    entry(Rule::SelfLink, "link/self", HINT, include_str!("pages/link/self.md")),
    entry(Rule::EmptyTarget, "link/empty-target", INFORMATION, include_str!("pages/link/empty-target.md")),
    entry(Rule::OutsideVault, "link/outside-vault", OFF, include_str!("pages/link/outside-vault.md")),
    entry(
        Rule::DuplicateSibling,
        "heading/duplicate-sibling",
        INFORMATION,
        include_str!("pages/heading/duplicate-sibling.md"),
    ),
    entry(Rule::LevelSkip, "heading/level-skip", HINT, include_str!("pages/heading/level-skip.md")),
    entry(Rule::StaleContents, "toc/stale", WARNING, include_str!("pages/toc/stale.md")),
    entry(Rule::EmptyTopic, "topic/empty", INFORMATION, include_str!("pages/topic/empty.md")),
    entry(Rule::Unanswered, "topic/unanswered", INFORMATION, include_str!("pages/topic/unanswered.md")),
    entry(Rule::DuplicateTopic, "topic/duplicate", HINT, include_str!("pages/topic/duplicate.md")),
    entry(Rule::NearDuplicate, "topic/near-duplicate", HINT, include_str!("pages/topic/near-duplicate.md")),
    entry(Rule::Casing, "term/casing", INFORMATION, include_str!("pages/term/casing.md")),
    entry(Rule::NearMiss, "term/near-miss", INFORMATION, include_str!("pages/term/near-miss.md")),
    entry(Rule::Conflict, "term/conflict", HINT, include_str!("pages/term/conflict.md")),
    entry(Rule::Circular, "term/circular", HINT, include_str!("pages/term/circular.md")),
    entry(Rule::SelfDefinition, "term/self-definition", HINT, include_str!("pages/term/self-definition.md")),
    entry(Rule::DeprecatedName, "term/deprecated", HINT, include_str!("pages/term/deprecated.md")),
    entry(
        Rule::UndefinedAcronym,
        "term/undefined-acronym",
        OFF,
        include_str!("pages/term/undefined-acronym.md"),
    ),
    entry(Rule::UndefinedTerm, "term/undefined", OFF, include_str!("pages/term/undefined.md")),
    entry(Rule::UnusedTerm, "term/unused", OFF, include_str!("pages/term/unused.md")),
    entry(
        Rule::UsedBeforeDefined,
        "term/used-before-defined",
        OFF,
        include_str!("pages/term/used-before-defined.md"),
    ),
    entry(Rule::Mojibake, "text/mojibake", INFORMATION, include_str!("pages/text/mojibake.md")),
    entry(Rule::DoubledWord, "text/doubled-word", HINT, include_str!("pages/text/doubled-word.md")),
    entry(Rule::UnclosedFence, "text/unclosed-fence", WARNING, include_str!("pages/text/unclosed-fence.md")),
    entry(Rule::CutOff, "text/cut-off", HINT, include_str!("pages/text/cut-off.md")),
    entry(Rule::LostMarkup, "text/lost-markup", HINT, include_str!("pages/text/lost-markup.md")),
    entry(Rule::UnusedFootnote, "footnote/unused", HINT, include_str!("pages/footnote/unused.md")),
    entry(
        Rule::DuplicateFootnote,
        "footnote/duplicate",
        WARNING,
        include_str!("pages/footnote/duplicate.md"),
    ),
    entry(Rule::RaggedTable, "table/ragged", HINT, include_str!("pages/table/ragged.md")),
    entry(Rule::Orphan, "note/orphan", OFF, include_str!("pages/note/orphan.md")),
    entry(Rule::DeadEnd, "note/dead-end", OFF, include_str!("pages/note/dead-end.md")),
    entry(Rule::UnusedIgnore, "config/unused-ignore", HINT, include_str!("pages/config/unused-ignore.md")),
    entry(Rule::FrontMatter, "config/front-matter", WARNING, include_str!("pages/config/front-matter.md")),
];

impl Rule {
    /// Every rule, in the order they are listed.
    pub const ALL: [Rule; RULES] = {
        let mut all = [Rule::MissingFile; RULES];
        let mut at = 0;
        while at < RULES {
            all[at] = TABLE[at].rule;
            at += 1;
        }
        all
    };

    fn entry(self) -> &'static Entry {
        &TABLE[self as usize]
    }

    /// Its stable code, `family/name`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.entry().code
    }

    /// The part of its code before the slash.
    #[must_use]
    pub fn family(self) -> &'static str {
        self.code().split('/').next().unwrap_or_default()
    }

    /// The rule with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }

    /// The rules that a code, a family (`link`), a family with a star (`link/*`) or `all` names; none where nothing has
    /// the name.
    #[must_use]
    pub fn named(name: &str) -> Vec<Self> {
        let family = name.strip_suffix("/*").unwrap_or(name);
        let is_meant = |rule: &Self| rule.code() == name || rule.family() == family || family == "all";
        Self::ALL.into_iter().filter(is_meant).collect()
    }

    /// Its severity where no setting says otherwise; `None` where it is off.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        self.entry().severity
    }

    /// What it finds, in a few words.
    #[must_use]
    pub fn line(self) -> &'static str {
        let title = self.page().lines().next().unwrap_or_default();
        title.split_once(": ").map_or(title, |(_, line)| line)
    }

    /// The page about it, in Markdown: what, why, wrong and right, how to fix, how to turn it off.
    #[must_use]
    pub fn page(self) -> &'static str {
        self.entry().page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_rules() {
        for (at, entry) in TABLE.iter().enumerate() {
            assert_eq!(entry.rule as usize, at, "{}", entry.code);
        }
    }

    #[test]
    fn every_page_tells_its_rule_and_its_severity() {
        for rule in Rule::ALL {
            let page = rule.page();
            assert!(page.starts_with(&format!("# {}: ", rule.code())), "{}", rule.code());
            let severity = rule.severity().map_or("off", Severity::name);
            assert!(page.contains(&format!("\nSeverity: {severity}.\n")), "{}", rule.code());
            for part in ["## Why", "## Wrong", "## Right", "## Fix", "## Configure"] {
                assert!(page.contains(&format!("\n{part}\n")), "{} lacks {part}", rule.code());
            }
            assert!(page.contains(&format!("\"{}\" = ", rule.code())), "{}", rule.code());
        }
    }

    #[test]
    fn families_name_their_rules() {
        assert_eq!(Rule::named("toc"), [Rule::StaleContents]);
        assert_eq!(Rule::named("toc/*"), [Rule::StaleContents]);
        assert_eq!(Rule::named("toc/stale"), [Rule::StaleContents]);
        assert_eq!(Rule::named("toc/gone"), []);
    }
}
