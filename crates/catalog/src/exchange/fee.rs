//! What a service costs, in three cells: the sum, the kind of payment, the law.

use balai_kernel::{Rupiah, fold};
use balai_sheets::Cell;

use crate::agency::AgencyKind;
use crate::standard::{BasisKind, Fee, LegalBasis, Tier};
use crate::text::{Line, Prose};

use super::lines::{join, line, part, parts, split, text_fault};
use super::money;
use super::problem::Fault;

/// What a formula begins with.
const FORMULA: &str = "Rumus:";
/// A list of tariffs that has none yet.
const NO_TIERS: &str = "menurut rincian";
/// Words for nothing to pay, folded.
const FREE: [&str; 9] =
    ["tanpa biaya", "tidak ada biaya", "tidak ada", "nihil", "bebas biaya", "tidak berbayar", "free", "nol", "rp nol"];
/// A sum below which somebody probably lost three zeros.
const SMALL: i64 = 100;

/// What is paid, before it is known by which law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Amount {
    Free,
    Fixed(Rupiah),
    Tiers(Vec<Tier>),
    Formula(Prose),
}

/// The amount in a cell; none where it is empty.
pub(super) fn amount(cell: &Cell) -> Result<Option<Amount>, Fault> {
    if cell.is_empty() {
        return Ok(None);
    }
    if let Some(number) = money::number(cell) {
        return number.map(|sum| Some(Amount::Fixed(sum)));
    }
    let text = cell.shown();
    let text = text.trim();
    let folded = fold(text);
    if folded.is_empty() {
        return Ok(None);
    }
    if folded.starts_with("gratis") || folded.contains("tidak dipungut") || FREE.contains(&folded.as_str()) {
        return Ok(Some(Amount::Free));
    }
    if folded == NO_TIERS {
        return Ok(Some(Amount::Tiers(Vec::new())));
    }
    if let Some(formula) = text.get(..FORMULA.len()).filter(|head| head.eq_ignore_ascii_case(FORMULA)) {
        return Prose::parse(&text[formula.len()..]).map(|text| Some(Amount::Formula(text))).map_err(text_fault);
    }
    match money::sum(text) {
        Ok(sum) => Ok(Some(Amount::Fixed(sum))),
        Err(_) if text.contains(['\n', '|', ':', '=']) => tiers(text).map(|tiers| Some(Amount::Tiers(tiers))),
        Err(fault) => Err(fault),
    }
}

fn tiers(text: &str) -> Result<Vec<Tier>, Fault> {
    let items = split(text);
    let tiers: Option<Vec<Tier>> = items.iter().map(|item| tier(item)).collect();
    tiers
        .filter(|tiers| !tiers.is_empty() && tiers.len() <= super::MOST_LINES)
        .ok_or_else(|| Fault::new("Rincian biaya tidak terbaca", "Tulis satu tarif satu baris: 1. SIM A | Rp 120.000"))
}

fn tier(item: &str) -> Option<Tier> {
    let parts = parts(item);
    let (label, amount, per) = match parts.as_slice() {
        [label, amount] => (label.as_str(), amount.as_str(), None),
        [label, amount, per] => (label.as_str(), amount.as_str(), Some(per.as_str())),
        [whole] => {
            let (label, amount) = whole.rsplit_once([':', '='])?;
            (label, amount, None)
        }
        _ => return None,
    };
    let per = match per {
        None => None,
        Some(per) => Some(line(per.strip_prefix("per:").or_else(|| per.strip_prefix("per "))?).ok()?),
    };
    Some(Tier { label: line(label).ok()?, amount: money::sum(amount).ok()?, per })
}

/// The kind of payment in a cell; none where it is empty.
pub(super) fn kind(cell: &Cell) -> Result<Option<BasisKind>, Fault> {
    let folded = fold(&cell.shown());
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    match folded.as_str() {
        "" => Ok(None),
        _ if has(&["retribusi"]) => Ok(Some(BasisKind::Levy)),
        _ if has(&["pnbp", "penerimaan negara"]) => Ok(Some(BasisKind::Pnbp)),
        _ if has(&["kewajiban", "pajak", "iuran", "denda", "panjar"]) => Ok(Some(BasisKind::Due)),
        _ if has(&["tarif"]) => Ok(Some(BasisKind::Tariff)),
        _ => Err(Fault::new("Jenis biaya tidak dikenal", "Tulis Retribusi daerah, PNBP, Tarif, atau Kewajiban lain")),
    }
}

/// The kind of payment that agencies of a kind usually take.
pub(super) fn usual(agency: AgencyKind) -> BasisKind {
    match agency {
        AgencyKind::Regional => BasisKind::Levy,
        AgencyKind::Vertical => BasisKind::Pnbp,
        AgencyKind::StateCompany | AgencyKind::RegionalCompany | AgencyKind::Other => BasisKind::Tariff,
    }
}

/// Amount, kind and law together. A sum of nothing without a kind is free.
pub(super) fn fee(amount: Amount, kind: Option<BasisKind>, rule: Option<Line>, usual: BasisKind) -> Fee {
    let basis = |rule| LegalBasis { kind: kind.unwrap_or(usual), rule };
    match amount {
        Amount::Free => Fee::Free { basis: rule },
        Amount::Fixed(sum) if sum.is_zero() && kind.is_none() => Fee::Free { basis: rule },
        Amount::Fixed(amount) => Fee::Fixed { amount, basis: basis(rule) },
        Amount::Tiers(tiers) => Fee::Tiers { tiers, basis: basis(rule) },
        Amount::Formula(text) => Fee::Formula { text, basis: basis(rule) },
    }
}

/// What a fee has besides kind and law.
pub(super) fn amount_of(fee: &Fee) -> Amount {
    match fee {
        Fee::Free { .. } => Amount::Free,
        Fee::Fixed { amount, .. } => Amount::Fixed(*amount),
        Fee::Tiers { tiers, .. } => Amount::Tiers(tiers.clone()),
        Fee::Formula { text, .. } => Amount::Formula(text.clone()),
    }
}

/// The law of a fee, whatever kind it is.
pub(super) fn rule_of(fee: &Fee) -> Option<&Line> {
    match fee {
        Fee::Free { basis } => basis.as_ref(),
        Fee::Fixed { basis, .. } | Fee::Tiers { basis, .. } | Fee::Formula { basis, .. } => basis.rule.as_ref(),
    }
}

/// Whether a sum looks as if it had lost its thousands.
pub(super) fn is_small(amount: &Amount) -> bool {
    matches!(amount, Amount::Fixed(sum) if !sum.is_zero() && sum.amount() < SMALL)
}

/// The amount as it is written.
pub(super) fn amount_cell(fee: &Fee) -> Cell {
    match fee {
        Fee::Free { .. } => Cell::text("gratis"),
        Fee::Fixed { amount, .. } => Cell::text(amount.to_string()),
        Fee::Formula { text, .. } => Cell::text(format!("{FORMULA} {text}")),
        Fee::Tiers { tiers, .. } if tiers.is_empty() => Cell::text(NO_TIERS),
        Fee::Tiers { tiers, .. } => Cell::text(join(tiers.iter().map(|tier| {
            let mut item = format!("{} | {}", part(tier.label.as_str()), tier.amount);
            if let Some(per) = &tier.per {
                item.push_str(" | per: ");
                item.push_str(&part(per.as_str()));
            }
            item
        }))),
    }
}

/// The kind as it is written; a free service has none.
pub(super) fn kind_cell(fee: &Fee) -> Cell {
    match fee.basis().map(|basis| basis.kind) {
        None => Cell::Empty,
        Some(kind) => Cell::text(kind_word(kind)),
    }
}

/// A kind of payment in a word or two.
pub(super) fn kind_word(kind: BasisKind) -> &'static str {
    match kind {
        BasisKind::Levy => "Retribusi daerah",
        BasisKind::Pnbp => "PNBP",
        BasisKind::Tariff => "Tarif",
        BasisKind::Due => "Kewajiban lain",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Amount> {
        amount(&Cell::text(text)).ok().flatten()
    }

    #[test]
    fn nothing_to_pay_has_many_words() {
        for text in ["gratis", "Gratis", "tidak dipungut biaya", "Tanpa biaya", "NIHIL", "Gratis (UU 24/2013)"] {
            assert_eq!(read(text), Some(Amount::Free), "{text}");
        }
        let free = fee(read("0").unwrap(), None, None, BasisKind::Levy);
        assert_eq!(free, Fee::Free { basis: None });
        assert_eq!(amount(&Cell::text("-")), Ok(None));
    }

    #[test]
    fn sums_tariffs_and_formulas_are_told_apart() {
        let sum = Amount::Fixed(Rupiah::new(25_000).unwrap());
        for text in ["Rp 25.000", "25000", "25.000"] {
            assert_eq!(read(text), Some(sum.clone()), "{text}");
        }
        assert_eq!(amount(&Cell::Number(25_000.0)), Ok(Some(sum)));
        let Some(Amount::Tiers(tiers)) = read("SIM A: Rp 120.000\nSIM C: 100.000") else { panic!("tariffs") };
        assert_eq!((tiers.len(), tiers[1].amount.amount()), (2, 100_000));
        assert!(matches!(read("Rumus: luas x indeks"), Some(Amount::Formula(_))));
        assert_eq!(amount(&Cell::text("25 ribu")).unwrap_err().what, "Bukan angka rupiah");
        assert!(amount(&Cell::text("SIM A: murah")).is_err());
        assert!(is_small(&read("25").unwrap()));
    }
}
