//! One agency's application in Sragen, for trying a sign-in out. Its secret is made on the first run and kept in `demo.json`.

use balai_identity::applications::{
    ApplicationDetails, ApplicationName, AskedClaim, Authentication, ClaimName, IdTokenAlgorithm, RedirectUri,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::regions::Standing;
use super::report;
use crate::failure::Failure;
use crate::parts::Parts;

/// The region whose it is.
const REGION: &str = "33.14";
/// Where it would answer, on the reader's own machine.
const SITE: &str = "http://pajak.localhost:9314";

/// An application of the demonstration, as `demo.json` holds it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DemoApplication {
    /// The region.
    pub domain: String,
    /// Its name.
    pub name: String,
    /// Its id.
    pub client_id: Uuid,
    /// Its secret.
    pub client_secret: String,
    /// Where people return to.
    pub redirect_uri: String,
}

/// Registers what is missing.
pub async fn set_up(parts: &Parts, regions: &[Standing]) -> Result<Vec<DemoApplication>, Failure> {
    let Some(region) = regions.iter().find(|region| region.plan.code == REGION) else { return Ok(Vec::new()) };
    let identity = parts.identity().await?;
    let owner = Some(region.tenant.code());
    if let Some(known) = report::known_applications(parts).into_iter().next()
        && identity.application_of(owner, known.client_id).await?.is_some()
    {
        return Ok(vec![known]);
    }
    let (act, details) = (parts.act("demo"), details(region.agency.as_ref().map(|(id, _)| *id)));
    let id = identity.register_application(&act, owner, &details).await.map_err(Failure::failed)?;
    let offered = identity.offer_application_secret(id);
    identity.use_application_secret(&act, owner, id, &offered.seed).await?;
    Ok(vec![DemoApplication {
        domain: REGION.to_owned(),
        name: details.name.to_string(),
        client_id: id,
        client_secret: offered.secret,
        redirect_uri: details.redirects[0].to_string(),
    }])
}

fn details(agency: Option<Uuid>) -> ApplicationDetails {
    let address = |path: &str| RedirectUri::parse(&format!("{SITE}{path}")).expect("an address");
    let asked = |claim, reason: &str, voluntary| AskedClaim::new(claim, reason, "", voluntary).expect("a reason");
    ApplicationDetails {
        name: ApplicationName::parse("Pajak Daerah Contoh").expect("a name"),
        agency,
        homepage: Some(address("/")),
        initiate_login: Some(address("/mulai")),
        redirects: vec![address("/kembali")],
        post_logout_redirects: vec![address("/")],
        backchannel_logout: None,
        authentication: Authentication::SecretBasic,
        jwks: None,
        id_token_algorithm: IdTokenAlgorithm::Es256,
        claims: vec![
            asked(ClaimName::Name, "Menyapa Anda dan menulis nama di bukti bayar.", false),
            asked(ClaimName::Email, "Mengirim bukti bayar.", true),
        ],
        require_par: false,
    }
}
