use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::*;
use crate::standard::{About, Component, Fee, FeeGlance, Finding, Rule};

fn about<'a>(starter: &'a Templates, service: &'a ServiceTemplate) -> About<'a> {
    About {
        name: service.name.as_str(),
        subject: starter.category(&service.category).unwrap().subject,
        today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
    }
}

#[test]
fn the_starter_catalogue_has_98_services_of_36_agencies() {
    let starter = Templates::starter();
    assert_eq!(starter.services.len(), 98);
    assert_eq!(starter.agencies.len(), 36);
    assert_eq!(starter.categories.len(), 21);
    let keys: BTreeSet<&Slug> = starter.services.iter().map(|s| &s.key).collect();
    assert_eq!(keys.len(), 98);
}

#[test]
fn every_starter_service_names_an_agency_a_category_and_documents_that_exist() {
    let starter = Templates::starter();
    for service in &starter.services {
        assert!(starter.agency(&service.agency).is_some(), "{}", service.key);
        assert!(starter.category(&service.category).is_some(), "{}", service.key);
        assert!(!service.channels.is_empty(), "{}", service.key);
        for requirement in &service.standard.requirements {
            if let Some(code) = &requirement.document {
                assert!(starter.document(code).is_some(), "{}: {code}", service.key);
            }
        }
    }
}

#[test]
fn nothing_but_the_decree_keeps_a_starter_service_from_publication() {
    let starter = Templates::starter();
    for service in &starter.services {
        let findings = service.standard.publishable(&about(starter, service)).unwrap_err();
        let rules: Vec<Rule> = findings.into_iter().map(|f| f.rule).collect();
        assert_eq!(rules, [Rule::DecreeMissing], "{}", service.key);
    }
}

#[test]
fn every_starter_service_is_marked_as_not_verified() {
    let starter = Templates::starter();
    for service in &starter.services {
        let findings = service.standard.findings(&about(starter, service));
        assert!(service.standard.needs_verification(), "{}", service.key);
        assert!(findings.iter().any(|f| f.rule == Rule::Unverified), "{}", service.key);
    }
}

#[test]
fn no_starter_service_bears_the_name_of_an_abolished_permit() {
    let starter = Templates::starter();
    let abolished = |finding: &Finding| matches!(finding.rule, Rule::AbolishedPermit { .. });
    for service in &starter.services {
        let findings = service.standard.findings(&about(starter, service));
        assert!(!findings.iter().any(abolished), "{}", service.key);
    }
}

#[test]
fn the_fees_of_the_starter_catalogue_are_what_its_file_says() {
    let starter = Templates::starter();
    let nothing_to_pay = starter.services.iter().filter(|s| s.standard.fee.as_ref().is_some_and(Fee::is_free));
    assert_eq!(nothing_to_pay.count(), 60);
    let fee = |key: &str| {
        let service = starter.service(&Slug::parse(key).unwrap()).unwrap();
        service.standard.fee.as_ref().unwrap().glance()
    };
    let sum = |amount| balai_kernel::Rupiah::new(amount).unwrap();
    assert_eq!(fee("polres-skck-baru"), FeeGlance::Exact { amount: sum(30_000) });
    assert_eq!(fee("imigrasi-paspor-hilang"), FeeGlance::Range { low: sum(850_000), high: sum(1_950_000) });
    assert_eq!(fee("dpmptsp-pbg"), FeeGlance::Counted);
}

#[test]
fn a_starter_service_begins_with_seven_of_fourteen() {
    let starter = Templates::starter();
    for service in &starter.services {
        let completeness = service.standard.completeness(&about(starter, service));
        assert_eq!(completeness.score(), 7, "{}", service.key);
        assert!(service.standard.has(Component::LegalBasis), "{}", service.key);
    }
}

#[test]
fn a_catalogue_that_contradicts_itself_is_refused_with_the_service_named() {
    let broken = STARTER.replacen("\"value\": 28", "\"value\": 0", 1);
    let error = Templates::parse(&broken).unwrap_err();
    assert!(error.to_string().starts_with("Layanan dpmptsp-pbg:"), "{error}");
    assert!(matches!(Templates::parse(&STARTER.replacen("\"mpp\"", "\"pasar\"", 1)), Err(TemplateError::Json(_))));
}
