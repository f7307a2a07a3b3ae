//! What the linter says about a row that would go in.

use crate::standard::{About, Component, Finding, Place, Rule, Standard};

use super::problem::Fault;
use super::row::Reading;
use super::{Field, Weight};

/// Notes what the linter finds in what a row wants. A fee on population documents stays out; the rest goes in to be
/// looked at. What is merely unfinished is not said again for each row.
pub(super) fn weigh(reading: &mut Reading<'_>, standard: &Standard, about: &About<'_>) {
    for finding in standard.findings(about) {
        let weight = match finding.rule {
            Rule::Missing(_) | Rule::DecreeMissing | Rule::Unverified => continue,
            Rule::PopulationFee => Weight::Wrong,
            _ => Weight::Look,
        };
        let what = match finding.rule.law() {
            Some(law) => format!("{} ({law})", finding.rule.short()),
            None => finding.rule.short(),
        };
        let field = field_of(&finding);
        reading.note(field, Fault::new(what, finding.rule.remedy().trim_end_matches('.')), weight);
    }
}

fn field_of(finding: &Finding) -> Option<Field> {
    match finding.place {
        Place::Name => Some(Field::Name),
        Place::Decree => Some(Field::DecreeNumber),
        Place::Component(Component::Fee) => Some(Field::Fee),
        Place::Component(Component::Requirements) => Some(Field::Requirements),
        Place::Component(Component::Time) => Some(Field::Time),
        _ => None,
    }
}
