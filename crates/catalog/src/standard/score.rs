//! How complete a standard is: n of 14.

use super::{About, Component, Finding, Rule, Standard};

/// The state of each component of one standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completeness([State; 14]);

/// The state of one component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It is there and nothing holds it.
    Complete,
    /// Nothing stands in it.
    Missing,
    /// Something stands in it that must not be published.
    Wrong(Rule),
}

impl Standard {
    /// The state of each component.
    pub fn completeness(&self, about: &About<'_>) -> Completeness {
        let findings = self.findings(about);
        Completeness(Component::ALL.map(|component| self.state(component, &findings)))
    }

    fn state(&self, component: Component, findings: &[Finding]) -> State {
        if !self.has(component) {
            return State::Missing;
        }
        findings
            .iter()
            .find(|finding| finding.blocks() && finding.component() == Some(component))
            .map_or(State::Complete, |finding| State::Wrong(finding.rule.clone()))
    }
}

impl Completeness {
    /// The state of one component.
    pub fn of(&self, component: Component) -> &State {
        &self.0[usize::from(component.number() - 1)]
    }

    /// All components with their states, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Component, &State)> {
        Component::ALL.into_iter().zip(&self.0)
    }

    /// How many of the fourteen are complete.
    pub fn score(&self) -> u8 {
        u8::try_from(self.0.iter().filter(|state| **state == State::Complete).count()).expect("fourteen fit")
    }
}

#[cfg(test)]
mod tests {
    use balai_kernel::Rupiah;
    use chrono::NaiveDate;

    use super::*;
    use crate::category::Subject;
    use crate::standard::{BasisKind, Fee, LegalBasis};
    use crate::text::Line;

    fn about() -> About<'static> {
        About { name: "Uji sampel", subject: Subject::General, today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap() }
    }

    #[test]
    fn an_empty_standard_has_only_the_complaints_of_the_region() {
        let completeness = Standard::default().completeness(&about());
        assert_eq!(completeness.score(), 1);
        assert_eq!(*completeness.of(Component::Complaints), State::Complete);
        assert_eq!(*completeness.of(Component::Evaluation), State::Missing);
    }

    #[test]
    fn a_component_that_is_wrong_does_not_count() {
        let standard = Standard {
            legal_basis: vec![Line::parse("UU 25/2009").unwrap()],
            fee: Some(Fee::Fixed {
                amount: Rupiah::new(5_000).unwrap(),
                basis: LegalBasis { kind: BasisKind::Levy, rule: None },
            }),
            ..Standard::default()
        };
        let completeness = standard.completeness(&about());
        assert_eq!(completeness.score(), 2);
        assert_eq!(*completeness.of(Component::Fee), State::Wrong(Rule::LevyWithoutPerda));
    }
}
