//! What the ministry does with a region's hall. Each deed lands on the region's page, which shows the state it has then.

use actix_web::{HttpResponse, web};
use balai_catalog::national;
use balai_kernel::RegionCode;
use balai_rbac::{Domain, Role};
use balai_tenancy::life::{self, Deed, Grounds, Life, LifeRefused, Recipient, TurnRefused};
use balai_tenancy::onboarding::Ties;
use balai_tenancy::{TenantState, tenants};
use serde::Deserialize;

use super::region::{Typed, answer};
use crate::access::{Ministry, Person, may};
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::reply;

/// The form of a reason; each form has its own name for it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typing {
    tutup: String,
    buka: String,
    usul: String,
    batal: String,
}

/// The permission of these deeds.
type Deciding = Ministry<may::TenantsSuspend>;

/// Closes a hall for a time.
pub async fn suspend(
    ministry: Deciding,
    code: web::Path<String>,
    form: FormToken,
    typing: web::Form<Typing>,
) -> Result<HttpResponse, Fault> {
    with_grounds(&ministry, &code, Deed::Suspend, ("tutup", &typing.tutup), form).await
}

/// Opens it again.
pub async fn resume(
    ministry: Deciding,
    code: web::Path<String>,
    form: FormToken,
    typing: web::Form<Typing>,
) -> Result<HttpResponse, Fault> {
    with_grounds(&ministry, &code, Deed::Resume, ("buka", &typing.buka), form).await
}

/// Asks to put it away.
pub async fn ask(
    ministry: Deciding,
    code: web::Path<String>,
    form: FormToken,
    typing: web::Form<Typing>,
) -> Result<HttpResponse, Fault> {
    with_grounds(&ministry, &code, Deed::AskArchive, ("usul", &typing.usul), form).await
}

/// Refuses that wish, or takes it back.
pub async fn withdraw(
    ministry: Deciding,
    code: web::Path<String>,
    form: FormToken,
    typing: web::Form<Typing>,
) -> Result<HttpResponse, Fault> {
    with_grounds(&ministry, &code, Deed::WithdrawArchive, ("batal", &typing.batal), form).await
}

/// Puts it away, for the reason that the other person gave.
pub async fn archive(ministry: Deciding, code: web::Path<String>, form: FormToken) -> Result<HttpResponse, Fault> {
    let code = RegionCode::parse(&code).map_err(|_| Fault::NotFound)?;
    let read = ministry.app.control().read().await?;
    let tenant = tenants::by_code(&read, code).await?.ok_or(Fault::NotFound)?;
    drop(read);
    match tenant.life {
        Life::Suspended { archive: Some(wish), .. } => {
            perform(&ministry, code, Deed::Archive, &wish.grounds, form).await
        }
        _ => Ok(reply::see(format!("/daerah/{code}"))),
    }
}

async fn with_grounds(
    person: &Person,
    code: &str,
    deed: Deed,
    (field, text): (&'static str, &str),
    form: FormToken,
) -> Result<HttpResponse, Fault> {
    let code = RegionCode::parse(code).map_err(|_| Fault::NotFound)?;
    match Grounds::parse(text) {
        Ok(grounds) => perform(person, code, deed, &grounds, form).await,
        Err(wrong) => {
            let wrong = Some((field, text.to_owned(), wrong.to_string()));
            answer(person, code, Typed { form, wrong, ..Typed::default() }).await
        }
    }
}

/// Answers only when no server shows the pages of a closed hall any more. A deed done twice lands on the state that the
/// first one left.
async fn perform(
    person: &Person,
    code: RegionCode,
    deed: Deed,
    grounds: &Grounds,
    form: FormToken,
) -> Result<HttpResponse, Fault> {
    let told = owners(person, code).await?;
    let grants = person.app.identity.grants_of(person.who.account).await?;
    let ties = Ties(grants.iter().filter_map(|grant| grant.domain.region()).collect());
    let write = person.app.control().write().await?;
    match life::turn(&write, &person.act, code, deed, grounds, &ties, &told).await {
        Ok(life) => {
            national::set_region_open(&write, code, life.state() == TenantState::Active).await?;
            write.commit().await?;
            if matches!(deed, Deed::Suspend | Deed::Archive) {
                tenants::settled().await;
            }
            Ok(reply::see(format!("/daerah/{code}")))
        }
        Err(TurnRefused::Unknown) => Err(Fault::NotFound),
        Err(TurnRefused::Storage(error)) => Err(error.into()),
        Err(TurnRefused::Life(LifeRefused::AlreadyElsewhere)) => Ok(reply::see(format!("/daerah/{code}"))),
        Err(TurnRefused::Life(refused)) => {
            drop(write);
            answer(person, code, Typed { form, refused: Some(refused.to_string()), ..Typed::default() }).await
        }
    }
}

/// Who answers for the region.
async fn owners(person: &Person, code: RegionCode) -> Result<Vec<Recipient>, Fault> {
    let staff = person.app.identity.staff(&Domain::Region(code)).await?;
    let owners = staff.into_iter().filter(|member| member.grants.iter().any(|grant| grant.role == Role::RegionOwner));
    Ok(owners.map(|member| Recipient { email: member.email, name: member.name }).collect())
}
