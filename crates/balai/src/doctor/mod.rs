//! `balai doctor`: looks at everything a deployment stands on and says the remedy.

mod database;
mod surroundings;

use serde::Serialize;
use serde_json::json;

use crate::failure::{Failure, whole};
use crate::parts::Parts;
use crate::settings::Settings;
use crate::show;

/// What one look found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at.
    pub check: &'static str,
    /// Whether it is as it should be.
    pub ok: bool,
    /// What was seen.
    pub seen: String,
    /// What to do, where something is wrong.
    pub remedy: String,
}

impl Finding {
    fn good(check: &'static str, seen: impl Into<String>) -> Self {
        Self { check, ok: true, seen: seen.into(), remedy: String::new() }
    }

    fn bad(check: &'static str, seen: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { check, ok: false, seen: seen.into(), remedy: remedy.into() }
    }

    fn of(check: &'static str, ok: bool, good: &str, bad: &str, remedy: &str) -> Self {
        if ok { Self::good(check, good) } else { Self::bad(check, bad, remedy) }
    }
}

/// Looks at everything; fails where anything is wrong.
pub async fn run(settings: Settings, as_json: bool) -> Result<(), Failure> {
    let mut findings = vec![surroundings::open_files(&settings)];
    if !settings.database.is_postgres() {
        findings.push(surroundings::holder(&settings.data.dir));
    }
    findings.extend(surroundings::key_service(&settings).await);
    match Parts::visit(settings.clone()).await {
        Ok(parts) => {
            findings.extend(database::look(&parts).await);
            findings.push(surroundings::objects(&parts).await);
            findings.push(surroundings::letters(&parts).await);
            findings.extend(surroundings::national(&parts).await);
            parts.store.close().await;
        }
        Err(failure) => findings.push(Finding::bad(
            "sandaran",
            failure.to_string(),
            "Periksa alamat dan sandi basis data, izin direktori data, dan berkas kunci induk.",
        )),
    }
    print(&findings, as_json)?;
    let wrong = findings.iter().filter(|finding| !finding.ok).count();
    if wrong == 0 { Ok(()) } else { Err(Failure::failed(format!("{wrong} hal perlu diperbaiki"))) }
}

fn print(findings: &[Finding], as_json: bool) -> Result<(), Failure> {
    if as_json {
        println!("{}", serde_json::to_string(&json!({ "findings": findings }))?);
        return Ok(());
    }
    let rows: Vec<_> = findings
        .iter()
        .map(|f| {
            let mark = if f.ok { "baik" } else { "PERLU" };
            vec![mark.to_owned(), f.check.to_owned(), f.seen.clone(), f.remedy.clone()]
        })
        .collect();
    show::table(&["", "periksa", "terlihat", "obat"], &rows);
    Ok(())
}

fn failed(check: &'static str, error: &dyn std::error::Error, remedy: &str) -> Finding {
    Finding::bad(check, whole(error), remedy)
}
