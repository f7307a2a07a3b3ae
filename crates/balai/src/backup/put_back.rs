//! Putting a copy back: all of it into an empty deployment, or one region in the place of what it is now.

use std::path::Path;

use balai_adoption::relay;
use balai_catalog::national;
use balai_kernel::RegionCode;
use balai_migrations::{TenantMigrator, migrate_space, newest};
use balai_storage::objects::{ObjectKey, Objects, Shelf};
use balai_storage::postgres::Names;
use balai_storage::{Audit, Engine, Space, file_name, rows};
use balai_tenancy::archive::{self, Manifest};
use balai_tenancy::{TenantState, tenants};
use bytes::Bytes;
use serde_json::json;

use super::dump::{self, Schemas};
use super::{FILES, FileFacts, Label, ROWS, read_files, read_label, verify, word};
use crate::failure::Failure;
use crate::kek::kek_file;
use crate::parts::Parts;
use crate::region::{code, key, say, tenant};
use crate::settings::Settings;

/// Puts a copy back and, when asked, proves that it is whole.
pub async fn restore(
    settings: Settings,
    from: &Path,
    region: Option<String>,
    prove: bool,
    as_json: bool,
) -> Result<(), Failure> {
    let label = read_label(from)?;
    let files = read_files(from)?;
    let engine = if settings.database.is_postgres() { Engine::Postgres } else { Engine::Sqlite };
    if label.engine != word(engine) {
        return Err(Failure::failed(format!(
            "salinan ini dari {}, di sini {}; untuk berpindah pakai `balai tenant export` dan `import`",
            label.engine,
            word(engine)
        )));
    }
    must_have_key(&settings)?;
    let only = region.as_deref().map(code).transpose()?;
    let space = only.map(|code| code.to_string());
    for facts in files.iter().filter(|facts| space.as_ref().is_none_or(|space| *space == facts.space)) {
        body(from, facts)?;
    }
    let parts = match only {
        Some(code) => one(settings, from, &label, &files, code).await?,
        None => all(settings, from, &label, &files).await?,
    };
    let count = if only.is_some() { 1 } else { label.regions.len() };
    let proof = if prove { Some(verify::prove(&parts, &label, only).await?) } else { None };
    if let Some(code) = only {
        tell(&parts, code).await?;
    }
    let told = json!({ "regions": count, "verified": proof.is_some(), "audit_links": proof });
    say(as_json, &told, || match proof {
        Some(links) => format!(
            "{count} daerah dikembalikan dan terbukti utuh: digest, jumlah baris, berkas, dan {links} mata jejak audit."
        ),
        None => format!("{count} daerah dikembalikan. Buktikan dengan --verify."),
    });
    parts.store.close().await;
    Ok(())
}

/// A copy holds no key-encryption key, and a fresh one would open nothing of it.
fn must_have_key(settings: &Settings) -> Result<(), Failure> {
    let file = kek_file(settings);
    if file.exists() {
        return Ok(());
    }
    Err(Failure::failed(format!("{}: letakkan dulu di sini kunci induk yang dipakai salinan ini", file.display())))
}

/// Everything, into a deployment that has nothing.
async fn all(settings: Settings, from: &Path, label: &Label, files: &[FileFacts]) -> Result<Parts, Failure> {
    if label.control.is_none() {
        return Err(Failure::Usage("salinan ini hanya satu daerah; sebut --region".to_owned()));
    }
    if !settings.database.is_postgres() {
        put_files_of_rows(&settings, from, label)?;
    }
    let parts = Parts::open(settings).await?;
    if parts.store.engine() == Engine::Postgres {
        let owner = parts.owner()?;
        if !is_empty(&parts).await {
            return Err(Failure::failed("basis data ini sudah berisi daerah; pakai yang kosong"));
        }
        for region in &label.regions {
            owner.create_tenant_role(region.region).await?;
        }
        dump::restore(&parts, &Schemas::All, &dump_file(from)).await?;
    }
    for facts in files {
        put(&shelf(&parts.objects, &facts.space)?, from, facts).await?;
    }
    Ok(parts)
}

/// Before the store is opened, for it would make an empty file.
fn put_files_of_rows(settings: &Settings, from: &Path, label: &Label) -> Result<(), Failure> {
    let (dir, rows) = (&settings.data.dir, from.join(ROWS));
    if dir.join("control.db").exists() {
        return Err(Failure::failed(format!("{} sudah berisi data; pakai direktori kosong", dir.display())));
    }
    std::fs::create_dir_all(dir.join("tenants"))?;
    for region in &label.regions {
        let name = format!("{}.db", region.region.compact());
        std::fs::copy(rows.join("tenants").join(&name), dir.join("tenants").join(&name))?;
    }
    std::fs::copy(rows.join(file_name(&Space::Control)), dir.join(file_name(&Space::Control)))?;
    Ok(())
}

/// A database before its first migration has no table to ask.
async fn is_empty(parts: &Parts) -> bool {
    let Ok(read) = parts.store.control().read().await else { return true };
    tenants::all(&read).await.is_ok_and(|all| all.is_empty()) || balai_tenancy::regions::provinces(&read).await.is_err()
}

/// One region, in the place of what it is now. Its hall is closed, so that nobody works in it meanwhile.
async fn one(
    settings: Settings,
    from: &Path,
    label: &Label,
    files: &[FileFacts],
    code: RegionCode,
) -> Result<Parts, Failure> {
    let was = label.regions.iter().find(|region| region.region == code);
    let was = was.ok_or_else(|| Failure::failed(format!("{code} tidak ada dalam salinan ini")))?;
    let parts = Parts::open_standing(settings).await?;
    let tenant = tenant(&parts, code).await?;
    if !matches!(tenant.state, TenantState::Suspended | TenantState::Archived) {
        return Err(Failure::failed(format!("{code} masih buka; tutup dulu dengan `balai tenant suspend`")));
    }
    same_key(&parts, was, code).await?;
    rows_of(&parts, from, &Space::Tenant(tenant.place), was).await?;
    let shelf = parts.objects.of_tenant(code);
    shelf.clear().await?;
    for facts in files.iter().filter(|facts| facts.space == code.to_string()) {
        put(&shelf, from, facts).await?;
    }
    Ok(parts)
}

/// The rows of a region in the place of what they are now. What the copy holds is read before anything goes.
async fn rows_of(parts: &Parts, from: &Path, space: &Space, was: &Manifest) -> Result<(), Failure> {
    let (owner, code) = (parts.owner()?, was.region);
    match parts.store.engine() {
        Engine::Sqlite => {
            let (name, dir) = (file_name(space), &parts.settings.data.dir);
            let stage = dir.join("kembali");
            std::fs::create_dir_all(&stage)?;
            let staged = stage.join("baris.db");
            let whole = staged_whole(&from.join(ROWS).join(&name), &staged, was).await;
            if whole.is_ok() {
                owner.drop_tenant_space(code).await?;
                std::fs::rename(staged, dir.join(name))?;
            }
            std::fs::remove_dir_all(stage)?;
            whole
        }
        Engine::Postgres => {
            let dump = dump_file(from);
            dump::must_read(parts, &dump).await?;
            owner.drop_tenant_space(code).await?;
            owner.create_tenant_space(code).await?;
            dump::restore(parts, &Schemas::One(Names::tenant_schema(code)), &dump).await
        }
    }
}

/// What is known of the region elsewhere is of the time that was taken back: its tables are brought up to this program,
/// and the search over all regions, promises and lent standards are made anew of its rows. The write ends whatever servers
/// keep of it.
async fn tell(parts: &Parts, code: RegionCode) -> Result<(), Failure> {
    let (tenant, act) = (tenant(parts, code).await?, parts.act("restore"));
    let space = Space::Tenant(tenant.place.clone());
    Box::pin(migrate_space::<TenantMigrator>(&parts.owner()?, &space)).await?;
    let read = parts.store.tenant(tenant.place).read().await?;
    let (news, figures) = (national::told_again(&read).await?, relay::told_again(&read).await?);
    drop(read);
    let write = parts.store.control().write().await?;
    // it is closed, and opened by hand
    national::take_anew(&write, code, act.at, &news, false).await?;
    relay::take_anew(&write, code, act.at, &figures).await?;
    tenants::set_schema_version(&write, code, &newest::<TenantMigrator>()).await?;
    let entry = Audit { action: "tenant.restored", kind: "tenant", id: code.to_string(), ..Audit::default() };
    write.audit(&act, entry).await?;
    Ok(write.commit().await?)
}

/// Rows sealed under another key would never open again.
async fn same_key(parts: &Parts, was: &Manifest, code: RegionCode) -> Result<(), Failure> {
    let now = archive::key_mark(&key(parts, code).await?);
    if now == was.key {
        return Ok(());
    }
    Err(Failure::failed(format!("{code} sekarang punya kunci data lain; salinan ini tidak akan terbaca dengannya")))
}

/// Copies a file of rows beside the data, and compares what it holds with what was taken.
async fn staged_whole(copy: &Path, staged: &Path, was: &Manifest) -> Result<(), Failure> {
    std::fs::copy(copy, staged).map_err(|e| Failure::failed(format!("{}: {e}", copy.display())))?;
    let snapshot = rows::snapshot_of(staged).await?;
    let found = archive::table_sums(&snapshot).await?;
    snapshot.end().await?;
    if found == was.tables {
        return Ok(());
    }
    Err(Failure::failed(format!("{}: barisnya bukan yang disalin", copy.display())))
}

async fn put(shelf: &Shelf, from: &Path, facts: &FileFacts) -> Result<(), Failure> {
    let key = ObjectKey::parse(&facts.key).map_err(|_| Failure::failed(format!("berkas {}", facts.key)))?;
    Ok(shelf.put(&key, &facts.r#type, Bytes::from(body(from, facts)?)).await?)
}

/// What a file of the copy holds, where that is what was taken.
fn body(from: &Path, facts: &FileFacts) -> Result<Vec<u8>, Failure> {
    let file = from.join(FILES).join(&facts.space).join(&facts.key);
    let body = std::fs::read(&file).map_err(|e| Failure::failed(format!("{}: {e}", file.display())))?;
    if archive::sha256(&body) == facts.sha256 {
        return Ok(body);
    }
    Err(Failure::failed(format!("{}: isinya bukan yang disalin", file.display())))
}

fn shelf(objects: &Objects, space: &str) -> Result<Shelf, Failure> {
    if space == "control" {
        return Ok(objects.of_control());
    }
    let code = space.parse().map_err(|_| Failure::failed(format!("ruang {space} tidak dikenal")))?;
    Ok(objects.of_tenant(code))
}

fn dump_file(from: &Path) -> std::path::PathBuf {
    from.join(ROWS).join("database.dump")
}
