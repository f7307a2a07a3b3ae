//! People who are signed in: the owner of the first region, who may import, and somebody of the ministry.

#![expect(clippy::disallowed_types, reason = "a measurement puts a hash where none of the program's ways puts it")]

use std::num::NonZeroUsize;
use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, Version};
use balai_identity::oidc::Site;
use balai_identity::{ChosenPassword, Factors, Identity, NewAccount, PasswordHasher, TotpSecret};
use balai_kernel::{Act, Clock as _, SystemClock};
use balai_rbac::{Domain, Grant, PermittedGrant, Role};
use balai_storage::{Space, Store};
use balai_tenancy::keys::{self, KeyOwner};
use balai_tests::{ACCOUNT, Answer, Browser, NATIONAL};
use sea_orm_migration::sea_orm::ConnectionTrait as _;
use sea_orm_migration::sea_orm::sea_query::{Expr, ExprTrait as _, Query};
use uuid::Uuid;

use crate::Outcome;
use crate::deployment::Deployment;
use crate::fill::{FIRST, Region};
use crate::server::{Server, said};

const EMAIL: &str = "pengukur@sragen.contoh.go.id";
/// The password of everybody here.
pub const PASSWORD: &str = "kuda lumping makan beling";
const OFFICER: &str = "pengukur@kementerian.contoh.go.id";
const SESSION: &str = "__Host-sesi";
/// The page of the ministry that is measured.
const RADAR: &str = "/adopsi";
/// The page that asks for the permission.
const DESK: &str = "/kelola/katalog";

/// The browser of an owner of the first region.
pub async fn owner(deployment: &Deployment, server: &Server, first: &Region) -> Outcome<Browser> {
    let grant = Grant::new(Role::RegionOwner, Domain::Region(FIRST.parse()?)).ok_or("no such grant")?;
    enter(deployment, server, EMAIL, grant, (&first.slug, DESK)).await
}

/// The cookie of somebody of the ministry, as a request sends it.
pub async fn officer(deployment: &Deployment, server: &Server) -> Outcome<String> {
    let grant = Grant::new(Role::MinistryVerifier, Domain::National).ok_or("no such grant")?;
    let browser = enter(deployment, server, OFFICER, grant, (NATIONAL, RADAR)).await?;
    let token = browser.cookie(NATIONAL, SESSION).ok_or("no session at the ministry")?;
    Ok(format!("{SESSION}={token}"))
}

/// Opens the account of a citizen who signs in with a password alone; returns its id.
pub async fn citizen(deployment: &Deployment, server: &Server, email: &str) -> Outcome<Uuid> {
    let (store, identity) = identity(deployment, server).await?;
    let new = NewAccount {
        email: email.parse()?,
        name: "Sri Rahayu".parse()?,
        password: ChosenPassword::new(PASSWORD, Factors::PasswordOnly, &[])?,
        second_factor: None,
    };
    let id = identity.open_account(&Act::system("bench", SystemClock.now()), new).await?;
    store.close().await;
    Ok(id)
}

/// The browser of somebody with a password alone, who comes from an address.
pub async fn signed_in(server: &Server, email: &str, from: &str) -> Outcome<Browser> {
    let browser = server.browser();
    let fields = [("surel", email), ("sandi", PASSWORD), ("ke", "/")];
    said(browser.send(browser.posting(ACCOUNT, "/masuk").header("X-Forwarded-For", from).form(&fields)).await, 303)?;
    Ok(browser)
}

/// Puts a hash of the same password with the least figures that argon2 has (RFC 9106, section 3.1) in the place of what
/// these accounts have: what a sign-in then takes is all the rest of it.
pub async fn unhash(deployment: &Deployment, accounts: &[Uuid]) -> Outcome {
    let least = Params::new(Params::MIN_M_COST, Params::MIN_T_COST, Params::MIN_P_COST, None)?;
    let hash = Argon2::new(Algorithm::Argon2id, Version::V0x13, least).hash_password(PASSWORD.as_bytes())?.to_string();
    let store = deployment.store().await?;
    let rows = store.owner().ok_or("the owner's rights")?.begin(&Space::Control).await?;
    let update = Query::update()
        .table("credentials")
        .value("password_hash", hash)
        .and_where(Expr::col("account_id").is_in(accounts.iter().copied()))
        .to_owned();
    rows.execute(&update).await?;
    rows.commit().await?;
    store.close().await;
    Ok(())
}

/// Somebody new with a role, signed in on the page that asks for it.
async fn enter(
    deployment: &Deployment,
    server: &Server,
    email: &str,
    grant: Grant,
    (host, path): (&str, &str),
) -> Outcome<Browser> {
    let secret = open(deployment, server, email, grant).await?;
    let browser = server.browser();
    let (_, page) = browser.follow(host, path).await;
    let fields = [("surel", email), ("sandi", PASSWORD), ("ke", &hidden(&page, "ke")?)];
    let answer = browser.post(ACCOUNT, "/masuk", &fields).await;
    let (_, page) = browser.follow_from(browser.url(ACCOUNT, "/masuk"), answer).await;
    let code = secret.code_at(SystemClock.now());
    let answer = browser.post(ACCOUNT, "/masuk/kode", &[("kode", &code), ("ke", &hidden(&page, "ke")?)]).await;
    let (url, page) = browser.follow_from(browser.url(ACCOUNT, "/masuk/kode"), answer).await;
    if url.path() == path && page.status == 200 { Ok(browser) } else { Err(format!("signed in at {url}").into()) }
}

async fn open(deployment: &Deployment, server: &Server, email: &str, grant: Grant) -> Outcome<TotpSecret> {
    let (store, identity) = identity(deployment, server).await?;
    let (act, secret) = (Act::system("bench", SystemClock.now()), TotpSecret::fresh());
    let new = NewAccount {
        email: email.parse()?,
        name: "Siti Aminah".parse()?,
        password: ChosenPassword::new(PASSWORD, Factors::WithSecond, &[])?,
        second_factor: Some(secret.clone()),
    };
    let id = identity.open_account(&act, new).await?;
    identity.grant(&act, id, &PermittedGrant::by_the_platform(grant)).await?;
    store.close().await;
    Ok(secret)
}

/// The room of accounts over the deployment's rows.
async fn identity(deployment: &Deployment, server: &Server) -> Outcome<(Store, Identity)> {
    let store = deployment.store().await?;
    let key = keys::find(&store.control().read().await?, &deployment.kek()?, KeyOwner::Control).await?;
    let hasher = PasswordHasher::new(NonZeroUsize::MIN)?;
    let site = Site::parse(&format!("http://akun.balai.localhost:{}", server.address.port()))?;
    let identity = Identity::new(store.control(), Arc::new(hasher), key.ok_or("no key of the control plane")?, site);
    Ok((store, identity))
}

/// The value of a page's hidden field.
fn hidden(page: &Answer, name: &str) -> Outcome<String> {
    page.hidden(name).ok_or_else(|| format!("no field {name}: {}", page.text()).into())
}
