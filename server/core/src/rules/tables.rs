//! Tables whose rows do not fit their columns.

use super::Rule;
use super::report::{Report, counted};
use crate::facts::slips::SlipKind;

pub(super) fn check(report: &mut Report<'_>) {
    let facts = report.facts;
    for slip in &facts.slips {
        let SlipKind::Ragged { cells, columns } = slip.kind else { continue };
        let (found, wanted) = (counted(usize::from(cells), "cell"), counted(usize::from(columns), "column"));
        let message = if cells < columns {
            format!("this row has {found}, and the table has {wanted}")
        } else {
            format!("this row has {found}, and the table has {wanted}: what is too much is not shown")
        };
        report.add(Rule::RaggedTable, slip.span, message);
    }
}
