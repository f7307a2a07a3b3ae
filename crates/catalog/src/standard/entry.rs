//! One component's new content, as an editor saves it.

use crate::text::{Line, Prose};

use super::{Complaints, Component, Fee, Requirement, ServiceTime, Standard};

/// New content of one component; what is none empties it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// 1
    Requirements(Vec<Requirement>),
    /// 2
    Procedure(Vec<Line>),
    /// 3
    Time(Option<ServiceTime>),
    /// 4, with how to pay
    Fee(Option<Fee>, Option<Prose>),
    /// 5
    Product(Option<Line>),
    /// 6
    Complaints(Complaints),
    /// 7
    LegalBasis(Vec<Line>),
    /// 8
    Facilities(Option<Prose>),
    /// 9
    Competence(Option<Prose>),
    /// 10
    Supervision(Option<Prose>),
    /// 11
    StaffCount(Option<u16>),
    /// 12
    Guarantee(Option<Prose>),
    /// 13
    Safety(Option<Prose>),
    /// 14
    Evaluation(Option<Prose>),
}

impl Entry {
    /// Which component it is for.
    pub fn component(&self) -> Component {
        match self {
            Self::Requirements(_) => Component::Requirements,
            Self::Procedure(_) => Component::Procedure,
            Self::Time(_) => Component::Time,
            Self::Fee(..) => Component::Fee,
            Self::Product(_) => Component::Product,
            Self::Complaints(_) => Component::Complaints,
            Self::LegalBasis(_) => Component::LegalBasis,
            Self::Facilities(_) => Component::Facilities,
            Self::Competence(_) => Component::Competence,
            Self::Supervision(_) => Component::Supervision,
            Self::StaffCount(_) => Component::StaffCount,
            Self::Guarantee(_) => Component::Guarantee,
            Self::Safety(_) => Component::Safety,
            Self::Evaluation(_) => Component::Evaluation,
        }
    }
}

impl Standard {
    /// The standard with one component replaced.
    #[must_use]
    pub fn with(mut self, entry: Entry) -> Self {
        match entry {
            Entry::Requirements(value) => self.requirements = value,
            Entry::Procedure(value) => self.procedure = value,
            Entry::Time(value) => self.time = value,
            Entry::Fee(fee, payment) => {
                self.fee = fee;
                self.payment = payment;
            }
            Entry::Product(value) => self.product = value,
            Entry::Complaints(value) => self.complaints = value,
            Entry::LegalBasis(value) => self.legal_basis = value,
            Entry::Facilities(value) => self.facilities = value,
            Entry::Competence(value) => self.competence = value,
            Entry::Supervision(value) => self.supervision = value,
            Entry::StaffCount(value) => self.staff_count = value.filter(|count| *count > 0),
            Entry::Guarantee(value) => self.guarantee = value,
            Entry::Safety(value) => self.safety = value,
            Entry::Evaluation(value) => self.evaluation = value,
        }
        self
    }

    /// What stands in one component, as an entry that would write it again.
    pub fn entry(&self, component: Component) -> Entry {
        match component {
            Component::Requirements => Entry::Requirements(self.requirements.clone()),
            Component::Procedure => Entry::Procedure(self.procedure.clone()),
            Component::Time => Entry::Time(self.time.clone()),
            Component::Fee => Entry::Fee(self.fee.clone(), self.payment.clone()),
            Component::Product => Entry::Product(self.product.clone()),
            Component::Complaints => Entry::Complaints(self.complaints.clone()),
            Component::LegalBasis => Entry::LegalBasis(self.legal_basis.clone()),
            Component::Facilities => Entry::Facilities(self.facilities.clone()),
            Component::Competence => Entry::Competence(self.competence.clone()),
            Component::Supervision => Entry::Supervision(self.supervision.clone()),
            Component::StaffCount => Entry::StaffCount(self.staff_count),
            Component::Guarantee => Entry::Guarantee(self.guarantee.clone()),
            Component::Safety => Entry::Safety(self.safety.clone()),
            Component::Evaluation => Entry::Evaluation(self.evaluation.clone()),
        }
    }

    /// Whether something stands in this component.
    pub fn has(&self, component: Component) -> bool {
        match component {
            Component::Requirements => !self.requirements.is_empty(),
            Component::Procedure => !self.procedure.is_empty(),
            Component::Time => self.time.is_some(),
            Component::Fee => self.fee.is_some(),
            Component::Product => self.product.is_some(),
            Component::Complaints => true,
            Component::LegalBasis => !self.legal_basis.is_empty(),
            Component::Facilities => self.facilities.is_some(),
            Component::Competence => self.competence.is_some(),
            Component::Supervision => self.supervision.is_some(),
            Component::StaffCount => self.staff_count.is_some(),
            Component::Guarantee => self.guarantee.is_some(),
            Component::Safety => self.safety.is_some(),
            Component::Evaluation => self.evaluation.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_fills_its_own_component_and_no_other() {
        let prose = || Some(Prose::parse("Diawasi kepala bidang").unwrap());
        let line = || Line::parse("PP 96/2012").unwrap();
        let entries = [
            Entry::Procedure(vec![line()]),
            Entry::Product(Some(line())),
            Entry::LegalBasis(vec![line()]),
            Entry::Facilities(prose()),
            Entry::Competence(prose()),
            Entry::Supervision(prose()),
            Entry::StaffCount(Some(3)),
            Entry::Guarantee(prose()),
            Entry::Safety(prose()),
            Entry::Evaluation(prose()),
        ];
        for entry in entries {
            let component = entry.component();
            let standard = Standard::default().with(entry);
            let filled: Vec<Component> =
                Component::ALL.into_iter().filter(|c| standard.has(*c) && *c != Component::Complaints).collect();
            assert_eq!(filled, [component]);
            assert_eq!(Standard::default().with(standard.entry(component)), standard);
        }
    }

    #[test]
    fn nobody_at_work_is_not_a_number_of_staff() {
        let standard = Standard::default().with(Entry::StaffCount(Some(0)));
        assert!(!standard.has(Component::StaffCount));
    }
}
