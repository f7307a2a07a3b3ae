//! `balai client`: applications that sign citizens in, registered by the operator.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use balai_identity::Identity;
use balai_identity::applications::{
    Application, ApplicationDetails, ApplicationName, ApplicationState, AskedClaim, AskedRefused, Authentication,
    ClaimName, IdTokenAlgorithm, PublicKeys, RedirectUri,
};
use balai_kernel::{Act, RegionCode, fresh_id};
use balai_pictures::LARGEST_LOGO;
use balai_rbac::Domain;
use balai_tenancy::regions;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::cli::NewClient;
use crate::failure::Failure;
use crate::parts::Parts;
use crate::settings::Settings;

/// Applications of one page of the list.
const PAGE: u64 = 100;
/// How a claim is written, for whoever wrote one otherwise.
const EXAMPLE: &str = r#"Misalnya: --claim "name=Menyapa Anda di aplikasi pajak"."#;

/// Registers an application and prints what its people need, the secret once.
pub async fn create(settings: Settings, new: NewClient, as_json: bool) -> Result<(), Failure> {
    let (owner, agency) = place(&new.domain)?;
    let details = details(&new, agency)?;
    let logo = new.logo.as_deref().map(logo).transpose()?;
    let parts = Parts::visit_standing(settings).await?;
    let identity = parts.identity().await?;
    if let Some(code) = owner {
        let known = regions::by_code(&parts.store.control().read().await?, code).await?;
        known.ok_or_else(|| Failure::Usage("--domain: daerah ini tidak dikenal".to_owned()))?;
    }
    let act = parts.act("client create");
    let id = identity.register_application(&act, owner, &details).await.map_err(Failure::failed)?;
    if let Some(logo) = logo {
        show_logo(&identity, &act, owner, id, logo).await?;
    }
    let secret = match details.authentication {
        Authentication::PrivateKeyJwt => None,
        _ => Some(made(&parts, &identity, "client create", owner, id).await?),
    };
    told(&identity, id, secret.as_deref(), as_json);
    parts.store.close().await;
    Ok(())
}

/// Lists the applications of a place.
pub async fn list(settings: Settings, domain: &str, as_json: bool) -> Result<(), Failure> {
    let (owner, _) = place(domain)?;
    let parts = Parts::visit_standing(settings).await?;
    let identity = parts.identity().await?;
    let (mut items, mut after) = (Vec::new(), None);
    loop {
        let page = identity.applications_of(owner, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        items.extend(page);
    }
    if as_json {
        let items: Vec<Value> = items.iter().map(described).collect();
        println!("{}", json!({ "items": items, "next": null }));
    } else if items.is_empty() {
        println!("Belum ada aplikasi.");
    } else {
        for item in &items {
            println!("{}  {}  {}  {}", item.id, state(item.state), item.sector, item.name);
        }
    }
    parts.store.close().await;
    Ok(())
}

/// Shows one application.
pub async fn show(settings: Settings, id: Uuid, as_json: bool) -> Result<(), Failure> {
    let (parts, identity, application) = find(settings, id).await?;
    let citizens = identity.citizens_of_application(id).await?;
    let mut described = described(&application);
    described["citizens"] = json!(citizens);
    if as_json {
        println!("{described}");
    } else {
        println!("{}", serde_json::to_string_pretty(&described)?);
    }
    parts.store.close().await;
    Ok(())
}

/// Makes a new secret, or drops the former one.
pub async fn secret(settings: Settings, id: Uuid, drop_former: bool, as_json: bool) -> Result<(), Failure> {
    let (parts, identity, application) = find(settings, id).await?;
    if drop_former {
        let dropped = identity.drop_former_secret(&parts.act("client secret"), application.owner, id).await?;
        if as_json {
            println!("{}", json!({ "dropped": dropped }));
        } else {
            println!("{}", if dropped { "Rahasia lama tidak berlaku lagi." } else { "Tidak ada rahasia lama." });
        }
    } else {
        let secret = made(&parts, &identity, "client secret", application.owner, id).await?;
        told(&identity, id, Some(&secret), as_json);
    }
    parts.store.close().await;
    Ok(())
}

/// Pauses an application, or opens it again.
pub async fn turn(settings: Settings, id: Uuid, to: ApplicationState, as_json: bool) -> Result<(), Failure> {
    let (parts, identity, application) = find(settings, id).await?;
    identity.turn_application(&parts.act("client pause"), application.owner, id, to).await?;
    if as_json {
        println!("{}", json!({ "client_id": id, "state": state(to) }));
    } else {
        println!("{} sekarang {}.", application.name, state(to));
    }
    parts.store.close().await;
    Ok(())
}

fn place(text: &str) -> Result<(Option<RegionCode>, Option<Uuid>), Failure> {
    let domain: Domain = text.parse().map_err(|e| Failure::Usage(format!("--domain: {e}")))?;
    Ok(match domain {
        Domain::National => (None, None),
        Domain::Region(code) => (Some(code), None),
        Domain::Agency(code, agency) => (Some(code), Some(agency)),
    })
}

fn details(new: &NewClient, agency: Option<Uuid>) -> Result<ApplicationDetails, Failure> {
    let address = |option: &'static str, text: &String| {
        RedirectUri::parse(text).map_err(|e| Failure::Usage(format!("--{option}: {e}")))
    };
    let all = |option, texts: &[String]| texts.iter().map(|text| address(option, text)).collect::<Result<Vec<_>, _>>();
    let one = |option, text: &Option<String>| text.as_ref().map(|text| address(option, text)).transpose();
    let redirects = all("redirect", &new.redirect)?;
    // an application without a name is known by its host
    let host = redirects.first().map(RedirectUri::host).unwrap_or_default();
    let name = ApplicationName::parse(new.name.as_deref().unwrap_or(&host));
    let keys = match &new.jwks {
        Some(file) => {
            let text = std::fs::read_to_string(file).map_err(|e| Failure::Usage(format!("--jwks: {e}")))?;
            Some(PublicKeys::parse(&text).map_err(|e| Failure::Usage(format!("--jwks: {e}")))?)
        }
        None => None,
    };
    Ok(ApplicationDetails {
        name: name.map_err(|e| Failure::Usage(format!("--name: {e}")))?,
        agency,
        homepage: one("homepage", &new.homepage)?,
        initiate_login: one("initiate-login", &new.initiate_login)?,
        redirects,
        post_logout_redirects: all("post-logout", &new.post_logout)?,
        backchannel_logout: one("backchannel-logout", &new.backchannel_logout)?,
        authentication: known("auth", &new.auth, Authentication::ALL, Authentication::as_str)?,
        jwks: keys,
        id_token_algorithm: known("alg", &new.alg, IdTokenAlgorithm::ALL, IdTokenAlgorithm::as_str)?,
        claims: new.claim.iter().map(|text| asked(text, new.law.as_deref())).collect::<Result<_, _>>()?,
        require_par: new.require_par,
    })
}

/// `name=for what`, and `name?=for what` where it may be kept back. Citizens read what for, so that it is never left out.
fn asked(text: &str, law: Option<&str>) -> Result<AskedClaim, Failure> {
    let wrong = |why: String| Failure::Usage(format!("--claim {text}: {why}"));
    let (name, reason) = text.split_once('=').unwrap_or((text, ""));
    let (name, voluntary) = name.strip_suffix('?').map_or((name, false), |name| (name, true));
    let claim: ClaimName = name.parse().map_err(|_| {
        let known = ClaimName::ALL.map(ClaimName::as_str).join(", ");
        wrong(format!("data ini tidak dikenal. Pilih salah satu: {known}. {EXAMPLE}"))
    })?;
    let law = law.filter(|_| claim == ClaimName::Nik).unwrap_or_default();
    AskedClaim::new(claim, reason, law, voluntary).map_err(|error| {
        let remedy = match error {
            AskedRefused::Reason => EXAMPLE,
            AskedRefused::Law => r#"Misalnya: --law "UU 24/2013 pasal 64"."#,
        };
        wrong(format!("{error} {remedy}"))
    })
}

/// Reads a picture and writes it anew, as the desk's form does.
fn logo(file: &Path) -> Result<Vec<u8>, Failure> {
    let wrong = |error: &dyn std::fmt::Display| Failure::Usage(format!("--logo {}: {error}", file.display()));
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST_LOGO).unwrap_or(u64::MAX).saturating_add(1);
    let read = File::open(file).and_then(|file| file.take(most).read_to_end(&mut bytes));
    read.map_err(|error| wrong(&error))?;
    balai_pictures::logo(&bytes).map(|logo| logo.bytes).map_err(|refused| wrong(&refused))
}

async fn show_logo(
    identity: &Identity,
    act: &Act,
    owner: Option<RegionCode>,
    id: Uuid,
    logo: Vec<u8>,
) -> Result<(), Failure> {
    let print = fresh_id(act.at).simple().to_string();
    identity.set_application_logo(act, owner, id, Some((&print, logo))).await?;
    Ok(())
}

fn known<T: Copy, const N: usize>(
    option: &str,
    text: &str,
    all: [T; N],
    name: fn(T) -> &'static str,
) -> Result<T, Failure> {
    let names = all.map(name).join(", ");
    let found = all.into_iter().find(|known| name(*known) == text);
    found.ok_or_else(|| Failure::Usage(format!("--{option}: pilih salah satu: {names}")))
}

async fn find(settings: Settings, id: Uuid) -> Result<(Parts, Identity, Application), Failure> {
    let parts = Parts::visit_standing(settings).await?;
    let identity = parts.identity().await?;
    let application = identity.application(id).await?;
    let application = application.ok_or_else(|| Failure::failed("tidak ada aplikasi dengan client_id itu"))?;
    Ok((parts, identity, application))
}

async fn made(
    parts: &Parts,
    identity: &Identity,
    command: &'static str,
    owner: Option<RegionCode>,
    id: Uuid,
) -> Result<String, Failure> {
    let offered = identity.offer_application_secret(id);
    identity.use_application_secret(&parts.act(command), owner, id, &offered.seed).await?;
    Ok(offered.secret)
}

fn told(identity: &Identity, id: Uuid, secret: Option<&str>, as_json: bool) {
    let issuer = identity.site().as_str();
    if as_json {
        println!("{}", json!({ "client_id": id, "client_secret": secret, "issuer": issuer }));
        return;
    }
    println!("issuer         {issuer}");
    println!("client_id      {id}");
    if let Some(secret) = secret {
        println!("client_secret  {secret}");
        eprintln!("Simpan rahasianya sekarang: tidak dapat ditampilkan lagi.");
    }
}

fn described(of: &Application) -> Value {
    json!({
        "client_id": of.id,
        "name": of.name,
        "domain": of.owner.map_or(Domain::National, Domain::Region),
        "agency": of.agency,
        "state": state(of.state),
        "sector": of.sector,
        "logo": of.logo,
        "redirect_uris": of.redirects,
        "post_logout_redirect_uris": of.post_logout_redirects,
        "initiate_login_uri": of.initiate_login,
        "backchannel_logout_uri": of.backchannel_logout,
        "token_endpoint_auth_method": of.authentication.as_str(),
        "id_token_signed_response_alg": of.id_token_algorithm.as_str(),
        "require_pushed_authorization_requests": of.require_par,
        "claims": of.claims,
    })
}

const fn state(state: ApplicationState) -> &'static str {
    match state {
        ApplicationState::Active => "active",
        ApplicationState::Paused => "paused",
    }
}
