//! What front matter tells this program in vain: keys and values below `glossator:` that nothing follows.

use super::Rule;
use super::report::Report;

pub(super) fn check(report: &mut Report<'_>) {
    for misread in &report.facts.misread {
        report.add(Rule::FrontMatter, misread.span, misread.reason.to_string());
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check_codes;

    #[test]
    fn what_front_matter_says_in_vain_is_told() {
        check_codes(
            "\n-- a.md\n---\ntitle: A\nglossator:\n  scop: law\n  ignore: [link]\n---\n\n[x](gone.md)\n",
            &["4 config/front-matter"],
        );
        check_codes(
            "\n-- a.md\n---\nglossator: {scop: law, ignore: config/front-matter}\n---\n\nText.\n",
            &[],
        );
    }
}
