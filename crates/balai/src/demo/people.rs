//! One person for each role. Their passwords and second factors are made on the first run and kept
//! in `demo.json`, and nowhere in the program.

use balai_identity::{ChosenPassword, Factors, Identity, NewAccount, OpenRefused, TotpSecret};
use balai_kernel::{Email, PersonName, SecretToken};
use balai_rbac::{Domain, Grant, PermittedGrant, Role};
use serde::{Deserialize, Serialize};

use super::regions::Standing;
use super::report;
use crate::failure::Failure;
use crate::parts::Parts;

/// Who holds no role.
const CITIZEN: &str = "citizen";

/// An account of the demonstration, as `demo.json` holds it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DemoAccount {
    /// The role's stable name, or `citizen`.
    pub role: String,
    /// Where it is held; empty for a citizen.
    pub domain: String,
    /// The address to sign in with.
    pub email: String,
    /// The password.
    pub password: String,
    /// The second factor's secret, base32.
    pub totp_secret: String,
}

struct Part {
    /// None for a citizen.
    held: Option<(Role, Domain)>,
    email: String,
    name: &'static str,
}

/// Opens the accounts that are missing.
pub async fn set_up(parts: &Parts, regions: &[Standing]) -> Result<Vec<DemoAccount>, Failure> {
    let known = report::known_accounts(parts);
    let identity = parts.identity().await?;
    let mut accounts = Vec::new();
    for part in cast(regions) {
        let account = match known.iter().find(|account| account.email == part.email) {
            Some(account) => account.clone(),
            None => fresh(&part),
        };
        open(parts, &identity, &part, &account).await?;
        accounts.push(account);
    }
    Ok(accounts)
}

fn cast(regions: &[Standing]) -> Vec<Part> {
    let ministry = |role, word: &str, name| Part {
        held: Some((role, Domain::National)),
        email: format!("{word}@menpan.contoh.go.id"),
        name,
    };
    let mut cast = vec![
        ministry(Role::MinistryAdmin, "admin", "Ratna Dewi"),
        ministry(Role::MinistryVerifier, "verifikator", "Bagus Santoso"),
    ];
    for region in regions {
        let code = region.tenant.code();
        let at = |word: &str| format!("{word}@{}.contoh.go.id", region.plan.word);
        let part = |role, domain, word: &str, name| Part { held: Some((role, domain)), email: at(word), name };
        cast.push(part(Role::RegionOwner, Domain::Region(code), "pengelola", region.plan.owner()));
        cast.push(part(Role::CatalogueEditor, Domain::Region(code), "penyunting", "Dewi Lestari"));
        if let Some((agency, _)) = &region.agency {
            cast.push(part(Role::CatalogueEditor, Domain::Agency(code, *agency), "instansi", "Joko Susilo"));
        }
        cast.push(part(Role::CounterClerk, Domain::Region(code), "loket", "Sari Utami"));
    }
    cast.push(Part { held: None, email: "sri@warga.contoh.id".to_owned(), name: "Sri Rahayu" });
    cast
}

fn fresh(part: &Part) -> DemoAccount {
    DemoAccount {
        role: part.held.as_ref().map_or_else(|| CITIZEN.to_owned(), |(role, _)| role.to_string()),
        domain: part.held.as_ref().map_or_else(String::new, |(_, domain)| domain.to_string()),
        email: part.email.clone(),
        password: SecretToken::fresh().reveal()[..20].to_owned(),
        totp_secret: TotpSecret::fresh().base32(),
    }
}

async fn open(parts: &Parts, identity: &Identity, part: &Part, account: &DemoAccount) -> Result<(), Failure> {
    let email = Email::parse(&account.email).map_err(Failure::failed)?;
    let new = NewAccount {
        email: email.clone(),
        name: PersonName::parse(part.name).map_err(Failure::failed)?,
        password: ChosenPassword::new(&account.password, Factors::WithSecond, &[]).map_err(Failure::failed)?,
        second_factor: Some(TotpSecret::parse(&account.totp_secret).map_err(Failure::failed)?),
    };
    let act = parts.act("demo");
    let id = match identity.open_account(&act, new).await {
        Ok(id) => id,
        Err(OpenRefused::Taken) => return Ok(()),
        Err(error) => return Err(Failure::failed(error)),
    };
    let Some((role, domain)) = &part.held else { return Ok(()) };
    let grant = Grant::new(*role, domain.clone()).expect("roles of the cast fit their places");
    identity.grant(&act, id, &PermittedGrant::by_the_platform(grant)).await.map_err(Failure::failed)
}
