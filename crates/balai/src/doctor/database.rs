//! Rows: reachable, of the right shape, and on PostgreSQL with exactly the rights that isolation needs.

use balai_migrations::{ControlMigrator, TenantMigrator, newest, pending};
use balai_storage::postgres::inspect::{Inspection, inspect};
use balai_storage::{Engine, KeyHome, Space};
use balai_tenancy::{TenantState, tenants};
use chrono::{DateTime, TimeDelta, Utc};

use super::{Finding, failed};
use crate::parts::Parts;

const BOOTSTRAP: &str = "Jalankan `balai db bootstrap --superuser-url ...` sekali lagi.";
/// Deadlines, sessions and one-time codes go wrong beyond this.
const CLOCK_SLACK: TimeDelta = TimeDelta::seconds(5);

pub(super) async fn look(parts: &Parts) -> Vec<Finding> {
    let mut findings = Vec::new();
    match inspect(&parts.store).await {
        Ok(Some(seen)) => {
            findings.extend(rights(&seen));
            findings.push(clock(parts.clock.now(), seen.server_time));
        }
        Ok(None) => findings.push(Finding::good("basis data", "SQLite, berkas di data.dir")),
        Err(error) => findings.push(failed("basis data", &error, "Periksa database.app_url dan server PostgreSQL.")),
    }
    findings.push(shape(parts).await);
    findings.push(master_key(parts).await);
    findings
}

/// The key-encryption key opens what it sealed.
async fn master_key(parts: &Parts) -> Finding {
    match parts.control_key().await {
        Ok(_) => Finding::good("kunci induk", homes(&parts.kek.homes())),
        Err(failure) => Finding::bad(
            "kunci induk",
            failure.to_string(),
            "Kembalikan berkas kunci induk yang asli (keys.kek_file); tanpa itu data tersegel tidak terbaca.",
        ),
    }
}

/// How many keys there are and who holds them.
fn homes(homes: &[KeyHome]) -> String {
    let held = homes.iter().filter(|home| **home == KeyHome::Service).count();
    let all = homes.len();
    match held {
        0 => format!("membuka kunci data pusat; {all} kunci di berkas"),
        _ => format!("membuka kunci data pusat; {held} dari {all} kunci dipegang layanan kunci"),
    }
}

fn rights(seen: &Inspection) -> Vec<Finding> {
    let of = |check, ok, bad: &str| Finding::of(check, ok, "sesuai", bad, BOOTSTRAP);
    vec![
        of("login aplikasi", seen.app_is_plain, "login aplikasi punya hak istimewa (superuser, CREATEROLE, ...)"),
        of("warisan peran", seen.app_inherits_nothing, "login aplikasi mewarisi hak peran daerah (bukan NOINHERIT)"),
        of("hak membuat", seen.app_cannot_create, "login aplikasi boleh membuat skema"),
        of("peran pusat", seen.app_reaches_control, "login aplikasi bukan anggota peran pusat"),
        of("set_config", seen.set_config_revoked, "set_config boleh dipakai aplikasi: peran daerah lain dapat diambil"),
        of("tabel sementara", seen.temp_revoked, "TEMP boleh dipakai aplikasi: tabel tertinggal di sambungan bersama"),
        of("skema public", seen.public_closed, "skema public terbuka"),
        Finding::good("Citus", if seen.citus { "terpasang" } else { "tidak dipasang" }),
    ]
}

/// How far this machine's clock is from the database server's.
fn clock(ours: DateTime<Utc>, theirs: DateTime<Utc>) -> Finding {
    let apart = (ours - theirs).abs();
    Finding::of(
        "jam",
        apart <= CLOCK_SLACK,
        "selaras dengan server basis data",
        &format!("berbeda {} detik dari server basis data", apart.num_seconds()),
        "Nyalakan NTP (misalnya systemd-timesyncd) di kedua mesin.",
    )
}

async fn shape(parts: &Parts) -> Finding {
    const REMEDY: &str = "Jalankan `balai migrate`.";
    if let Some(owner) = parts.store.owner() {
        match pending::<ControlMigrator>(&owner, &Space::Control).await {
            Ok(steps) if !steps.is_empty() => {
                return Finding::bad("tabel", format!("tabel pusat kurang {} langkah", steps.len()), REMEDY);
            }
            Ok(_) => {}
            Err(error) => return failed("tabel", &error, REMEDY),
        }
    }
    match behind(parts).await {
        Ok(0) => Finding::good("tabel", "terbaru di pusat dan semua daerah"),
        Ok(count) => Finding::bad("tabel", format!("{count} daerah tertinggal"), REMEDY),
        Err(error) => {
            let remedy = if parts.store.engine() == Engine::Postgres { BOOTSTRAP } else { REMEDY };
            failed("tabel", &error, remedy)
        }
    }
}

async fn behind(parts: &Parts) -> balai_storage::Result<usize> {
    let newest = newest::<TenantMigrator>();
    let all = tenants::all(&parts.store.control().read().await?).await?;
    Ok(all.iter().filter(|t| t.state == TenantState::Active && t.schema_version != newest).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound() -> Inspection {
        Inspection {
            app_is_plain: true,
            app_inherits_nothing: true,
            app_cannot_create: true,
            app_reaches_control: true,
            set_config_revoked: true,
            temp_revoked: true,
            public_closed: true,
            citus: false,
            server_time: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_sound_server_has_no_finding() {
        assert!(rights(&sound()).iter().all(|finding| finding.ok));
    }

    #[test]
    fn a_clock_that_is_wrong_in_either_direction_is_found() {
        let now = DateTime::UNIX_EPOCH;
        assert!(clock(now, now + TimeDelta::seconds(4)).ok);
        assert!(!clock(now, now + TimeDelta::seconds(60)).ok);
        assert!(!clock(now + TimeDelta::seconds(60), now).ok);
    }
}
