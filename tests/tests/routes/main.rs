//! Every route of the product is walked: by the owner, with another region's cookie, and with another region's ids.
//! A route without a sample fails, and so does a sample without a route.

#[path = "../signing_in/support.rs"]
#[allow(dead_code, reason = "shared with the tests of signing in, which use the rest")]
mod people;
#[path = "../sign_up_pages/support.rs"]
#[allow(dead_code, reason = "shared with the tests of the sign-up, which use the rest")]
mod sign_up;

mod bad_days;
mod ministry;
mod seed;
mod table;
mod views;

use std::collections::BTreeSet;

use actix_web::http::Method;
use balai_catalog::queries;
use balai_rbac::Role;
use balai_tenancy::broadcasts::{Body, Importance, NewBroadcast, Provinces, Title};
use balai_tenancy::holidays;
use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN};
use balai_tests::{ACCOUNT, Answer, Browser, NATIONAL, ROOT, Site};
use balai_web::host::SiteKind;
use balai_web::route::{Access, Route};
use balai_web::routes;
use chrono::TimeDelta;
use people::{OTHER, SESSION, Somebody};
use reqwest::multipart::{Form, Part};
use rstest::rstest;
use seed::{Region, SECRET, SHOWN, Things};
use table::{MULTIPART, Sample};

/// Deeds that anybody may do, and why each does no harm.
const OPEN_DEEDS: &[(SiteKind, &str, &str)] = &[
    (SiteKind::Region, "/keluar", "ends the session of the browser that asks, nobody else's"),
    (SiteKind::National, "/keluar", "ends the session of the browser that asks, nobody else's"),
    (SiteKind::Account, "/keluar", "ends the session of the browser that asks, nobody else's"),
    (SiteKind::Account, "/masuk", "signing in; tries are counted"),
    (SiteKind::Account, "/masuk/kode", "signing in; tries are counted, and the password was given"),
    (SiteKind::Account, "/daftar", "sends a code to an address; codes are counted"),
    (SiteKind::Account, "/daftar/kode", "the browser's own registration; tries are counted"),
    (SiteKind::Account, "/daftar/kode/ulang", "the browser's own registration; codes are counted"),
    (SiteKind::Account, "/daftar/nama", "the browser's own registration, by its token"),
    (SiteKind::Account, "/daftar/sandi", "the browser's own registration, by its token"),
    (SiteKind::Account, "/nasional/daftar", "sends a code to an address; codes are counted"),
    (SiteKind::Account, "/nasional/daftar/kode", "the browser's own registration; tries are counted"),
    (SiteKind::Account, "/nasional/daftar/kode/ulang", "the browser's own registration; codes are counted"),
    (SiteKind::Account, "/nasional/daftar/nama", "the browser's own registration, by its token"),
    (SiteKind::Account, "/pulihkan", "sends a code to an address; codes are counted"),
    (SiteKind::Account, "/pulihkan/kode", "the browser's own recovery; tries are counted"),
    (SiteKind::Account, "/pulihkan/kode/ulang", "the browser's own recovery; codes are counted"),
    (SiteKind::Account, "/pulihkan/sandi", "the browser's own recovery, by its token"),
    (SiteKind::Account, "/ambil-alih", "the code of a sheet and a number; tries are counted"),
    (SiteKind::Account, "/ambil-alih/kontak", "sends a code to an address, for whom showed a sheet; codes are counted"),
    (SiteKind::Account, "/ambil-alih/kode", "the browser's own way; tries are counted"),
    (SiteKind::Account, "/ambil-alih/kode/ulang", "the browser's own way; codes are counted"),
    (SiteKind::Account, "/ambil-alih/sandi", "the browser's own way, by its token"),
    (SiteKind::Account, "/batal-ganti/{token}", "the token of a letter, once"),
    (SiteKind::Account, "/masuk/kunci", "signing in; tries are counted"),
    (SiteKind::Account, "/masuk/kunci/mulai", "asks the browser for a passkey; ceremonies are counted"),
    (SiteKind::Account, "/masuk/kode/kunci", "signing in; tries are counted, and the password was given"),
    (SiteKind::Account, "/daftar/kunci", "the browser's own registration, by its token"),
    (SiteKind::Account, "/daftar/kunci/mulai", "the browser's own registration, by its token"),
    (SiteKind::Account, "/batal-hapus/{token}", "the token of a letter, once"),
    (SiteKind::Account, "/undangan/{token}", "the token of a letter, once"),
    (SiteKind::Account, "/undangan/{token}/terima", "the token of a letter, once"),
    (SiteKind::Account, "/token", "the code and the verifier of a crossing, once"),
    (SiteKind::Account, "/otorisasi", "leads to the same request by GET"),
    (SiteKind::Account, "/par", "an application's secret or signature; requests are counted"),
    (SiteKind::Account, "/userinfo", "reads what the token opens"),
    (SiteKind::Account, "/introspeksi", "an application's secret or signature, of its own tokens"),
    (SiteKind::Account, "/cabut", "an application's secret or signature, of its own tokens"),
    (SiteKind::Account, "/keluar/aplikasi", "leads to the same request by GET"),
    (SiteKind::Account, "/keluar/aplikasi/ya", "ends the session of the browser that asks, nobody else's"),
    (SiteKind::Root, "/daftar/daerah", "begins a draft of the browser's own"),
    (SiteKind::Root, "/daftar/penanggung-jawab", "the browser's own draft, by its token"),
    (SiteKind::Root, "/daftar/surat", "the browser's own draft, by its token"),
    (SiteKind::Root, "/daftar/perjanjian", "the browser's own draft, by its token"),
    (SiteKind::Root, "/daftar/periksa", "the browser's own draft, by its token"),
    (SiteKind::Root, "/daftar/simpan", "the browser's own draft, by its token"),
    (SiteKind::Root, "/daftar/konfirmasi/{token}", "the token of a letter, once"),
    (SiteKind::Root, "/daftar/konfirmasi/{token}/baru", "writes to the address that the token belongs to"),
    (SiteKind::Root, "/daftar/status", "shows where a sign-up stands by its number and its address"),
    (SiteKind::Root, "/daftar/status/tautan", "writes to the address of the sign-up only"),
];

/// Both regions filled, a sign-up at the ministry, and somebody of the ministry.
struct World {
    site: Site,
    ours: Region,
    theirs: Region,
    officer: Browser,
}

async fn world(kind: Kind) -> World {
    let site = Site::open(kind).await;
    sign_up::applied(&site, "33.15", sign_up::EMAIL).await;
    let officer = sign_up::officer(&site, "agus@kementerian.go.id", "Agus Salim", Role::MinistryAdmin).await;
    Somebody::with(&site, "lina@kementerian.go.id", Role::MinistryAnalyst, "nasional").await;
    let (owner, other) = (Somebody::owner(&site).await, Somebody::other_owner(&site).await);
    let names = ("Merpatitujuh", "Merpatirahasia");
    let mut ours = Box::pin(seed::region(&site, people::SRAGEN, SRAGEN, &owner, names)).await;
    let mut theirs = Box::pin(seed::region(&site, OTHER, BENGKULU_TENGAH, &other, (SHOWN, SECRET))).await;
    for region in [&ours, &theirs] {
        let lends = region.owner.post(region.host, "/kelola/katalog/izin-salin", &[("izin", "ya")]).await;
        assert_eq!(lends.status, 303, "{}", lends.text());
        site.carry_news(region.code).await;
    }
    for region in [&mut ours, &mut theirs] {
        let page = region.owner.get(region.host, "/kelola/katalog/salin?q=paspor").await;
        region.things.insert("lent", page.between("href=\"/kelola/katalog/salin/", "\""));
    }
    for region in [&mut ours, &mut theirs] {
        let fields = [("surel", "lina@kementerian.go.id"), ("lama", "1-hari"), ("alasan", "Impor gagal")];
        let given = region.owner.post(region.host, "/kelola/bantuan", &fields).await;
        assert_eq!(given.status, 303, "{}", given.text());
        let page = region.owner.get(region.host, "/kelola/bantuan").await;
        region.things.insert("support", page.between("action=\"/kelola/bantuan/", "/cabut"));
    }
    let application = officer.get(NATIONAL, "/").await.between("/pendaftaran/", "\"");
    let letter = site.browser().get(ROOT, "/kotak-surat").await.between("href=\"/kotak-surat/", "\"");
    let (broadcast, holidays) = told(&site).await;
    let case = seed::number_in_two_accounts(&site).await;
    for things in [&mut ours.things, &mut theirs.things] {
        things.insert("broadcast", broadcast.clone());
        things.insert("holidays", holidays.clone());
        things.insert("application", application.clone());
        things.insert("letter", letter.clone());
        things.insert("case", case.clone());
    }
    World { site, ours, theirs, officer }
}

/// A message of the ministry to all regions, and a file of holidays that waits.
async fn told(site: &Site) -> (String, String) {
    let new = NewBroadcast {
        title: Title::parse("Pemeliharaan").expect("a title"),
        body: Body::parse("Sabtu malam.").expect("a body"),
        importance: Importance::Usual,
        provinces: Provinces::default(),
        from: site.app.clock.now(),
        until: None,
    };
    let broadcast = site.app.broadcasts.write(&site.act(), &new).await.expect("written");
    let file = "date,name,type\n2030-01-01,Tahun Baru,libur_nasional\n";
    let listed = holidays::read(file).expect("it reads");
    let draft = site.app.holidays.draft(&site.act(), listed).await.expect("kept");
    (broadcast.to_string(), draft.to_string())
}

/// A sample's text with a region's things in it.
fn with(text: &str, things: &Things) -> String {
    things.iter().fold(text.to_owned(), |text, (word, thing)| text.replace(&format!("{{{word}}}"), thing))
}

fn host(world: &World, site: SiteKind) -> &'static str {
    match site {
        SiteKind::Root => ROOT,
        SiteKind::Account => ACCOUNT,
        SiteKind::National => NATIONAL,
        SiteKind::Region => world.ours.host,
    }
}

/// Asks as a sample says, with a region's things.
async fn ask(browser: &Browser, host: &str, sample: &Sample, things: &Things) -> Answer {
    let path = with(sample.path, things);
    if sample.method == Method::GET {
        return browser.get(host, &path).await;
    }
    if sample.method != Method::POST {
        let asking = browser.asking(sample.method.as_str().parse().expect("a method"), host, &path);
        let asking = asking.header("Tus-Resumable", "1.0.0").header("Upload-Offset", 0);
        return browser.send(asking.header("Content-Type", "application/offset+octet-stream")).await;
    }
    let posting = browser.posting(host, &path);
    if sample.form == MULTIPART {
        let file = || Part::bytes(sign_up::PDF).file_name("berkas.pdf");
        return browser
            .send(posting.multipart(Form::new().part("logo", file()).part("surat", file()).part("berkas", file())))
            .await;
    }
    let posting = posting.header("Content-Type", "application/x-www-form-urlencoded");
    browser.send(posting.body(with(sample.form, things))).await
}

/// The routes with their samples, in an order in which nobody is signed out before the end.
fn walk() -> Vec<(Route, Sample)> {
    let samples = table::all();
    let mut walk: Vec<_> = routes::all()
        .into_iter()
        .map(|route| {
            let sample = samples.iter().find(|sample| key(sample) == name(&route));
            let sample = sample.unwrap_or_else(|| panic!("no sample for {}", name(&route))).clone();
            (route, sample)
        })
        .collect();
    let ends = |route: &Route| route.path.starts_with("/keluar") && !route.path.starts_with("/keluarga");
    walk.sort_by_key(|(route, _)| (route.method != Method::GET, ends(route)));
    walk
}

fn name(route: &Route) -> String {
    format!("{:?} {} {}", route.site, route.method, route.path)
}

fn key(sample: &Sample) -> String {
    format!("{:?} {} {}", sample.site, sample.method, sample.pattern)
}

fn is_public(route: &Route) -> bool {
    matches!(route.access, Access::Public(_))
}

fn leaks(answer: &Answer) -> bool {
    let headers = format!("{:?}", answer.headers);
    let words = [SHOWN, SECRET, &SECRET.to_lowercase()];
    answer.says(SHOWN) || answer.says(SECRET) || words.iter().any(|word| headers.contains(word))
}

/// What a walk found wrong, all of it at once.
#[derive(Default)]
struct Findings(Vec<String>);

impl Findings {
    fn expect(&mut self, right: bool, what: &str, route: &Route, answer: &Answer) {
        if !right {
            let text = String::from_utf8_lossy(&answer.body);
            let title = text.split("<title>").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
            let led = answer.location();
            self.0.push(format!("{what}: {}: {} {led} {title}", name(route), answer.status));
        }
    }

    fn none(self) {
        assert!(self.0.is_empty(), "{} findings:\n{}", self.0.len(), self.0.join("\n"));
    }
}

#[test]
fn every_route_has_a_sample_and_every_sample_a_route() {
    let (routes, samples) = (routes::all(), table::all());
    let named: BTreeSet<String> = routes.iter().map(name).collect();
    let tried: BTreeSet<String> = samples.iter().map(key).collect();
    assert_eq!(named.difference(&tried).collect::<Vec<_>>(), Vec::<&String>::new(), "routes without a sample");
    assert_eq!(tried.difference(&named).collect::<Vec<_>>(), Vec::<&String>::new(), "samples without a route");
    assert_eq!((routes.len(), samples.len()), (named.len(), tried.len()), "each once");
}

#[test]
fn a_public_route_says_why_and_a_deed_for_anybody_is_on_the_list() {
    let mut deeds = BTreeSet::new();
    for route in routes::all() {
        let Access::Public(reason) = route.access else { continue };
        assert!(reason.trim().len() > 5, "{}: {reason:?}", name(&route));
        if ![Method::GET, Method::HEAD].contains(&route.method) {
            let listed = OPEN_DEEDS.iter().any(|(site, path, _)| (*site, *path) == (route.site, route.path));
            assert!(listed, "{} changes something and is open to anybody", name(&route));
            deeds.insert(name(&route));
        }
    }
    assert_eq!(deeds.len(), OPEN_DEEDS.len(), "the list names no deed that is gone: {deeds:?}");
}

#[rstest]
#[tokio::test]
async fn every_page_answers_who_may_come_and_shows_nothing_of_the_other_region(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let world = Box::pin(world(kind)).await;
    let mut findings = Findings::default();
    for (route, sample) in walk().iter().filter(|(route, _)| route.method == Method::GET) {
        let browser = match route.site {
            SiteKind::National => &world.officer,
            _ => &world.ours.owner,
        };
        let answer = ask(browser, host(&world, route.site), sample, &world.ours.things).await;
        findings.expect(answer.status == sample.status, &format!("not {}", sample.status), route, &answer);
        // the national search finds what a region has published, the list of what may be copied shows what it lends, and
        // neither tells anything else of it
        let is_told = route.site == SiteKind::Root || route.path == "/kelola/katalog/salin";
        let leaked = if is_told { answer.says(SECRET) } else { leaks(&answer) };
        findings.expect(!leaked, "the other region's words", route, &answer);
    }
    findings.none();
}

#[rstest]
#[tokio::test]
async fn the_canary_sings_at_home_and_what_is_a_draft_only_at_the_desk(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let world = Box::pin(world(kind)).await;
    let (theirs, stranger) = (&world.theirs, world.site.browser());
    let (mut findings, mut shown, mut secret) = (Findings::default(), 0, 0);
    let walk = walk();
    for (route, sample) in walk.iter().filter(|(route, _)| route.method == Method::GET) {
        if route.site == SiteKind::Region {
            let answer = ask(&theirs.owner, theirs.host, sample, &theirs.things).await;
            shown += usize::from(answer.says(SHOWN));
            secret += usize::from(answer.says(SECRET));
            let draft = sample.path.contains("{draft}");
            findings.expect(!draft || answer.says(SECRET), "no canary at home", route, &answer);
        }
        if is_public(route) && matches!(route.site, SiteKind::Region | SiteKind::Root) {
            let at = if route.site == SiteKind::Root { ROOT } else { theirs.host };
            let things = Things::from([("letter", "00000000-0000-0000-0000-000000000001".to_owned())]);
            let things: Things = theirs.things.clone().into_iter().chain(things).collect();
            let answer = ask(&stranger, at, sample, &things).await;
            findings.expect(!answer.says(SECRET), "a draft in public", route, &answer);
        }
    }
    assert!(shown > 20 && secret > 6, "the walk sees what it looks for: {shown} and {secret} pages");
    for path in ["/layanan/{draft-slug}", "/layanan/{draft-slug}/daftar", "/api/v1/services/{draft-slug}"] {
        let answer = stranger.get(theirs.host, &with(path, &theirs.things)).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(!leaks(&answer), "{path}");
    }
    findings.none();
}

#[rstest]
#[tokio::test]
async fn with_another_regions_ids_nothing_is_found_and_nothing_changes(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let world = Box::pin(world(kind)).await;
    let (ours, theirs) = (&world.ours, &world.theirs);
    let before = state(&world).await;
    let mut findings = Findings::default();
    for (route, sample) in walk().iter().filter(|(route, _)| !["/keluar", "/keluar/aplikasi/ya"].contains(&route.path))
    {
        if !matches!(route.site, SiteKind::Region | SiteKind::Account) {
            continue;
        }
        let answer = ask(&ours.owner, host(&world, route.site), sample, &theirs.things).await;
        findings.expect(answer.status < 500, "a fault of ours", route, &answer);
        findings.expect(!leaks(&answer), "the other region's words", route, &answer);
        let path = sample.path.split('?').next().expect("a path");
        if with(path, &ours.things) != with(path, &theirs.things) {
            findings.expect(answer.status == 404, "found", route, &answer);
        }
    }
    findings.none();
    assert_eq!(state(&world).await, before, "nothing of theirs changed");
}

#[rstest]
#[tokio::test]
async fn a_session_of_one_region_opens_no_guarded_route_of_another_host(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let world = Box::pin(world(kind)).await;
    let (ours, theirs) = (&world.ours, &world.theirs);
    let token = ours.owner.cookie(ours.host, SESSION).expect("a session");
    let thief = world.site.browser();
    thief.set_cookie(theirs.host, SESSION, &token);
    thief.set_cookie(NATIONAL, SESSION, &token);
    thief.set_cookie(ACCOUNT, SESSION, &token);
    let known = ours.owner.clone();
    for (at, path) in [(theirs.host, "/kelola"), (NATIONAL, "/")] {
        let (_, answer) = known.follow(at, path).await;
        assert_eq!(answer.status, 403, "known there, but without a role: {}", answer.text());
    }
    let before = state(&world).await;
    let mut findings = Findings::default();
    for (route, sample) in walk().iter().filter(|(route, _)| !is_public(route)) {
        let at = if route.site == SiteKind::Region { theirs.host } else { host(&world, route.site) };
        // the posts of one address are counted
        world.site.clock.advance(TimeDelta::seconds(2));
        for browser in [&thief, &world.site.browser()] {
            let answer = ask(browser, at, sample, &theirs.things).await;
            let asked = answer.status == 303 && answer.location().starts_with("/masuk?ke=");
            findings.expect(asked, "not asked to sign in", route, &answer);
            findings.expect(!leaks(&answer), "the other region's words", route, &answer);
        }
        if route.site != SiteKind::Account && route.access != Access::SignedIn {
            let answer = ask(&known, at, sample, &theirs.things).await;
            findings.expect(answer.status == 403, "not refused", route, &answer);
            findings.expect(!leaks(&answer), "the other region's words", route, &answer);
        }
    }
    findings.none();
    assert_eq!(state(&world).await, before, "nothing of theirs changed");
}

#[rstest]
#[tokio::test]
async fn every_form_of_who_may_send_it_is_taken_or_comes_back(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let world = Box::pin(world(kind)).await;
    let before = state(&world).await;
    let mut findings = Findings::default();
    for (route, sample) in walk().iter().filter(|(route, _)| route.method == Method::POST) {
        let browser = match route.site {
            SiteKind::National => &world.officer,
            _ => &world.ours.owner,
        };
        let answer = ask(browser, host(&world, route.site), sample, &world.ours.things).await;
        findings.expect(answer.status < 500, "a fault of ours", route, &answer);
        findings.expect(!leaks(&answer), "the other region's words", route, &answer);
        if route.site == SiteKind::Region {
            let taken = [303, 422, 409].contains(&answer.status);
            findings.expect(taken && !answer.location().starts_with("/masuk"), "not taken", route, &answer);
        }
    }
    findings.none();
    assert_eq!(state(&world).await, before, "nothing of the other region changed");
}

#[rstest]
#[tokio::test]
async fn what_can_do_much_harm_asks_for_a_fresh_proof_and_nothing_else_does(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let world = Box::pin(world(kind)).await;
    let (owner, officer) = (&world.ours.owner, &world.officer);
    let alive = [owner.get(world.ours.host, "/kelola").await.status, officer.get(NATIONAL, "/").await.status];
    assert_eq!(alive, [200, 200]);
    world.site.clock.advance(TimeDelta::minutes(11));
    let before = state(&world).await;
    let (mut findings, mut marked) = (Findings::default(), BTreeSet::new());
    for (route, sample) in walk().iter().filter(|(route, _)| !["/keluar", "/keluar/aplikasi/ya"].contains(&route.path))
    {
        let browser = if route.site == SiteKind::National { officer } else { owner };
        if route.fresh {
            let answer = ask(browser, host(&world, route.site), sample, &world.ours.things).await;
            let asked = answer.status == 303 && answer.location().starts_with("/masuk?ke=");
            findings.expect(asked && answer.location().ends_with("&bukti=1"), "no proof asked", route, &answer);
            let waits = answer.location().starts_with("/masuk?ke=%2Flanjut%2F");
            findings.expect(waits == (route.method == Method::POST), "what was sent is lost", route, &answer);
            marked.insert(route.path.trim_start_matches("/kelola").to_owned());
        } else if route.method == Method::GET {
            let answer = ask(browser, host(&world, route.site), sample, &world.ours.things).await;
            findings.expect(!answer.location().contains("bukti=1"), "a proof asked", route, &answer);
        }
    }
    findings.none();
    for path in [
        "/pegawai/undang",
        "/pegawai/{account}/ubah",
        "/pegawai/{account}/cabut",
        "/pegawai/{account}/serah-terima",
        "/pegawai/peran/{id}",
        "/bantuan",
        "/pengaturan/domain",
        "/pengaturan/surel",
        "/aplikasi/baru",
        "/aplikasi/{id}/ubah",
        "/aplikasi/{id}/rahasia",
        "/daerah/{code}/penutupan",
        "/keamanan/kode",
        "/nik/{id}",
        "/keamanan/kunci",
        "/data-saya",
        "/hapus-akun/tegaskan",
        "/keluarga/tunjuk",
        "/profil/kontak/hapus",
    ] {
        assert!(marked.contains(path), "{path} is dangerous: {marked:?}");
    }
    assert_eq!(marked.len(), 39, "{marked:?}");
    assert_eq!(state(&world).await, before, "nothing changed");
}

/// What the other region is: the state of its catalogue, its services and its people.
async fn state(world: &World) -> Vec<String> {
    let read = world.site.kit.tenant(world.theirs.code).read().await.expect("rows");
    let filter = queries::DeskFilter::default();
    let services = queries::desk_services(&read, &filter, queries::Page::first(1_000)).await.expect("services");
    let agencies = queries::agencies(&read).await.expect("agencies");
    let categories = queries::categories(&read).await.expect("categories");
    let hall = balai_tenancy::hall::find(&read).await.expect("rows");
    drop(read);
    let place = world.theirs.code.parse().expect("a place");
    let staff = world.site.app.identity.staff(&place).await.expect("people");
    let desk = world.theirs.owner.get(world.theirs.host, "/kelola/pegawai").await;
    let invitation = desk.says(&format!("/undangan/{}/tarik", world.theirs.things["invitation"]));
    vec![
        format!("{:?}", services.items),
        format!("{agencies:?}"),
        format!("{categories:?}"),
        format!("{:?}", hall.map(|hall| hall.address)),
        format!("{staff:?}"),
        format!("desk {}, invitation open: {invitation}", desk.status),
    ]
}
