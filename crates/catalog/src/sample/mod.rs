//! A catalogue as large as Sragen's for demonstrations: 40 agencies and 1,418 services that read like real ones.
//!
//! Everything in it is marked as sample. The starter catalogue is its core; the rest are variations of it by what is done
//! (issue, renew, replace, revoke, test, consult ...) and to what, composed from `config/starter/variations.json`.

mod compose;
mod dice;
mod file;
mod finish;

use std::collections::BTreeSet;

use balai_kernel::fold;

use crate::template::{AgencyTemplate, ServiceTemplate, Templates};

use compose::candidates;
use dice::Dice;
use file::Variations;

/// Agencies of the sample.
pub const AGENCIES: usize = 40;
/// Services of the sample.
pub const SERVICES: usize = 1_418;
/// The seed of the demonstration.
pub const SEED: u64 = 3_314;

/// The sample catalogue; the same for the same seed.
///
/// # Panics
/// When the file of variations yields too few services with distinct names; a test keeps that from happening.
pub fn generate(seed: u64) -> Templates {
    let starter = Templates::starter();
    let variations = Variations::read();
    let candidates = candidates(starter, &variations);
    let chosen = choose(starter, candidates, seed);
    let mut services = starter.services.clone();
    services.extend(chosen);
    assert_eq!(services.len(), SERVICES, "too few variations");
    for service in &mut services {
        let dice = &mut Dice::for_name(seed, service.name.as_str());
        finish::finish(service, dice);
    }
    let mut agencies = starter.agencies.clone();
    agencies.extend(variations.agencies.into_iter().map(AgencyTemplate::from));
    Templates {
        version: starter.version,
        documents: starter.documents.clone(),
        categories: starter.categories.clone(),
        agencies,
        services,
    }
}

/// The starter catalogue with sample decrees, for a smaller demonstration; marked as sample throughout.
pub fn starter(seed: u64) -> Templates {
    let mut starter = Templates::starter().clone();
    for service in &mut starter.services {
        finish::finish(service, &mut Dice::for_name(seed, service.name.as_str()));
    }
    starter
}

/// As many as are missing, thrown by the seed, in the order of the file; no two with one name.
fn choose(starter: &Templates, candidates: Vec<ServiceTemplate>, seed: u64) -> Vec<ServiceTemplate> {
    let mut names: BTreeSet<String> = starter.services.iter().map(distinguishing).collect();
    let distinct = candidates.into_iter().filter(|candidate| names.insert(distinguishing(candidate)));
    let mut thrown: Vec<(u64, usize, ServiceTemplate)> = distinct
        .enumerate()
        .map(|(place, candidate)| {
            let throw = Dice::for_name(seed, candidate.name.as_str()).throw();
            (throw, place, candidate)
        })
        .collect();
    thrown.sort_by_key(|(throw, place, _)| (*throw, *place));
    thrown.truncate(SERVICES - starter.services.len());
    thrown.sort_by_key(|(_, place, _)| *place);
    thrown.into_iter().map(|(.., candidate)| candidate).collect()
}

/// What is left of a name without digits, capitals and punctuation.
fn distinguishing(service: &ServiceTemplate) -> String {
    let letters: String = service.name.as_str().chars().filter(|c| !c.is_numeric()).collect();
    fold(&letters)
}

#[cfg(test)]
mod tests;
