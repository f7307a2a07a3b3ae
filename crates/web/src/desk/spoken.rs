//! A component in the words of its readers, to show beside what somebody else typed.

use balai_catalog::{Component, Fee, Line, Prose, Requirement, Standard};
use balai_kernel::Language;

/// What stands in a component, line by line; empty when nothing does.
pub(super) fn spoken(component: Component, standard: &Standard) -> Vec<String> {
    let lines = |lines: &[Line]| lines.iter().map(Line::to_string).collect();
    match component {
        Component::Requirements => standard.requirements.iter().map(requirement).collect(),
        Component::Procedure => lines(&standard.procedure),
        Component::Time => {
            let time = standard.time.iter();
            time.map(|time| note_after(time.label(Language::Indonesian), time.note.as_ref())).collect()
        }
        Component::Fee => {
            let payment = standard.payment.iter().map(Prose::to_string);
            standard.fee.iter().flat_map(fee).chain(payment).collect()
        }
        Component::Product => standard.product.iter().map(Line::to_string).collect(),
        Component::Complaints => vec![standard.complaints.text("Mengikuti pengaturan balai").to_owned()],
        Component::LegalBasis => lines(&standard.legal_basis),
        Component::StaffCount => standard.staff_count.iter().map(ToString::to_string).collect(),
        Component::Facilities => prose(standard.facilities.as_ref()),
        Component::Competence => prose(standard.competence.as_ref()),
        Component::Supervision => prose(standard.supervision.as_ref()),
        Component::Guarantee => prose(standard.guarantee.as_ref()),
        Component::Safety => prose(standard.safety.as_ref()),
        Component::Evaluation => prose(standard.evaluation.as_ref()),
    }
}

fn fee(fee: &Fee) -> Vec<String> {
    let mut said = match fee {
        Fee::Free { basis } => vec![note_after("Gratis".to_owned(), basis.as_ref())],
        Fee::Fixed { amount, .. } => vec![amount.typeset()],
        Fee::Formula { text, .. } => vec![text.to_string()],
        Fee::Tiers { tiers, .. } => {
            let sum = |tier: &balai_catalog::Tier| format!("{}: {}", tier.label, tier.amount.typeset());
            tiers.iter().map(sum).collect()
        }
    };
    said.extend(fee.basis().map(|basis| note_after(basis.kind.label().to_owned(), basis.rule.as_ref())));
    said
}

fn requirement(requirement: &Requirement) -> String {
    let mut said = note_after(requirement.text.to_string(), requirement.note.as_ref());
    if !requirement.mandatory {
        said.push_str(", tidak untuk semua");
    }
    if let Some(document) = &requirement.document {
        said.push_str(", jenis dokumen ");
        said.push_str(document.as_str());
    }
    said
}

fn note_after(text: String, note: Option<&Line>) -> String {
    match note {
        Some(note) => format!("{text} ({note})"),
        None => text,
    }
}

fn prose(text: Option<&Prose>) -> Vec<String> {
    text.map(|text| text.as_str().lines().map(str::to_owned).collect()).unwrap_or_default()
}
