//! Taking a copy while people work.

use std::collections::BTreeMap;
use std::fs::{DirBuilder, File};
use std::io::{BufWriter, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use balai_kernel::RegionCode;
use balai_storage::objects::{ObjectKey, Shelf};
use balai_storage::postgres::Names;
use balai_storage::{RowsBackup, Space};
use balai_tenancy::archive::{self, Manifest, ObjectSums};
use balai_tenancy::{Tenant, TenantState, tenants};
use serde_json::json;

use super::dump::{self, Schemas};
use super::{FILES, FORMAT, FileFacts, LABEL, Label, OBJECTS, ROWS, word};
use crate::failure::Failure;
use crate::parts::Parts;
use crate::region::{code, key, say, tenant};
use crate::settings::Settings;
use crate::show;

/// Copies everything, or one region.
pub async fn backup(settings: Settings, to: &Path, region: Option<String>, as_json: bool) -> Result<(), Failure> {
    let only = region.as_deref().map(code).transpose()?;
    if to.exists() {
        return Err(Failure::Usage(format!("{} sudah ada; pilih direktori baru", to.display())));
    }
    let parts = Parts::visit_standing(settings).await?;
    let chosen = chosen(&parts, only).await?;
    for dir in [to.to_path_buf(), to.join(ROWS), to.join(ROWS).join("tenants"), to.join(FILES)] {
        DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    }
    let label = match take(&parts, to, only.is_none(), &chosen).await {
        Ok(label) => label,
        Err(failure) => {
            // nobody takes half a copy for one, and the same command can be given again
            std::fs::remove_dir_all(to)?;
            return Err(failure);
        }
    };
    let (count, total) = (label.regions.len(), label.regions.iter().map(Manifest::rows).sum::<u64>());
    let told = json!({
        "dir": to, "engine": label.engine, "rows": total,
        "regions": label.regions.iter().map(|m| json!({ "code": m.region, "digest": m.digest() })).collect::<Vec<_>>(),
    });
    say(as_json, &told, || format!("{count} daerah, {total} baris, tersalin ke {}.", to.display()));
    parts.store.close().await;
    Ok(())
}

async fn take(parts: &Parts, to: &Path, whole: bool, chosen: &[Tenant]) -> Result<Label, Failure> {
    let mut files = Files::new();
    let label = rows(parts, to, whole, chosen, &mut files).await?;
    write_files(to, &files)?;
    let mut out = File::create(to.join(LABEL))?;
    writeln!(out, "{}", serde_json::to_string_pretty(&label)?)?;
    out.sync_all()?;
    Ok(label)
}

/// Regions that stand; one that is being made or taken in has nothing to keep yet.
async fn chosen(parts: &Parts, only: Option<RegionCode>) -> Result<Vec<Tenant>, Failure> {
    if let Some(code) = only {
        return Ok(vec![tenant(parts, code).await?]);
    }
    let all = tenants::all(&parts.store.control().read().await?).await?;
    Ok(all.into_iter().filter(|tenant| tenant.state != TenantState::Provisioning).collect())
}

/// The files of a copy by space and key.
type Files = BTreeMap<(String, String), FileFacts>;

/// Files before and after the rows: one that the rows name was there when they were read, so it was copied by the first
/// look or is found by the second, whatever is taken away meanwhile.
async fn rows(parts: &Parts, to: &Path, whole: bool, chosen: &[Tenant], files: &mut Files) -> Result<Label, Failure> {
    all_files(parts, to, whole, chosen, files).await?;
    let moment = parts.owner()?.backup(&to.join(ROWS)).await?;
    let control = if whole { Some(control(&moment).await?) } else { None };
    let bar = show::bar(chosen.len(), "daerah tersalin");
    let mut read = Vec::new();
    for tenant in chosen {
        let snapshot = moment.space(&Space::Tenant(tenant.place.clone())).await?;
        read.push((archive::table_sums(&snapshot).await?, snapshot.steps().to_vec()));
        snapshot.end().await?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    if let Some(name) = moment.moment() {
        let schemas = match (whole, chosen) {
            (false, [one]) => Schemas::One(Names::tenant_schema(one.code())),
            _ => Schemas::All,
        };
        dump::dump(parts, &schemas, name, &to.join(ROWS).join("database.dump")).await?;
    }
    moment.end().await?;
    all_files(parts, to, whole, chosen, files).await?;
    let mut regions = Vec::new();
    for (tenant, (tables, steps)) in chosen.iter().zip(read) {
        let region = tenant.code();
        let key = archive::key_mark(&key(parts, region).await?);
        regions.push(Manifest { region, steps, tables, objects: sums(files, region), key });
    }
    let engine = word(parts.store.engine()).to_owned();
    Ok(Label { balai: FORMAT, at: parts.clock.now(), engine, control, regions })
}

fn sums(files: &Files, region: RegionCode) -> ObjectSums {
    let own = files.values().filter(|facts| facts.space == region.to_string());
    ObjectSums::of(own.map(|facts| (facts.key.as_str(), facts.r#type.as_str(), facts.size, facts.sha256.as_str())))
}

async fn all_files(parts: &Parts, to: &Path, whole: bool, chosen: &[Tenant], files: &mut Files) -> Result<(), Failure> {
    for tenant in chosen {
        let code = tenant.code();
        copy_files(&parts.objects.of_tenant(code), &code.to_string(), to, files).await?;
    }
    if whole {
        copy_files(&parts.objects.of_control(), "control", to, files).await?;
    }
    Ok(())
}

fn write_files(to: &Path, files: &Files) -> Result<(), Failure> {
    let mut out = BufWriter::new(File::create(to.join(OBJECTS))?);
    for facts in files.values() {
        writeln!(out, "{}", serde_json::to_string(facts)?)?;
    }
    out.flush()?;
    Ok(out.get_ref().sync_all()?)
}

async fn control(moment: &RowsBackup) -> Result<Vec<archive::TableSum>, Failure> {
    let snapshot = moment.space(&Space::Control).await?;
    let sums = archive::table_sums(&snapshot).await?;
    snapshot.end().await?;
    Ok(sums)
}

async fn copy_files(shelf: &Shelf, space: &str, to: &Path, files: &mut Files) -> Result<(), Failure> {
    for key in archive::standing(shelf).await? {
        let at = (space.to_owned(), key);
        if files.contains_key(&at) {
            continue;
        }
        let (space, key) = (&at.0, &at.1);
        let parsed = ObjectKey::parse(key).map_err(|_| Failure::failed(format!("berkas {space}/{key}")))?;
        let Some(object) = shelf.get(&parsed).await? else { continue };
        let file = to.join(FILES).join(space).join(key);
        if let Some(dir) = file.parent() {
            DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
        }
        std::fs::write(&file, &object.body)?;
        let size = object.body.len() as u64;
        let sha256 = archive::sha256(&object.body);
        let facts = FileFacts { space: space.clone(), key: key.clone(), r#type: object.content_type, size, sha256 };
        files.insert(at, facts);
    }
    Ok(())
}
