//! `balai tenant import`. Until everything holds nobody sees the region; an attempt that ended early, however it ended,
//! is removed before the next one.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use balai_adoption::relay;
use balai_catalog::national;
use balai_identity::GrantRefused;
use balai_kernel::{Act, Email, RegionCode};
use balai_migrations::{TenantMigrator, migrate_space, migrate_space_as_far, newest};
use balai_rbac::{ComposedRole, Domain, Grant, Permissions, PermittedGrant, Role, composed};
use balai_storage::Space;
use balai_storage::envelope::Key;
use balai_storage::sealed::Opener;
use balai_tenancy::archive::{self, Arrival, Head, Manifest};
use balai_tenancy::keys::{self, KeyOwner};
use balai_tenancy::{TenantState, regions, tenants};
use serde_json::json;

use super::{erasing, measure, passphrase, say, tenant};
use crate::cli::Passphrase;
use crate::failure::{Failure, whole};
use crate::parts::Parts;
use crate::settings::Settings;
use crate::show;

type Reading = Arrival<Opener<BufReader<File>>>;

/// Takes a region in from a sealed file.
pub async fn import(settings: Settings, from: &Path, word: Passphrase, as_json: bool) -> Result<(), Failure> {
    let file = File::open(from).map_err(|e| Failure::failed(format!("{}: {e}", from.display())))?;
    let phrase = passphrase::known(&word)?;
    let opener = Opener::begin(BufReader::new(file), &phrase);
    let opener = opener.map_err(|error| Failure::Failed(whole(&error)))?;
    let wrapping = opener.wrapping().clone();
    let arrival = Arrival::open(opener)?;
    let head = arrival.head().clone();
    let parts = Parts::open(settings).await?;
    crate::migrate::control(&parts).await?;
    make_room(&parts, head.region).await?;
    let key = arrival.key(&wrapping)?;
    let taken = take_in(&parts, arrival, &head, &key).await;
    let manifest = match taken {
        Ok(manifest) => manifest,
        Err(failure) => {
            if let Err(left) = clear(&parts, head.region).await {
                tracing::error!(error = %left, "what an import left is removed by the next one");
            }
            parts.store.close().await;
            return Err(failure);
        }
    };
    let (code, digest) = (head.region, manifest.digest());
    let told = json!({
        "code": code, "state": head.life.state().word(), "digest": digest, "rows": manifest.rows(),
        "objects": manifest.objects.count,
    });
    say(as_json, &told, || {
        format!(
            "{} ({code}) terpasang: {} baris dan {} berkas, digestnya sama dengan arsip.\nDigest {digest}",
            head.name,
            manifest.rows(),
            manifest.objects.count
        )
    });
    parts.store.close().await;
    Ok(())
}

/// Refuses a region that is here; removes what an earlier attempt left.
async fn make_room(parts: &Parts, code: RegionCode) -> Result<(), Failure> {
    let read = parts.store.control().read().await?;
    let left = archive::expected(&read).await?.contains(&code);
    let here = tenants::by_code(&read, code).await?;
    if regions::by_code(&read, code).await?.is_none() {
        return Err(Failure::failed(format!("{code} tidak ada dalam daftar daerah")));
    }
    drop(read);
    match here {
        Some(_) if left => clear(parts, code).await,
        Some(_) => {
            Err(Failure::failed(format!("{code} sudah punya ruang di sini; arsip dipasang ke tempat yang kosong")))
        }
        None => Ok(()),
    }
}

/// Removes whatever an attempt made.
async fn clear(parts: &Parts, code: RegionCode) -> Result<(), Failure> {
    parts.owner()?.drop_tenant_space(code).await?;
    parts.objects.of_tenant(code).clear().await?;
    let act = parts.act("tenant import");
    erasing::forget_people(parts, &act, code).await?;
    let write = parts.store.control().write().await?;
    national::forget_region(&write, code).await?;
    relay::forget_region(&write, code).await?;
    archive::gave_up(&write, &act, code).await?;
    Ok(write.commit().await?)
}

async fn take_in(parts: &Parts, arrival: Reading, head: &Head, key: &Key) -> Result<Manifest, Failure> {
    let (code, owner, act) = (head.region, parts.owner()?, parts.act("tenant import"));
    let write = parts.store.control().write().await?;
    archive::expect(&write, &act, code).await?;
    keys::keep(&write, &act, &parts.kek, KeyOwner::Region(code), key).await?;
    write.commit().await?;
    crate::fault_probe::reached("arrive:begun");
    let expected = tenant(parts, code).await?;
    let space = Space::Tenant(expected.place.clone());
    owner.create_tenant_space(code).await?;
    if !Box::pin(migrate_space_as_far::<TenantMigrator>(&owner, &space, &head.steps)).await? {
        return Err(Failure::failed("arsip ini dari versi yang lebih baru; perbarui program ini dulu"));
    }
    crate::fault_probe::reached("arrive:tables");
    let load = owner.load(&space).await?;
    let bar = show::bar(load.shape().0.len(), "tabel dan berkas");
    let stated = arrival.read(&load, &parts.objects.of_tenant(code), |_| bar.inc(1)).await?;
    bar.finish_and_clear();
    crate::fault_probe::reached("arrive:read");
    load.commit().await?;
    crate::fault_probe::reached("arrive:rows");
    let found = measure(parts, &expected).await?;
    let differences = stated.differences(&found);
    if !differences.is_empty() || stated.digest() != found.digest() {
        return Err(Failure::failed(format!("yang terpasang berbeda dari arsip: {}", differences.join("; "))));
    }
    Box::pin(migrate_space::<TenantMigrator>(&owner, &space)).await?;
    people(parts, &act, head).await?;
    crate::fault_probe::reached("arrive:people");
    open(parts, &act, head, &found.digest()).await?;
    Ok(found)
}

/// The region's own roles stand first; then accounts that are here get their roles, and others are invited.
async fn people(parts: &Parts, act: &Act, head: &Head) -> Result<(), Failure> {
    let identity = parts.identity().await?;
    let strange = |what: &str| Failure::failed(format!("arsip menyebut {what} yang tidak dikenal"));
    let write = parts.store.control().write().await?;
    for own in &head.roles {
        let role = ComposedRole {
            id: own.id,
            region: head.region,
            name: own.name.parse().map_err(|_| strange("nama peran"))?,
            permissions: Permissions::of_words(own.permissions.iter().map(String::as_str)),
        };
        composed::save(&write, act, &role).await?;
    }
    write.commit().await?;
    for member in &head.people {
        let email = Email::parse(&member.email).map_err(|_| strange("surel"))?;
        let role: Role = member.role.parse().map_err(|_| strange("peran"))?;
        let domain: Domain = member.domain.parse().map_err(|_| strange("tempat"))?;
        if domain.region() != Some(head.region) {
            return Err(strange("tempat"));
        }
        let grant = Grant::new(role, domain).ok_or_else(|| strange("peran"))?;
        let grant = PermittedGrant::by_the_platform(grant);
        match identity.account_by_email(&email).await? {
            None => identity.invite_once(act, &email, &grant).await?,
            Some(account) => match identity.grant(act, account.id, &grant).await {
                Ok(()) => {}
                Err(GrantRefused::Storage(error)) => return Err(error.into()),
                Err(GrantRefused::NoAccount | GrantRefused::NoSecondFactor) => {
                    identity.invite_once(act, &email, &grant).await?;
                }
            },
        }
    }
    Ok(())
}

/// The last transaction: services into the national search, and the hall stands where it stood.
async fn open(parts: &Parts, act: &Act, head: &Head, digest: &str) -> Result<(), Failure> {
    let code = head.region;
    let read = parts.store.tenant(tenant(parts, code).await?.place).read().await?;
    let (news, figures) = (national::told_again(&read).await?, relay::told_again(&read).await?);
    drop(read);
    let write = parts.store.control().write().await?;
    national::take_anew(&write, code, act.at, &news, head.life.state() == TenantState::Active).await?;
    relay::take_anew(&write, code, act.at, &figures).await?;
    archive::arrived(&write, act, head, &newest::<TenantMigrator>(), digest).await?;
    write.commit().await.map_err(|error| Failure::Failed(whole(&error)))
}
