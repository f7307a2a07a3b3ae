//! What the demonstration leaves and says: `demo.json` for scripts, a list of links for people.

use std::path::PathBuf;

use balai_web::host::Site;
use serde_json::{Map, Value, json};

use super::applications::DemoApplication;
use super::people::DemoAccount;
use super::regions::Standing;
use crate::failure::Failure;
use crate::parts::Parts;

fn file(parts: &Parts) -> PathBuf {
    parts.settings.data.dir.join("demo.json")
}

/// The accounts of an earlier run.
pub fn known_accounts(parts: &Parts) -> Vec<DemoAccount> {
    serde_json::from_value(known(parts)["accounts"].clone()).unwrap_or_default()
}

/// The applications of an earlier run.
pub fn known_applications(parts: &Parts) -> Vec<DemoApplication> {
    serde_json::from_value(known(parts)["applications"].clone()).unwrap_or_default()
}

fn known(parts: &Parts) -> Value {
    let text = std::fs::read_to_string(file(parts)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Writes `demo.json`, whole or not at all.
pub fn write(
    parts: &Parts,
    regions: &[Standing],
    accounts: &[DemoAccount],
    applications: &[DemoApplication],
) -> Result<(), Failure> {
    let base = parts.base();
    let halls: Map<String, Value> = regions
        .iter()
        .map(|region| {
            let slug = &region.tenant.region.slug;
            let host = base.host(&Site::Region(slug.clone()));
            (region.tenant.code().to_string(), json!({ "slug": slug, "host": host }))
        })
        .collect();
    let report = json!({
        "base_url": base.origin(&Site::Root),
        "hosts": {
            "root": base.host(&Site::Root),
            "account": base.host(&Site::Account),
            "national": base.host(&Site::National),
            "regions": halls,
        },
        "accounts": accounts,
        "applications": applications,
    });
    let draft = file(parts).with_extension("json.baru");
    std::fs::create_dir_all(&parts.settings.data.dir)?;
    std::fs::write(&draft, format!("{}\n", serde_json::to_string_pretty(&report)?))?;
    std::fs::rename(&draft, file(parts))?;
    Ok(())
}

/// Says where to click.
pub fn say(parts: &Parts, regions: &[Standing], accounts: &[DemoAccount]) {
    let base = parts.base();
    let origin = |site: &Site| base.origin(site);
    println!("\nBalai berjalan. Buka di peramban:\n");
    println!("  {:<34} {}", "Seluruh Indonesia", origin(&Site::Root));
    for region in regions {
        let address = origin(&Site::Region(region.tenant.region.slug.clone()));
        println!("  {:<34} {address}", region.tenant.region.name);
    }
    println!("  {:<34} {}", "Satu akun untuk semua", origin(&Site::Account));
    println!("  {:<34} {}/daftar", "Daftarkan daerah", origin(&Site::Root));
    println!("  {:<34} {}", "Kementerian", origin(&Site::National));
    println!("\nMasuk sebagai (sandi dan rahasia kode ada di {}):\n", file(parts).display());
    for account in accounts {
        println!("  {:<18} {:<14} {}", account.role, short(&account.domain), account.email);
    }
    println!("\nBerhenti: Ctrl-C.\n");
}

fn short(domain: &str) -> &str {
    domain.split('/').next().unwrap_or(domain)
}
