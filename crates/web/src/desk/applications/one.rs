//! `/kelola/aplikasi/{id}`: how an application stands, what its people need to try it, and what citizens are asked.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::queries;
use balai_identity::applications::{Application, ApplicationState, Authentication};
use balai_identity::oidc::Discovery;

use super::{HERE, Keeping, find, list, logo, page_of};
use crate::account::applications::asks::{Values, lines};
use crate::account::applications::consent::Card;
use crate::asked::Asked;
use crate::desk::answer;
use crate::desk::typed::Typed;
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "desk/applications/one.html")]
pub struct One {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What was just done.
    pub news: Option<&'static str>,
    /// Its page.
    pub here: String,
    /// Where it stands: the colour and the word.
    pub state: (&'static str, &'static str),
    /// Whether people can sign in to it.
    pub active: bool,
    /// How many citizens use it.
    pub citizens: u64,
    /// The question that citizens are asked.
    pub card: Card,
    /// What its people copy into it: what it is called, and the value.
    pub values: Vec<(&'static str, String)>,
    /// Its secrets.
    pub secrets: Secrets,
    /// What else stands in the registry.
    pub rows: Vec<(&'static str, Vec<String>)>,
}

/// How the secrets of an application stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Secrets {
    /// Whether it proves itself by a secret.
    pub used: bool,
    /// The present one, since when.
    pub present: Option<String>,
    /// The former one, while it counts.
    pub former: Option<String>,
}

/// A question before something is removed.
#[derive(Template)]
#[template(path = "desk/applications/remove.html")]
pub struct Remove {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Its name.
    pub name: String,
    /// Its page.
    pub back: String,
    /// How many citizens use it.
    pub citizens: u64,
}

/// `GET /kelola/aplikasi/{id}`
pub async fn show(staff: Keeping, id: web::Path<String>, asked: Asked) -> Result<HttpResponse, Fault> {
    let application = find(&staff, &id).await?;
    let citizens = staff.app.identity.citizens_of_application(application.id).await?;
    let read = staff.db.read().await?;
    let w = Words::default();
    let region = &staff.tenant.region.name;
    let agency = match application.agency {
        Some(agency) => queries::agency(&read, agency).await?.map(|agency| format!("{}, {region}", agency.name)),
        None => None,
    };
    let page = One {
        w,
        frame: staff.frame(&read, Some(DeskTab::Hall)).await?,
        news: match asked.text("selesai") {
            "daftar" => Some("Aplikasi terdaftar. Salin nilai di bawah ke aplikasi Anda."),
            "simpan" => Some("Aplikasi tersimpan."),
            "rahasia" => Some("Rahasia baru berlaku. Yang lama tetap berlaku sampai Anda membuangnya."),
            "buang" => Some("Rahasia lama tidak berlaku lagi."),
            "jeda" => Some("Aplikasi dihentikan. Tidak ada warga yang dapat masuk ke sana."),
            "buka" => Some("Aplikasi aktif lagi."),
            "logo" => Some("Logo tersimpan."),
            _ => None,
        },
        here: page_of(&application),
        state: list::state(application.state),
        active: application.state == ApplicationState::Active,
        citizens,
        card: Card {
            name: application.name.clone(),
            logo: logo::address(&application),
            who: agency.unwrap_or_else(|| region.clone()),
            by: region.clone(),
            host: application.sector.clone(),
            lines: lines(w, &application, &Values::example()),
            offline: false,
        },
        values: values(&staff, &application),
        secrets: Secrets {
            used: application.authentication != Authentication::PrivateKeyJwt,
            present: application.secret_made_at.map(|at| staff.written(at)),
            former: application.former_secret_made_at.map(|at| staff.written(at)),
        },
        rows: rows(&application),
    };
    answer::page(&page)
}

/// `POST /kelola/aplikasi/{id}/keadaan`
pub async fn turn(staff: Keeping, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let application = find(&staff, &id).await?;
    let (state, done) = match typed.text("ke") {
        "jeda" => (ApplicationState::Paused, "jeda"),
        "buka" => (ApplicationState::Active, "buka"),
        _ => return answer::see(page_of(&application)),
    };
    let owner = Some(staff.tenant.code());
    staff.app.identity.turn_application(&staff.act, owner, application.id, state).await?;
    answer::see(format!("{}?selesai={done}", page_of(&application)))
}

/// `GET /kelola/aplikasi/{id}/hapus`
pub async fn ask(staff: Keeping, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let application = find(&staff, &id).await?;
    let citizens = staff.app.identity.citizens_of_application(application.id).await?;
    let read = staff.db.read().await?;
    let frame = staff.frame(&read, Some(DeskTab::Hall)).await?;
    let back = page_of(&application);
    answer::page(&Remove { w: Words::default(), frame, name: application.name, back, citizens })
}

/// `POST /kelola/aplikasi/{id}/hapus`
pub async fn remove(staff: Keeping, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let application = find(&staff, &id).await?;
    let owner = Some(staff.tenant.code());
    staff.app.identity.remove_application(&staff.act, owner, application.id).await?;
    answer::see(format!("{HERE}?selesai=hapus"))
}

/// What the people of an application copy into it. A library that reads the description needs the first two.
fn values(staff: &Keeping, application: &Application) -> Vec<(&'static str, String)> {
    let site = staff.app.identity.site();
    let described = Discovery::of(site);
    vec![
        ("Penerbit (issuer)", described.issuer),
        ("client_id", application.id.to_string()),
        ("Uraian (discovery)", site.page("/.well-known/openid-configuration")),
        ("Masuk (authorization)", described.authorization_endpoint),
        ("Token", described.token_endpoint),
        ("Kunci (JWKS)", described.jwks_uri),
    ]
}

fn rows(application: &Application) -> Vec<(&'static str, Vec<String>)> {
    let one = |address: &Option<_>| address.iter().map(ToString::to_string).collect::<Vec<String>>();
    let all = |addresses: &[_]| addresses.iter().map(ToString::to_string).collect::<Vec<String>>();
    let rows = vec![
        ("Alamat kembali", all(&application.redirects)),
        ("Beranda", one(&application.homepage)),
        ("Alamat mulai masuk", one(&application.initiate_login)),
        ("Alamat sesudah keluar", all(&application.post_logout_redirects)),
        ("Pemberitahuan keluar", one(&application.backchannel_logout)),
        ("Membuktikan diri dengan", vec![application.authentication.as_str().to_owned()]),
        ("Tanda tangan", vec![application.id_token_algorithm.as_str().to_owned()]),
        ("PAR", application.require_par.then(|| "Wajib".to_owned()).into_iter().collect()),
    ];
    rows.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
}
