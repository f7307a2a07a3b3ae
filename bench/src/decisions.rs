//! What a decision of access costs when it is answered from memory.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use balai_rbac::{Domain, Grant, Permission, PermissionSet, Policy, Role};
use uuid::Uuid;

use crate::Outcome;
use crate::figures::{Figures, Target, Unit};
use crate::fill::Region;

/// Questions of one measurement.
const ASKED: u32 = 2_000_000;

/// Asks as somebody who is an editor of one agency in every region.
pub async fn measure(regions: &[Region], figures: &mut Figures) -> Outcome {
    let agency = Uuid::max();
    let grant = |region: &Region| Grant::new(Role::CatalogueEditor, Domain::Agency(region.code, agency));
    let grants: Vec<Grant> = regions.iter().filter_map(grant).collect();
    let set = PermissionSet::of(&Policy::built_in().await?, &BTreeMap::new(), &grants);
    let places: Vec<Domain> = grants.iter().map(|grant| grant.domain.clone()).collect();
    let (begun, mut allowed) = (Instant::now(), 0_u32);
    for (number, place) in (0..ASKED).zip(places.iter().cycle()) {
        let permission = if number % 2 == 0 { Permission::CatalogueEdit } else { Permission::SettingsEdit };
        allowed += u32::from(black_box(&set).allows(permission, black_box(place)));
    }
    let each = begun.elapsed().as_secs_f64() / f64::from(ASKED) * 1e6;
    if allowed != ASKED / 2 {
        return Err(format!("{allowed} of {ASKED} questions were answered with yes, half of them should be").into());
    }
    let figure = figures.put("a decision of access from memory", each, Unit::Microseconds);
    figure.target(Target::AtMost(1.0)).note("somebody with a role in every region");
    Ok(())
}
