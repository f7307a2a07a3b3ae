use std::collections::{BTreeMap, BTreeSet};

use balai_kernel::Slug;
use chrono::NaiveDate;

use super::*;
use crate::standard::{About, Fee};

fn sample() -> Templates {
    generate(SEED)
}

fn about<'a>(sample: &'a Templates, service: &'a ServiceTemplate) -> About<'a> {
    About {
        name: service.name.as_str(),
        subject: sample.category(&service.category).unwrap().subject,
        today: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
    }
}

#[test]
fn the_sample_has_40_agencies_and_1418_services() {
    let sample = sample();
    assert_eq!(sample.agencies.len(), AGENCIES);
    assert_eq!(sample.services.len(), 1_418);
    let codes: BTreeSet<_> = sample.agencies.iter().map(|a| &a.code).collect();
    assert_eq!(codes.len(), AGENCIES);
    let keys: BTreeSet<_> = sample.services.iter().map(|s| &s.key).collect();
    assert_eq!(keys.len(), SERVICES);
}

#[test]
fn no_two_names_are_equal_once_digits_are_removed() {
    let names: BTreeSet<String> = sample().services.iter().map(distinguishing).collect();
    assert_eq!(names.len(), SERVICES);
}

#[test]
fn names_are_sentences_of_words_and_not_longer_than_120_characters() {
    for service in sample().services {
        let name = service.name.as_str();
        assert!(name.chars().count() <= 120, "{name}");
        assert!(name.chars().next().is_some_and(char::is_uppercase), "{name}");
        assert!(!name.contains(['{', '}', '?']), "{name}");
        assert!(!name.contains("  "), "{name}");
    }
}

#[test]
fn every_sample_service_passes_the_gate_and_says_that_it_is_sample() {
    let sample = sample();
    for service in &sample.services {
        let about = about(&sample, service);
        assert_eq!(service.standard.publishable(&about), Ok(()), "{}", service.name);
        assert!(service.standard.is_sample(), "{}", service.name);
        let decree = service.standard.decree.as_ref().unwrap();
        assert!(decree.number().as_str().starts_with("CONTOH"), "{}", service.name);
        assert!(decree.effective_from() < about.today, "{}", service.name);
        assert!(!service.standard.legal_basis.is_empty(), "{}", service.name);
        assert!(!service.channels.is_empty(), "{}", service.name);
    }
}

#[test]
fn fees_and_times_differ_as_in_real_life() {
    let sample = sample();
    let pairs: BTreeSet<String> = sample
        .services
        .iter()
        .map(|service| {
            let fee = service.standard.fee.as_ref().unwrap().glance();
            let time = service.standard.time.as_ref().unwrap();
            format!("{fee:?} {} {:?}", time.amount, time.unit)
        })
        .collect();
    assert!(pairs.len() >= 30, "{}", pairs.len());
    let free = |s: &&ServiceTemplate| s.standard.fee.as_ref().is_some_and(Fee::is_free);
    let share = sample.services.iter().filter(free).count() * 100 / SERVICES;
    assert!((40..90).contains(&share), "{share} % are free");
}

#[test]
fn population_documents_are_free_in_the_sample_too() {
    let sample = sample();
    let population = Slug::parse("kependudukan").unwrap();
    let mut seen = 0;
    for service in sample.services.iter().filter(|s| s.category == population) {
        assert!(service.standard.fee.as_ref().unwrap().is_free(), "{}", service.name);
        seen += 1;
    }
    assert!(seen > 60);
}

#[test]
fn every_agency_has_work_and_every_service_a_home() {
    let sample = sample();
    let mut per_agency: BTreeMap<&Slug, usize> = BTreeMap::new();
    for service in &sample.services {
        assert!(sample.category(&service.category).is_some(), "{}", service.name);
        *per_agency.entry(&service.agency).or_default() += 1;
    }
    assert_eq!(per_agency.len(), AGENCIES);
    assert!(sample.agencies.iter().all(|agency| per_agency[&agency.key] >= 6));
    assert!(per_agency.values().all(|count| *count < 300));
}

#[test]
fn the_whole_starter_catalogue_is_in_the_sample() {
    let sample = sample();
    for service in &Templates::starter().services {
        let found = sample.service(&service.key).unwrap();
        assert_eq!(found.name, service.name);
        assert_eq!(found.standard.requirements, service.standard.requirements);
    }
}

#[test]
fn the_same_seed_gives_the_same_sample_and_another_seed_another() {
    assert_eq!(generate(7), generate(7));
    let names = |seed| -> BTreeSet<String> { generate(seed).services.iter().map(distinguishing).collect() };
    assert_ne!(names(7), names(8));
}

#[test]
fn completeness_varies_from_service_to_service() {
    let sample = sample();
    let scores: BTreeSet<u8> =
        sample.services.iter().map(|s| s.standard.completeness(&about(&sample, s)).score()).collect();
    assert!(scores.contains(&14));
    assert!(scores.iter().min().is_some_and(|score| *score <= 8));
    assert!(scores.len() >= 5);
}

#[test]
fn no_requirement_stands_twice_in_a_service() {
    let sample = sample();
    for service in &sample.services {
        let texts: BTreeSet<_> = service.standard.requirements.iter().map(|r| &r.text).collect();
        assert_eq!(texts.len(), service.standard.requirements.len(), "{}", service.name);
    }
}
