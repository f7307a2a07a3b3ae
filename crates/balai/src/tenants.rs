//! `balai tenant` and `balai region`.

use std::path::PathBuf;
use std::sync::Arc;

use balai_kernel::RegionCode;
use balai_tenancy::provisioning::{Ended, Saga, StepName, all_waiting, try_again};
use balai_tenancy::{TenantState, regions, tenants};
use futures_util::{StreamExt, stream};
use serde_json::json;

use crate::failure::Failure;
use crate::parts::Parts;
use crate::provision;
use crate::settings::Settings;
use crate::show;

/// How many regions are made at a time.
const SIDE_BY_SIDE: usize = 4;

/// Lists all tenants.
pub async fn list(settings: Settings, as_json: bool) -> Result<(), Failure> {
    let parts = Parts::visit_standing(settings).await?;
    let all = tenants::all(&parts.store.control().read().await?).await?;
    let state = |state: TenantState| match state {
        TenantState::Provisioning => "disiapkan",
        TenantState::Active => "buka",
        TenantState::Suspended => "ditutup sementara",
        TenantState::Archived => "diarsipkan",
    };
    if as_json {
        let rows: Vec<_> = all
            .iter()
            .map(|t| {
                json!({"code": t.code(), "slug": t.region.slug, "name": t.region.name,
                "state": state(t.state), "schema_version": t.schema_version})
            })
            .collect();
        println!("{}", serde_json::to_string(&rows)?);
    } else {
        let rows: Vec<_> = all
            .iter()
            .map(|t| {
                vec![
                    t.code().to_string(),
                    t.region.slug.to_string(),
                    t.region.name.clone(),
                    state(t.state).to_owned(),
                    t.schema_version.clone(),
                ]
            })
            .collect();
        show::table(&["kode", "alamat", "nama", "keadaan", "tabel"], &rows);
    }
    parts.store.close().await;
    Ok(())
}

/// Makes one approved region, or all of them.
pub async fn provision(settings: Settings, code: Option<String>, as_json: bool) -> Result<(), Failure> {
    let named = code.map(|code| code.parse::<RegionCode>()).transpose().map_err(|e| Failure::Usage(e.to_string()))?;
    let parts = Parts::open_standing(settings).await?;
    let codes = match named {
        Some(code) => vec![code],
        None => all_waiting(&parts.store.control().read().await?).await?,
    };
    let outcomes = make_all(&parts, codes).await?;
    print(&outcomes, as_json)?;
    parts.store.close().await;
    let failed = outcomes.iter().filter(|(_, ended)| matches!(ended, Ended::Failed(..))).count();
    if failed == 0 { Ok(()) } else { Err(Failure::failed(format!("{failed} daerah belum berdiri"))) }
}

/// Makes the regions, some at a time and each in a task of its own, past a failure to the end.
pub async fn make_all(parts: &Parts, codes: Vec<RegionCode>) -> Result<Vec<(RegionCode, Ended)>, Failure> {
    let saga = Arc::new(provision::saga(parts).await?);
    let bar = show::bar(codes.len(), "daerah");
    let made: Vec<_> = stream::iter(codes)
        .map(|code| tokio::spawn(make(parts.clone(), Arc::clone(&saga), code)))
        .buffer_unordered(SIDE_BY_SIDE)
        .inspect(|_| bar.inc(1))
        .collect()
        .await;
    bar.finish_and_clear();
    let mut outcomes = made.into_iter().collect::<Result<Vec<_>, _>>().map_err(Failure::failed)?;
    outcomes.sort_by_key(|(code, _)| *code);
    Ok(outcomes)
}

async fn make(parts: Parts, saga: Arc<Saga>, code: RegionCode) -> (RegionCode, Ended) {
    let watch = crate::fault_probe::watch();
    let ended = match wish_again(&parts, code).await {
        Ok(()) => saga.run(code, &*parts.clock, &*watch).await,
        Err(error) => Err(error),
    };
    (code, ended.unwrap_or_else(|e| Ended::Failed(StepName::Space, crate::failure::whole(&e))))
}

/// Who asks for a region whose making stopped asks for another try.
async fn wish_again(parts: &Parts, code: RegionCode) -> balai_storage::Result<()> {
    let write = parts.store.control().write().await?;
    if try_again(&write, &parts.act("tenant provision"), code).await? {
        write.commit().await?;
    }
    Ok(())
}

fn print(outcomes: &[(RegionCode, Ended)], as_json: bool) -> Result<(), Failure> {
    let said = |ended: &Ended| match ended {
        Ended::Open => ("buka", String::new()),
        Ended::NotOurs => ("tidak ada yang menunggu", String::new()),
        Ended::Failed(step, reason) => ("gagal", format!("{}: {reason}", step.label())),
    };
    if as_json {
        let rows: Vec<_> = outcomes
            .iter()
            .map(|(code, ended)| json!({"code": code, "state": said(ended).0, "reason": said(ended).1}))
            .collect();
        println!("{}", serde_json::to_string(&rows)?);
        return Ok(());
    }
    let rows: Vec<_> =
        outcomes.iter().map(|(code, ended)| vec![code.to_string(), said(ended).0.to_owned(), said(ended).1]).collect();
    show::table(&["kode", "keadaan", "sebab"], &rows);
    Ok(())
}

/// Reads a list of regions into the tables.
pub async fn import_regions(settings: Settings, file: Option<PathBuf>) -> Result<(), Failure> {
    let parts = Parts::open_standing(settings).await?;
    let text = match &file {
        Some(file) => std::fs::read_to_string(file).map_err(|e| Failure::failed(format!("{}: {e}", file.display())))?,
        None => regions::OFFICIAL.to_owned(),
    };
    let write = parts.store.control().write().await?;
    let changed = regions::import(&write, &text).await.map_err(Failure::failed)?;
    write.commit().await?;
    println!("{changed} daerah ditambahkan atau diubah.");
    parts.store.close().await;
    Ok(())
}
