//! `balai breach`: who is affected by a failure of protection, the letters that UU 27/2022, article 46, demands, and sending
//! those to the people.

mod asking;
mod files;
mod people;

use std::path::Path;

use balai_identity::{Account, AccountState, Disclosed};
use balai_kernel::RegionCode;
use balai_messaging::Places;
use balai_rights::breach::{self, Asked, Breach, Tally};
use balai_storage::TenantDb;
use balai_tenancy::{Tenant, TenantState, tenants};
use serde_json::json;
use uuid::Uuid;

use crate::cli::BreachArgs;
use crate::failure::Failure;
use crate::parts::Parts;
use crate::region::tenant;
use crate::settings::Settings;
use crate::show;

use files::Files;
use people::{Affected, Said};

/// People whose accounts are read, and who are told, at a time.
const AT_ONCE: usize = 100;

/// Reads the trails, writes lists and letters, and tells the people where that is asked for.
pub async fn run(settings: Settings, args: BreachArgs, as_json: bool) -> Result<(), Failure> {
    let said = Said::of(&args);
    if args.send && !said.is_whole() {
        return Err(Failure::Usage(
            "--send: sebut dulu --how, --remedy, dan --contact; tanpa itu surat masih berisi isian kosong".to_owned(),
        ));
    }
    if args.send && !args.yes && !console::Term::stderr().is_term() {
        return Err(Failure::Usage("--send: tidak ada terminal untuk bertanya; tegaskan dengan --yes".to_owned()));
    }
    let parts = Parts::visit_standing(settings).await?;
    let asked = asking::read(&parts, &args).await?;
    let (control, act) = (parts.store.control(), parts.act("breach"));
    let found = breach::begin(&control, &act, &asked, args.number.as_deref()).await?;
    let found = found.ok_or_else(|| Failure::Usage("--number: tidak ada kegagalan dengan nomor itu".to_owned()))?;
    let mut files = Files::make(&args.output)?;
    breach::prepared(&control, &act, &found, &asked).await?;
    let affected = read(&parts, &asked, &mut files).await?;
    let people = letters(&parts, &found, (&asked, &affected, &said), &mut files).await?;
    let before = told_before(&parts, &found, &people).await?;
    let tally = if args.send && is_agreed(&args, people.len() - before, before)? {
        tell(&parts, &found, &people).await?
    } else {
        Tally { before, ..Tally::default() }
    };
    files.unreached(&tally.unreached)?;
    report(&args.output, &found, (&affected, people.len(), &tally), as_json);
    parts.store.close().await;
    Ok(())
}

/// Reads every trail that is asked for; each deed goes into the file at once, and into the sums.
async fn read(parts: &Parts, asked: &Asked, files: &mut Files) -> Result<Affected, Failure> {
    let control = parts.store.control();
    let mut affected = Affected::default();
    let mut failed = None;
    let mut take = |seen: breach::Seen| {
        if let Err(error) = files.event(&seen) {
            failed.get_or_insert(error);
        }
        affected.add(&seen);
    };
    if asked.region.is_none() {
        breach::read_shared(&control, asked, &mut take).await?;
        breach::read_own_looks(&control, asked, &mut take).await?;
    }
    let regions = regions(parts, asked.region).await?;
    let bar = show::bar(regions.len(), "daerah");
    for (code, db) in regions {
        breach::read_region(&control, (&db, code), asked, &mut take).await?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    failed.map_or(Ok(affected), Err)
}

async fn regions(parts: &Parts, only: Option<RegionCode>) -> Result<Vec<(RegionCode, TenantDb)>, Failure> {
    let all = match only {
        Some(code) => vec![tenant(parts, code).await?],
        None => tenants::all(&parts.store.control().read().await?).await?,
    };
    let stands = |tenant: &Tenant| tenant.state != TenantState::Provisioning;
    let door = |tenant: Tenant| (tenant.code(), parts.store.tenant(tenant.place));
    Ok(all.into_iter().filter(stands).map(door).collect())
}

/// Writes the lists and every letter; returns what each person is told whose account is open.
async fn letters(
    parts: &Parts,
    found: &Breach,
    (asked, affected, said): (&Asked, &Affected, &Said),
    files: &mut Files,
) -> Result<Vec<(Uuid, Disclosed)>, Failure> {
    let identity = parts.identity().await?;
    let root = parts.settings.server.base_url.parse().map_err(Failure::failed)?;
    let page = Places::new(root).map_err(Failure::failed)?.account("data-pribadi/permintaan");
    let zone = asking::zone(parts, asked.region).await?;
    let mut told = Vec::with_capacity(affected.people.len());
    let ids: Vec<Uuid> = affected.people.keys().copied().collect();
    for chunk in ids.chunks(AT_ONCE) {
        let open = |account: &Account| account.state == AccountState::Active;
        for account in identity.accounts(chunk).await?.into_iter().filter(open) {
            let person = &affected.people[&account.id];
            let disclosed = person.disclosed(&found.number, zone, said);
            files.person(&account, person, &disclosed, &page)?;
            told.push((account.id, disclosed));
        }
    }
    files.finish_people()?;
    let period = (asked.from, asked.until);
    let place = match asked.region {
        Some(code) => Some(tenant(parts, code).await?.region.name),
        None => None,
    };
    files.letter("surat-lembaga", &affected.sums.report(&found.number, place, (period, zone), said))?;
    for (code, sums) in &affected.regions {
        let tenant = tenant(parts, *code).await?;
        let name = Some(tenant.region.name.clone());
        let report = sums.report(&found.number, name, (period, tenant.zone()), said);
        files.letter(&format!("surat-daerah-{code}"), &report)?;
    }
    Ok(told)
}

async fn told_before(parts: &Parts, found: &Breach, people: &[(Uuid, Disclosed)]) -> Result<usize, Failure> {
    let mut before = 0;
    for chunk in people.chunks(AT_ONCE) {
        let ids: Vec<Uuid> = chunk.iter().map(|(account, _)| *account).collect();
        before += breach::told_of(&parts.store.control(), found, &ids).await?.len();
    }
    Ok(before)
}

async fn tell(parts: &Parts, found: &Breach, people: &[(Uuid, Disclosed)]) -> Result<Tally, Failure> {
    let (control, identity) = (parts.store.control(), parts.identity().await?);
    let bar = show::bar(people.len(), "orang");
    let mut whole = Tally::default();
    for chunk in people.chunks(AT_ONCE) {
        let tally = breach::tell((&control, &parts.kek, &identity), &parts.act("breach"), found, chunk).await?;
        whole.told += tally.told;
        whole.before += tally.before;
        whole.unreached.extend(tally.unreached);
        bar.inc(chunk.len() as u64);
    }
    bar.finish_and_clear();
    Ok(whole)
}

fn is_agreed(args: &BreachArgs, count: usize, before: usize) -> Result<bool, Failure> {
    if args.yes {
        return Ok(true);
    }
    let terminal = console::Term::stderr();
    terminal.write_str(&format!(
        "{count} orang akan diberi tahu sekarang ({before} sudah pernah). Periksa suratnya di {}. Kirim? [y/T] ",
        args.output.display()
    ))?;
    Ok(matches!(terminal.read_line()?.trim(), "y" | "Y" | "ya"))
}

fn report(output: &Path, found: &Breach, (affected, people, tally): (&Affected, usize, &Tally), as_json: bool) {
    let regions: Vec<_> = affected.regions.keys().map(RegionCode::to_string).collect();
    let (closed, unreached) = (affected.people.len() - people, tally.unreached.len());
    if as_json {
        let told = json!({
            "number": found.number, "events": affected.sums.events, "persons": people, "closed": closed,
            "regions": regions, "told_before": tally.before, "told": tally.told, "unreached": unreached,
            "output": output,
        });
        println!("{told}");
        return;
    }
    println!("Nomor {}", found.number);
    println!("{} pembukaan data, {people} orang, {} daerah.", affected.sums.events, regions.len());
    if closed > 0 {
        println!(
            "{closed} orang lagi sudah menutup akunnya: tidak ada surat untuk mereka, tetapi mereka ikut dihitung di surat lembaga."
        );
    }
    println!("{} orang sudah pernah diberi tahu, {} diberi tahu sekarang.", tally.before, tally.told);
    if unreached > 0 {
        println!(
            "{unreached} orang tidak punya surel atau nomor ponsel. Mereka ada di tanpa-kontak.csv: sampaikan suratnya sendiri."
        );
    }
    println!("Daftar dan surat ada di {}. Isi yang bertanda [ISI: …].", output.display());
}
