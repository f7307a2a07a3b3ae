//! Component 4: what it costs, and by which law.

use balai_catalog::standard::BasisKind;
use balai_catalog::{Entry, Fee, LegalBasis, Line, Prose, Rule, Standard, TextError, Tier};
use balai_kernel::{Rupiah, grouped};

use crate::desk::typed::{RowStep, Typed};
use crate::forms::{Choice, Field};

const COLUMNS: [&str; 3] = ["rincian", "tarif", "per"];
const FREE: &str = "gratis";
const FIXED: &str = "tetap";
const TIERS: &str = "rincian";
const FORMULA: &str = "rumus";

/// What it costs. All parts are in the page; the chosen kind says which of them count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeeSheet {
    /// Which kind.
    pub kind: Field,
    /// The answers of `kind`.
    pub kinds: Vec<Choice>,
    /// The law that makes it free.
    pub free_by: Field,
    /// The one sum.
    pub amount: Field,
    /// The sums by kind of thing.
    pub tiers: Vec<TierRow>,
    /// How it is computed.
    pub formula: Field,
    /// Who may set such a payment.
    pub basis: Field,
    /// The answers of `basis`.
    pub bases: Vec<Choice>,
    /// The regulation that sets it.
    pub rule: Field,
    /// How to pay.
    pub payment: Field,
}

/// One of several sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierRow {
    /// For what.
    pub label: Field,
    /// How much.
    pub amount: Field,
    /// Per what.
    pub per: Field,
}

/// The texts of the form.
#[derive(Default)]
struct Texts {
    kind: String,
    free_by: String,
    amount: String,
    tiers: Vec<[String; 3]>,
    formula: String,
    basis: String,
    rule: String,
    payment: String,
}

impl FeeSheet {
    /// What stands in a standard.
    pub fn of(standard: &Standard) -> Self {
        let payment = standard.payment.as_ref().map_or_else(String::new, Prose::to_string);
        let mut texts = Texts { payment, ..Texts::default() };
        let basis = standard.fee.as_ref().and_then(Fee::basis);
        texts.basis = code(basis.map_or(BasisKind::Levy, |basis| basis.kind)).to_owned();
        texts.rule = basis.and_then(|basis| basis.rule.as_ref()).map_or_else(String::new, Line::to_string);
        match &standard.fee {
            None => {}
            Some(Fee::Free { basis }) => {
                texts.kind = FREE.to_owned();
                texts.free_by = basis.as_ref().map_or_else(String::new, Line::to_string);
            }
            Some(Fee::Fixed { amount, .. }) => {
                texts.kind = FIXED.to_owned();
                texts.amount = sum(*amount);
            }
            Some(Fee::Tiers { tiers, .. }) => {
                texts.kind = TIERS.to_owned();
                texts.tiers = tiers.iter().map(written).collect();
            }
            Some(Fee::Formula { text, .. }) => {
                texts.kind = FORMULA.to_owned();
                texts.formula = text.to_string();
            }
        }
        Self::new(texts)
    }

    /// What was typed.
    pub fn typed(typed: &Typed) -> Self {
        let text = |name| typed.text(name).to_owned();
        Self::new(Texts {
            kind: text("biaya"),
            free_by: text("dasar-gratis"),
            amount: text("jumlah"),
            tiers: typed.rows(COLUMNS),
            formula: text("rumus"),
            basis: text("jenis"),
            rule: text("aturan"),
            payment: text("bayar"),
        })
    }

    fn new(mut texts: Texts) -> Self {
        if texts.tiers.is_empty() {
            texts.tiers.push(Default::default());
        }
        let kind = Field::new("biaya").with(texts.kind);
        let basis = Field::new("jenis").with(texts.basis);
        let kinds = [
            Choice::new(FREE, "Gratis"),
            Choice::new(FIXED, "Satu tarif tetap"),
            Choice::new(TIERS, "Beberapa tarif menurut rincian"),
            Choice::new(FORMULA, "Dihitung dengan rumus").hint("Misalnya retribusi PBG"),
        ];
        let bases = BasisKind::ALL.map(|kind| Choice::new(code(kind), kind.label()).chosen_in(&basis));
        Self {
            kinds: kinds.map(|choice| choice.chosen_in(&kind)).to_vec(),
            kind,
            free_by: Field::new("dasar-gratis").with(texts.free_by),
            amount: Field::new("jumlah").with(texts.amount),
            tiers: (1..).zip(texts.tiers).map(|(row, values)| TierRow::new(row, values)).collect(),
            formula: Field::new("rumus").with(texts.formula),
            bases: bases.to_vec(),
            basis,
            rule: Field::new("aturan").with(texts.rule),
            payment: Field::new("bayar").with(texts.payment),
        }
    }

    pub(super) fn fields(&self) -> Vec<&Field> {
        let tiers = self.tiers.iter().flat_map(|row| [&row.label, &row.amount, &row.per]);
        let last = [&self.formula, &self.basis, &self.rule, &self.payment];
        [&self.kind, &self.free_by, &self.amount].into_iter().chain(tiers).chain(last).collect()
    }

    pub(super) fn step(&mut self, step: RowStep) {
        let values = |row: &TierRow| [&row.label, &row.amount, &row.per].map(|field| field.value.clone());
        let mut rows: Vec<[String; 3]> = self.tiers.iter().map(values).collect();
        step.take(&mut rows);
        if rows.is_empty() {
            rows.push(Default::default());
        }
        self.tiers = (1..).zip(rows).map(|(row, values)| TierRow::new(row, values)).collect();
    }

    /// The field where a finding about the fee is put right.
    pub(super) fn place_of(&mut self, rule: &Rule) -> &mut Field {
        match rule {
            Rule::LevyWithoutPerda | Rule::PerdaWithoutNumber | Rule::FeeWithoutBasis => &mut self.rule,
            Rule::ZeroFee => &mut self.amount,
            Rule::NoTier => self.tiers.first_mut().map_or(&mut self.kind, |row| &mut row.label),
            _ => &mut self.kind,
        }
    }

    pub(super) fn read(&mut self) -> Option<Entry> {
        let payment = super::optional(&mut self.payment, Prose::parse_optional);
        let kind = self.kind.value.clone();
        let fee = match kind.as_str() {
            "" => Some(None),
            FREE => super::optional(&mut self.free_by, Line::parse_optional).map(|basis| Some(Fee::Free { basis })),
            FIXED => {
                let amount = self.amount.read(Rupiah::parse);
                self.law().zip(amount).map(|(basis, amount)| Some(Fee::Fixed { amount, basis }))
            }
            TIERS => {
                let tiers = self.sums();
                self.law().zip(tiers).map(|(basis, tiers)| Some(Fee::Tiers { tiers, basis }))
            }
            FORMULA => {
                let text = self.formula.need("Tulis cara menghitung biayanya.", Prose::parse);
                self.law().zip(text).map(|(basis, text)| Some(Fee::Formula { text, basis }))
            }
            _ => self.kind.read(|_| Err("Pilih salah satu.")),
        };
        Some(Entry::Fee(fee?, payment?))
    }

    fn law(&mut self) -> Option<LegalBasis> {
        let rule = super::optional(&mut self.rule, Line::parse_optional);
        let kind = self.basis.read(|typed| {
            let known = BasisKind::ALL.into_iter().find(|kind| code(*kind) == typed);
            known.ok_or("Pilih jenis pungutan.")
        });
        Some(LegalBasis { kind: kind?, rule: rule? })
    }

    fn sums(&mut self) -> Option<Vec<Tier>> {
        let read: Vec<Option<Option<Tier>>> = self.tiers.iter_mut().map(TierRow::read).collect();
        let tiers: Vec<Option<Tier>> = read.into_iter().collect::<Option<_>>()?;
        Some(tiers.into_iter().flatten().collect())
    }
}

impl TierRow {
    fn new(row: usize, [label, amount, per]: [String; 3]) -> Self {
        let [label_column, amount_column, per_column] = COLUMNS;
        Self {
            label: Field::in_row(label_column, row).with(label),
            amount: Field::in_row(amount_column, row).with(amount),
            per: Field::in_row(per_column, row).with(per),
        }
    }

    /// The sum of the row; an empty row is none.
    fn read(&mut self) -> Option<Option<Tier>> {
        if [&self.label, &self.amount, &self.per].iter().all(|field| field.value.trim().is_empty()) {
            return Some(None);
        }
        let label = self.label.read(|text| match Line::parse(text) {
            Err(TextError::Empty) => Err("Tulis untuk apa tarif ini, atau hapus baris ini.".to_owned()),
            other => other.map_err(|error| error.to_string()),
        });
        let amount = self.amount.read(Rupiah::parse);
        let per = super::optional(&mut self.per, Line::parse_optional);
        Some(Some(Tier { label: label?, amount: amount?, per: per? }))
    }
}

fn written(tier: &Tier) -> [String; 3] {
    let per = tier.per.as_ref().map_or_else(String::new, Line::to_string);
    [tier.label.to_string(), sum(tier.amount), per]
}

/// A sum as it is typed: `25.000`.
fn sum(amount: Rupiah) -> String {
    grouped(amount.amount().unsigned_abs())
}

fn code(kind: BasisKind) -> &'static str {
    match kind {
        BasisKind::Levy => "retribusi",
        BasisKind::Pnbp => "pnbp",
        BasisKind::Tariff => "tarif",
        BasisKind::Due => "lain",
    }
}
