//! `balai tenant export`.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use balai_rbac::{ComposedRole, Domain, composed};
use balai_storage::Space;
use balai_storage::sealed::{Cost, Sealer};
use balai_tenancy::archive::{self, ArchiveError, Contents, FORMAT, Head, Manifest, Member, OwnRole};
use balai_tenancy::{Life, Tenant};
use secrecy::SecretString;
use serde_json::json;

use super::{code, key, passphrase, say, tenant};
use crate::cli::Passphrase;
use crate::failure::Failure;
use crate::parts::Parts;
use crate::settings::Settings;
use crate::show;

/// How often it is begun again when a file was replaced meanwhile.
const TRIES: usize = 3;

/// Writes a region into one sealed file, while people work. The file bears its name only when it is whole.
pub async fn export(settings: Settings, text: &str, to: &Path, from: Passphrase, as_json: bool) -> Result<(), Failure> {
    let code = code(text)?;
    if to.exists() {
        return Err(Failure::Usage(format!("{} sudah ada; pilih nama lain", to.display())));
    }
    let phrase = passphrase::new(&from)?;
    let parts = Parts::visit_standing(settings).await?;
    let tenant = tenant(&parts, code).await?;
    if tenant.life == Life::Provisioning {
        return Err(Failure::failed(format!("{code} masih disiapkan")));
    }
    let mut tries = 0;
    let manifest = loop {
        tries += 1;
        match attempt(&parts, &tenant, to, &phrase).await {
            Ok(manifest) => break Ok(manifest),
            Err(Attempt::Moving(why)) if tries < TRIES => tracing::info!(%why, "the export begins again"),
            Err(Attempt::Moving(why)) => break Err(Failure::failed(why)),
            Err(Attempt::Failed(failure)) => break Err(failure),
        }
    };
    let manifest = match manifest {
        Ok(manifest) => manifest,
        Err(failure) => {
            remove_part(to)?;
            return Err(failure);
        }
    };
    let digest = manifest.digest();
    let told = json!({
        "code": code, "file": to, "digest": digest, "rows": manifest.rows(), "objects": manifest.objects.count,
        "bytes": std::fs::metadata(to)?.len(),
    });
    say(as_json, &told, || {
        format!(
            "{code}: {} baris dan {} berkas tersimpan di {}.\nDigest {digest}",
            manifest.rows(),
            manifest.objects.count,
            to.display()
        )
    });
    parts.store.close().await;
    Ok(())
}

enum Attempt {
    Moving(String),
    Failed(Failure),
}

impl<E: Into<Failure>> From<E> for Attempt {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

async fn attempt(parts: &Parts, tenant: &Tenant, to: &Path, phrase: &SecretString) -> Result<Manifest, Attempt> {
    let part = beside(to);
    let (code, shelf) = (tenant.code(), parts.objects.of_tenant(tenant.code()));
    let key = key(parts, code).await?;
    let mut sealer = Sealer::begin(BufWriter::new(fresh(&part)?), phrase, Cost::default())?;
    let stood = archive::standing(&shelf).await?;
    let snapshot = parts.owner()?.snapshot(&Space::Tenant(tenant.place.clone())).await?;
    let head = Head {
        balai: FORMAT,
        region: code,
        name: tenant.region.name.clone(),
        at: parts.clock.now(),
        life: tenant.life.clone(),
        active_at: tenant.active_at,
        steps: snapshot.steps().to_vec(),
        key: archive::wrapped(sealer.wrapping(), code, &key),
        people: people(parts, tenant).await?,
        roles: roles(parts, tenant).await?,
    };
    let bar = show::bar(snapshot.shape().0.len() + stood.len(), "tabel dan berkas");
    let contents = Contents { region: code, snapshot: &snapshot, shelf: &shelf, stood, key: &key };
    let written = archive::write(&mut sealer, &head, &contents, |_| bar.inc(1)).await;
    bar.finish_and_clear();
    snapshot.end().await?;
    let manifest = match written {
        Ok(manifest) => manifest,
        Err(error @ ArchiveError::Moving(_)) => return Err(Attempt::Moving(error.to_string())),
        Err(error) => return Err(error.into()),
    };
    let mut file = sealer.finish()?;
    file.flush()?;
    file.get_ref().sync_all()?;
    std::fs::rename(&part, to)?;
    Ok(manifest)
}

async fn people(parts: &Parts, tenant: &Tenant) -> Result<Vec<Member>, Failure> {
    let staff = parts.identity().await?.staff(&Domain::Region(tenant.code())).await?;
    let members = staff.into_iter().flat_map(|person| {
        let email = person.email.as_str().to_owned();
        person.grants.into_iter().map(move |grant| Member {
            email: email.clone(),
            role: grant.role.to_string(),
            domain: grant.domain.to_string(),
        })
    });
    Ok(members.collect())
}

async fn roles(parts: &Parts, tenant: &Tenant) -> Result<Vec<OwnRole>, Failure> {
    let read = parts.store.control().read().await?;
    let own = |role: ComposedRole| OwnRole {
        id: role.id,
        name: role.name.to_string(),
        permissions: role.permissions.words(),
    };
    Ok(composed::of_region(&read, tenant.code()).await?.into_iter().map(own).collect())
}

fn beside(to: &Path) -> PathBuf {
    let mut name = to.as_os_str().to_owned();
    name.push(".sebagian");
    PathBuf::from(name)
}

/// Takes away what an export that did not come to its end has written.
fn remove_part(to: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(beside(to)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Nobody else on the machine may read it, sealed or not.
fn fresh(file: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(file)
}
