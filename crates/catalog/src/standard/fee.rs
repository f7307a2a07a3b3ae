//! Component 4: what a service costs, and by which law.

use balai_kernel::{Language, Rupiah};
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use crate::text::{Line, Prose};

/// What a citizen pays.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fee {
    /// Nothing.
    Free {
        /// The law that makes it free, where one does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        basis: Option<Line>,
    },
    /// One sum.
    Fixed {
        /// The sum.
        amount: Rupiah,
        /// By which law.
        basis: LegalBasis,
    },
    /// Several sums, by kind of thing.
    Tiers {
        /// The sums.
        tiers: Vec<Tier>,
        /// By which law.
        basis: LegalBasis,
    },
    /// Computed for each case, such as the levy on a building approval.
    Formula {
        /// How, in the words a citizen reads.
        text: Prose,
        /// By which law.
        basis: LegalBasis,
    },
}

/// One of several sums.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Tier {
    /// For what.
    pub label: Line,
    /// How much.
    pub amount: Rupiah,
    /// Per what: sample, vehicle, class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Line>,
}

/// The law behind a payment. A draft may not name the rule yet; [`super::Rule::LevyWithoutPerda`] and
/// [`super::Rule::FeeWithoutBasis`] then hold publication.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LegalBasis {
    /// What kind of payment it is.
    pub kind: BasisKind,
    /// The regulation that sets it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Line>,
}

/// Kinds of payment by who may set them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BasisKind {
    /// Retribusi: only by a regional law (Perda) under UU 1/2022.
    Levy,
    /// Penerimaan negara bukan pajak: the fee of a central agency, by government regulation.
    Pnbp,
    /// The tariff of a company or a public legal body, by its own decision.
    Tariff,
    /// What is owed anyway and only paid here: tax, contribution, fine, court deposit.
    Due,
}

/// A fee as it fits into a list: without law and tiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FeeGlance {
    /// Nothing to pay.
    Free,
    /// One sum.
    Exact {
        /// The sum.
        amount: Rupiah,
    },
    /// From the lowest to the highest.
    Range {
        /// Lowest.
        low: Rupiah,
        /// Highest.
        high: Rupiah,
    },
    /// Computed for each case.
    Counted,
}

impl Fee {
    /// The law behind the payment; none when nothing is paid.
    pub fn basis(&self) -> Option<&LegalBasis> {
        match self {
            Self::Free { .. } => None,
            Self::Fixed { basis, .. } | Self::Tiers { basis, .. } | Self::Formula { basis, .. } => Some(basis),
        }
    }

    /// Whether nothing is paid.
    pub fn is_free(&self) -> bool {
        matches!(self, Self::Free { .. })
    }

    /// The fee as it fits into a list.
    pub fn glance(&self) -> FeeGlance {
        match self {
            Self::Free { .. } => FeeGlance::Free,
            Self::Fixed { amount, .. } => FeeGlance::Exact { amount: *amount },
            Self::Formula { .. } => FeeGlance::Counted,
            Self::Tiers { tiers, .. } => range(tiers),
        }
    }
}

fn range(tiers: &[Tier]) -> FeeGlance {
    let amounts = || tiers.iter().map(|tier| tier.amount);
    match (amounts().min(), amounts().max()) {
        (Some(low), Some(high)) if low < high => FeeGlance::Range { low, high },
        (Some(amount), _) => FeeGlance::Exact { amount },
        (None, _) => FeeGlance::Counted,
    }
}

impl FeeGlance {
    /// The most that a citizen pays, in rupiah; none where it is computed for each case.
    pub fn highest(self) -> Option<i64> {
        match self {
            Self::Free => Some(0),
            Self::Exact { amount } | Self::Range { high: amount, .. } => Some(amount.amount()),
            Self::Counted => None,
        }
    }

    /// `Gratis`, `Rp 25.000`, `Rp 75.000–80.000` or the word for a computed one.
    pub fn label(self, language: Language) -> String {
        match (self, language) {
            (Self::Free, Language::Indonesian) => "Gratis".to_owned(),
            (Self::Free, Language::English) => "Free".to_owned(),
            (Self::Exact { amount }, _) => amount.typeset(),
            (Self::Range { low, high }, _) => {
                let high = high.typeset();
                format!("{}–{}", low.typeset(), high.trim_start_matches("Rp\u{A0}"))
            }
            (Self::Counted, Language::Indonesian) => "Menurut perhitungan".to_owned(),
            (Self::Counted, Language::English) => "Calculated per case".to_owned(),
        }
    }
}

impl BasisKind {
    /// All kinds, the region's own first.
    pub const ALL: [Self; 4] = [Self::Levy, Self::Pnbp, Self::Tariff, Self::Due];

    /// Its name on screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Levy => "Retribusi daerah",
            Self::Pnbp => "Penerimaan negara bukan pajak (PNBP)",
            Self::Tariff => "Tarif perusahaan atau badan",
            Self::Due => "Kewajiban lain: pajak, iuran, denda, panjar",
        }
    }
}

impl LegalBasis {
    /// A payment and the regulation that sets it.
    pub fn new(kind: BasisKind, rule: Line) -> Self {
        Self { kind, rule: Some(rule) }
    }

    /// Whether the rule is a regional law: Perda, in Aceh Qanun, in Papua Perdasi or Perdasus.
    pub fn names_regional_law(&self) -> bool {
        const WORDS: [&str; 5] = ["perda", "qanun", "perdasi", "perdasus", "peraturan daerah"];
        self.rule.as_ref().is_some_and(|rule| {
            let rule = format!(" {} ", balai_kernel::fold(rule.as_str()));
            WORDS.iter().any(|word| rule.contains(&format!(" {word} ")))
        })
    }

    /// Whether the rule has its number: a Perda without one cannot be looked up.
    pub fn names_number(&self) -> bool {
        self.rule.as_ref().is_some_and(|rule| rule.as_str().contains(|c: char| c.is_ascii_digit()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line::parse(text).unwrap()
    }

    fn tier(amount: i64) -> Tier {
        Tier { label: line("SIM"), amount: Rupiah::new(amount).unwrap(), per: None }
    }

    #[test]
    fn a_fee_fits_into_a_list() {
        let basis = LegalBasis::new(BasisKind::Pnbp, line("PP 76/2020"));
        let tiers =
            |amounts: &[i64]| Fee::Tiers { tiers: amounts.iter().copied().map(tier).collect(), basis: basis.clone() };
        let label = |fee: &Fee| fee.glance().label(Language::Indonesian);
        assert_eq!(label(&Fee::Free { basis: None }), "Gratis");
        assert_eq!(label(&tiers(&[80_000, 75_000])), "Rp\u{A0}75.000–80.000");
        assert_eq!(label(&tiers(&[80_000, 80_000])), "Rp\u{A0}80.000");
        assert_eq!(label(&tiers(&[])), "Menurut perhitungan");
    }

    #[test]
    fn a_regional_law_is_known_by_its_name() {
        for (rule, regional) in [
            ("Perda 1/2024", true),
            ("Peraturan Daerah Kabupaten Sragen Nomor 8 Tahun 2023", true),
            ("Qanun 2/2024", true),
            ("Perbup 3/2024", false),
            ("PP 76/2020", false),
        ] {
            let basis = LegalBasis::new(BasisKind::Levy, line(rule));
            assert_eq!(basis.names_regional_law(), regional, "{rule}");
        }
    }
}
