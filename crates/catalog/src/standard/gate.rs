//! The linter, and the gate before publication.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::category::Subject;
use crate::rollup::Comparison;

use super::held::held_elsewhere;
use super::{BasisKind, Component, Fee, Finding, LegalBasis, Place, Provenance, Rule, Standard};

/// What the checks need to know about a service beside its standard.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// Name of the service.
    pub name: &'a str,
    /// What the law says about its category.
    pub subject: Subject,
    /// The day, in the region's zone.
    pub today: NaiveDate,
}

/// After so many years a standard is reviewed.
const REVIEW_YEARS: u32 = 3;
/// Times that differ by less than this many minutes of an office are alike.
const TIME_GRAIN: i64 = 60;
/// Fees that differ by less than this many rupiah are alike.
const FEE_GRAIN: i64 = 5_000;

/// Permits that no longer exist: the words by which a name betrays them, what replaced them, by which law.
const ABOLISHED: [(&str, &[&str], &str, &str); 4] = [
    ("SIUP", &["siup", "surat izin usaha perdagangan"], "NIB", "PP 24/2018; PP 28/2025"),
    ("TDP", &["tdp", "tanda daftar perusahaan"], "NIB", "PP 24/2018; PP 28/2025"),
    ("HO", &["ho", "izin gangguan"], "persetujuan lingkungan", "Permendagri 19/2017"),
    ("IMB", &["imb", "izin mendirikan bangunan"], "PBG", "UU 6/2023; PP 16/2021"),
];

/// Words by which a name says that a population document comes out of the service.
const POPULATION_DOCUMENTS: [&str; 6] =
    ["ktp el", "kartu keluarga", "kartu identitas anak", "akta kelahiran", "akta kematian", "akta perceraian"];

impl Standard {
    /// Everything there is to say about this standard, what holds publication first.
    pub fn findings(&self, about: &About<'_>) -> Vec<Finding> {
        let mut findings = self.missing();
        self.check_fee(about, &mut findings);
        self.check_decree(about, &mut findings);
        self.check_requirements(&mut findings);
        check_name(about.name, &mut findings);
        match self.provenance {
            Provenance::Starter => findings.push(Finding::new(Place::Whole, Rule::Unverified)),
            Provenance::Copied => findings.push(Finding::new(Place::Whole, Rule::UnverifiedCopy)),
            Provenance::Own | Provenance::Sample => {}
        }
        findings.sort_by_key(|finding| (finding.rule.severity(), finding.place));
        findings
    }

    /// [`Standard::findings`], and how it stands beside other regions.
    pub fn findings_among(&self, about: &About<'_>, others: Option<&Comparison>) -> Vec<Finding> {
        let mut findings = self.findings(about);
        if let Some(others) = others {
            self.check_distance(others, &mut findings);
            findings.sort_by_key(|finding| (finding.rule.severity(), finding.place));
        }
        findings
    }

    /// The gate: the six public components are there and right, and a decree sets them. Otherwise what stands in the way.
    pub fn publishable(&self, about: &About<'_>) -> Result<(), Vec<Finding>> {
        let in_the_way: Vec<Finding> = self.findings(about).into_iter().filter(Finding::blocks).collect();
        if in_the_way.is_empty() { Ok(()) } else { Err(in_the_way) }
    }

    fn missing(&self) -> Vec<Finding> {
        Component::ALL
            .into_iter()
            .filter(|component| component.is_public() && !self.has(*component))
            .map(|component| Finding::new(Place::Component(component), Rule::Missing(component)))
            .collect()
    }

    fn check_fee(&self, about: &About<'_>, findings: &mut Vec<Finding>) {
        let Some(fee) = &self.fee else { return };
        let mut found = |rule| findings.push(Finding::new(Place::Component(Component::Fee), rule));
        if !fee.is_free() {
            match about.subject {
                Subject::PopulationDocuments => found(Rule::PopulationFee),
                Subject::General if Phrases::of(about.name).have_any(&POPULATION_DOCUMENTS) => {
                    found(Rule::PopulationFeeByName);
                }
                Subject::General => {}
            }
        }
        match fee {
            Fee::Fixed { amount, .. } if amount.is_zero() => found(Rule::ZeroFee),
            Fee::Tiers { tiers, .. } if tiers.is_empty() => found(Rule::NoTier),
            _ => {}
        }
        if let Some(rule) = fee.basis().and_then(faulty_basis) {
            found(rule);
        }
    }

    fn check_decree(&self, about: &About<'_>, findings: &mut Vec<Finding>) {
        let rule = match &self.decree {
            None => Rule::DecreeMissing,
            Some(decree) if decree.effective_from() > about.today => Rule::DecreeNotInForce,
            Some(decree) => match about.today.years_since(decree.date()) {
                Some(years) if years >= REVIEW_YEARS => Rule::NotReviewed { years },
                _ => return,
            },
        };
        findings.push(Finding::new(Place::Decree, rule));
    }

    fn check_requirements(&self, findings: &mut Vec<Finding>) {
        let place = Place::Component(Component::Requirements);
        for (index, requirement) in self.requirements.iter().enumerate() {
            let earlier = self.requirements[..index].iter().filter(|earlier| earlier.text == requirement.text);
            if earlier.count() == 1 {
                let rule = Rule::RequirementTwice(requirement.text.as_str().to_owned());
                findings.push(Finding::new(place, rule));
            }
        }
        let mut seen = BTreeSet::new();
        for (requirement, document) in held_elsewhere(&self.requirements) {
            if seen.insert(&requirement.text) {
                let rule = Rule::HeldElsewhere { text: requirement.text.as_str().to_owned(), document };
                findings.push(Finding::new(place, rule));
            }
        }
    }

    fn check_distance(&self, others: &Comparison, findings: &mut Vec<Finding>) {
        let minutes = self.time.as_ref().map(super::ServiceTime::minutes);
        if let (Some(minutes), Some(quartiles)) = (minutes, others.minutes)
            && let Some(side) = quartiles.far(minutes, TIME_GRAIN)
        {
            findings.push(Finding::new(Place::Component(Component::Time), Rule::FarTime(side, quartiles)));
        }
        let fee = self.fee.as_ref().and_then(|fee| fee.glance().highest());
        if let (Some(fee), Some(quartiles)) = (fee, others.fee)
            && let Some(side) = quartiles.far(fee, FEE_GRAIN)
        {
            findings.push(Finding::new(Place::Component(Component::Fee), Rule::FarFee(side, quartiles)));
        }
    }
}

fn faulty_basis(basis: &LegalBasis) -> Option<Rule> {
    match basis.kind {
        BasisKind::Levy if !basis.names_regional_law() => Some(Rule::LevyWithoutPerda),
        BasisKind::Levy if !basis.names_number() => Some(Rule::PerdaWithoutNumber),
        BasisKind::Levy => None,
        BasisKind::Pnbp | BasisKind::Tariff | BasisKind::Due => basis.rule.is_none().then_some(Rule::FeeWithoutBasis),
    }
}

fn check_name(name: &str, findings: &mut Vec<Finding>) {
    let name = Phrases::of(name);
    for (old, words, new, law) in ABOLISHED {
        if name.have_any(words) {
            let rule = Rule::AbolishedPermit { old, new, law };
            findings.push(Finding::new(Place::Name, rule));
        }
    }
}

/// A text in whose words phrases are looked for.
pub(super) struct Phrases(String);

impl Phrases {
    pub fn of(text: &str) -> Self {
        Self(format!(" {} ", balai_kernel::fold(text)))
    }

    /// Whether one of the folded phrases stands in it, in whole words.
    pub fn have_any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| {
            let mut places = self.0.match_indices(phrase);
            places.any(|(at, _)| self.0[..at].ends_with(' ') && self.0[at + phrase.len()..].starts_with(' '))
        })
    }
}

#[cfg(test)]
mod tests;
