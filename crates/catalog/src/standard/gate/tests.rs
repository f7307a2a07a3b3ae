use balai_kernel::Rupiah;

use super::*;
use crate::standard::{Decree, Requirement, ServiceTime, Tier, TimeUnit};
use crate::text::Line;

fn line(text: &str) -> Line {
    Line::parse(text).unwrap()
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

fn about(name: &str, subject: Subject) -> About<'_> {
    About { name, subject, today: day(23) }
}

fn need(text: &str) -> Requirement {
    Requirement { text: line(text), note: None, mandatory: true, document: None }
}

fn complete() -> Standard {
    Standard {
        requirements: vec![need("Surat pernyataan")],
        procedure: vec![line("Ambil antrean")],
        time: ServiceTime::of(1, TimeUnit::WorkingDays),
        fee: Some(Fee::Free { basis: None }),
        product: Some(line("Kutipan akta")),
        decree: Some(Decree::new(line("065/1/2026"), day(1), day(2)).unwrap()),
        ..Standard::default()
    }
}

fn levy(rule: Option<&str>) -> Fee {
    Fee::Fixed {
        amount: Rupiah::new(25_000).unwrap(),
        basis: LegalBasis { kind: BasisKind::Levy, rule: rule.map(line) },
    }
}

fn rules(standard: &Standard, name: &str, subject: Subject) -> Vec<Rule> {
    standard.findings(&about(name, subject)).into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn six_public_components_and_a_decree_open_the_gate() {
    let general = about("Kutipan akta", Subject::General);
    assert_eq!(complete().publishable(&general), Ok(()));
    let empty = Standard::default().publishable(&general).unwrap_err();
    let missing: Vec<Option<Component>> = empty.iter().map(Finding::component).collect();
    assert_eq!(
        missing,
        [
            Some(Component::Requirements),
            Some(Component::Procedure),
            Some(Component::Time),
            Some(Component::Fee),
            Some(Component::Product),
            None
        ]
    );
    assert!(empty.iter().all(|finding| finding.rule.law().is_some()));
}

#[test]
fn a_population_document_is_never_sold() {
    let sold = Standard { fee: Some(levy(Some("Perda 1/2024"))), ..complete() };
    let name = "Penggantian KTP-el hilang atau rusak";
    assert_eq!(rules(&sold, name, Subject::PopulationDocuments), [Rule::PopulationFee]);
    assert!(sold.publishable(&about(name, Subject::PopulationDocuments)).is_err());
    assert_eq!(rules(&sold, name, Subject::General), [Rule::PopulationFeeByName]);
    assert!(sold.publishable(&about(name, Subject::General)).is_ok());
}

#[test]
fn a_levy_names_its_perda() {
    for (rule, expected) in [
        (None, vec![Rule::LevyWithoutPerda]),
        (Some("Perbup 4/2024"), vec![Rule::LevyWithoutPerda]),
        (Some("Perda tentang retribusi"), vec![Rule::PerdaWithoutNumber]),
        (Some("Perda 1/2024"), vec![]),
    ] {
        let standard = Standard { fee: Some(levy(rule)), ..complete() };
        assert_eq!(rules(&standard, "Uji sampel", Subject::General), expected, "{rule:?}");
    }
}

#[test]
fn a_central_fee_and_a_company_tariff_name_their_own_rule() {
    for kind in [BasisKind::Pnbp, BasisKind::Tariff, BasisKind::Due] {
        let standard = Standard {
            fee: Some(Fee::Fixed { amount: Rupiah::new(1).unwrap(), basis: LegalBasis { kind, rule: None } }),
            ..complete()
        };
        assert_eq!(rules(&standard, "SKCK", Subject::General), [Rule::FeeWithoutBasis]);
    }
}

#[test]
fn a_fee_of_nothing_and_an_empty_list_of_tariffs_are_refused() {
    let basis = || LegalBasis::new(BasisKind::Pnbp, line("PP 76/2020"));
    let zero = Fee::Fixed { amount: Rupiah::ZERO, basis: basis() };
    let none = Fee::Tiers { tiers: Vec::<Tier>::new(), basis: basis() };
    for (fee, rule) in [(zero, Rule::ZeroFee), (none, Rule::NoTier)] {
        let standard = Standard { fee: Some(fee), ..complete() };
        assert_eq!(rules(&standard, "SIM", Subject::General), [rule]);
    }
}

#[test]
fn abolished_permits_are_pointed_out_by_whole_words_only() {
    for (name, old) in [
        ("Surat Izin Usaha Perdagangan (SIUP)", Some("SIUP")),
        ("Tanda daftar perusahaan", Some("TDP")),
        ("Izin Gangguan (HO)", Some("HO")),
        ("IMB rumah tinggal", Some("IMB")),
        ("Bimbingan horti bagi siupa", None),
    ] {
        let found = rules(&complete(), name, Subject::General);
        match old {
            None => assert_eq!(found, [], "{name}"),
            Some(old) => assert!(
                matches!(found.as_slice(), [Rule::AbolishedPermit { old: o, .. }] if *o == old),
                "{name}: {found:?}"
            ),
        }
        assert!(complete().publishable(&about(name, Subject::General)).is_ok());
    }
}

#[test]
fn what_asks_for_a_look_does_not_hold_publication() {
    let standard = Standard {
        requirements: vec![need("Surat pernyataan"), need("Surat pernyataan")],
        decree: Some(Decree::new(line("1"), day(23), day(30)).unwrap()),
        provenance: Provenance::Starter,
        ..complete()
    };
    let found = rules(&standard, "Akta", Subject::General);
    assert_eq!(
        found,
        [Rule::RequirementTwice("Surat pernyataan".to_owned()), Rule::DecreeNotInForce, Rule::Unverified]
    );
    assert!(standard.publishable(&about("Akta", Subject::General)).is_ok());
}

#[test]
fn a_decree_of_three_years_ago_asks_for_a_review() {
    let signed = |year| NaiveDate::from_ymd_opt(year, 11, 23).unwrap();
    let of = |year| {
        let decree = Decree::new(line("065/1/2020"), signed(year), signed(year)).unwrap();
        rules(&Standard { decree: Some(decree), ..complete() }, "Uji sampel", Subject::General)
    };
    assert_eq!(of(2023), [Rule::NotReviewed { years: 3 }]);
    assert_eq!(of(2024), []);
}

#[test]
fn what_the_state_holds_already_is_pointed_out_with_its_holder() {
    let asking = Standard { requirements: vec![need("Fotokopi Kartu Keluarga")], ..complete() };
    let found = rules(&asking, "Uji sampel", Subject::General);
    let (text, document) = ("Fotokopi Kartu Keluarga".to_owned(), "Kartu Keluarga (Disdukcapil)".to_owned());
    assert_eq!(found, [Rule::HeldElsewhere { text, document }]);
    assert!(asking.publishable(&about("Uji sampel", Subject::General)).is_ok());
}

#[test]
fn a_requirement_that_stands_three_times_is_one_finding() {
    let thrice = Standard { requirements: vec![need("Denah"), need("Denah"), need("Denah")], ..complete() };
    let found = rules(&thrice, "Uji sampel", Subject::General);
    assert_eq!(found, [Rule::RequirementTwice("Denah".to_owned())]);
}
