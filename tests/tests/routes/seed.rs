//! Two regions with the same kinds of things; the other region's bear words that nobody else may read.

use std::collections::BTreeMap;

use balai_catalog::rows::{agency, category, service};
use balai_catalog::search::{Expression, Meanings};
use balai_catalog::standard::DocumentCode;
use balai_catalog::{Adopt, AgencyDetails, CategoryDetails, Editor, Line, Prose, ServiceDetails, queries, sample};
use balai_identity::applications::{
    ApplicationDetails, ApplicationName, AskedClaim, Authentication, ClaimName, IdTokenAlgorithm, RedirectUri,
};
use balai_identity::{
    ChosenPassword, Disclosed, Factors, MandateScope, NewAccount, NewAssisted, NewMandate, TotpSecret,
};
use balai_kernel::{DayHours, Nik, OpenRange, SpecialDay, fresh_id};
use balai_rbac::Role;
use balai_rights::breach::{self, Asked};
use balai_rights::{NewRequest as RightsRequest, Right, Wish};
use balai_tenancy::days::{self, Stretch};
use balai_tenancy::happening::{self, State, Story, When};
use balai_tenancy::{Pledge, hall};
use balai_tests::files::pdf;
use balai_tests::{ACCOUNT, Browser, Site, between};
use balai_vault::{Added, FileName, NewFile, NewRequest, Reason, UploadBegun, Wanted, Whom};
use chrono::{Days, TimeDelta};
use reqwest::multipart::{Form, Part};
use uuid::Uuid;

use crate::people::{Somebody, permitted};

/// A word in what the other region shows its citizens.
pub const SHOWN: &str = "Kenaritujuh";
/// A word in what only the other region's staff may read.
pub const SECRET: &str = "Kenarirahasia";
const LOGO: &[u8] = include_bytes!("../../fixtures/pictures/logo.png");
const PHOTO: &[u8] = include_bytes!("../../fixtures/pictures/photo.png");

/// The ids and slugs of a region's things, by the word that a sample's path uses.
pub type Things = BTreeMap<&'static str, String>;

/// A region of the test: its owner at her desk, and its things.
pub struct Region {
    pub host: &'static str,
    pub code: &'static str,
    pub owner: Browser,
    pub things: Things,
}

/// Fills a region; `shown` and `secret` are the words in its names.
pub async fn region(
    site: &Site,
    host: &'static str,
    code: &'static str,
    owner: &Somebody,
    (shown, secret): (&str, &str),
) -> Region {
    site.adopt(code, &sample::starter(sample::SEED), Adopt::Published).await;
    let mut things = catalogue(site, code, shown, secret).await;
    site.carry_news(code).await;
    things.insert("code", code.to_owned());
    things.insert("account", editor(site, code, secret).await.to_string());
    // a session that was left open somewhere
    owner.at(site, host).await;
    let browser = owner.at(site, host).await;
    applications(site, (owner.id, code), secret, &mut things).await;
    pictures(&browser, host, &things).await;
    things.extend(house(site, code, shown, secret).await);
    things.insert("import", import(&browser, host, secret).await);
    let archived = browser.post(host, "/kelola/katalog/arsip", &[("pilih", &things["spare"])]).await;
    things.insert("undo", between(archived.location(), "urungan=", "&"));
    let fields = [("surel", &*format!("{secret}@contoh.go.id")), ("peran", "catalogue_editor"), ("bagian", "")];
    let invited = browser.post(host, "/kelola/pegawai/undang", &fields).await;
    assert_eq!(invited.status, 303, "{}", invited.text());
    let list = browser.get(host, "/kelola/pegawai").await;
    things.insert("invitation", list.between("/kelola/pegawai/undangan/", "/ulang"));
    let fields = [("nama", &*format!("Peran {secret}")), ("izin", "desk enter")];
    let composed = browser.post(host, "/kelola/pegawai/peran/baru", &fields).await;
    assert_eq!(composed.status, 303, "{}", composed.text());
    let list = browser.get(host, "/kelola/pegawai/peran").await;
    things.insert("role", list.between("<a class=\"govuk-link\" href=\"/kelola/pegawai/peran/", "\""));
    things.insert("nobody", uuid::Uuid::nil().to_string());
    vault(site, (owner.id, code), secret, &mut things).await;
    counter(site, (owner.id, code), secret, &mut things).await;
    rights(site, (owner.id, code), secret, &mut things).await;
    let home = browser.get(host, "/").await;
    things.insert("theme", home.between("/tema-", ".css"));
    let sessions = browser.get(ACCOUNT, "/").await;
    things.insert("session", sessions.between("action=\"/sesi/", "/akhiri"));
    Region { host, code, owner: browser, things }
}

async fn pictures(browser: &Browser, host: &str, things: &Things) {
    let agency = format!("/kelola/instansi/{}/logo", things["agency"]);
    let client = format!("/kelola/aplikasi/{}/logo", things["client"]);
    for (path, field, bytes) in [
        (agency.as_str(), "logo", LOGO),
        (client.as_str(), "logo", LOGO),
        ("/kelola/balai/logo", "berkas", LOGO),
        ("/kelola/balai/foto", "berkas", PHOTO),
    ] {
        let form = Form::new().part(field, Part::bytes(bytes).file_name("gambar.png")).text("uraian", "Gedung putih");
        let answer = browser.send(browser.posting(host, path).multipart(form)).await;
        assert_eq!(answer.status, 303, "{path}: {}", answer.text());
    }
}

/// What the region says of its house: a pledge, an occasion that citizens see, and news that only staff reads.
async fn house(site: &Site, code: &str, shown: &str, secret: &str) -> Things {
    let (act, write) = (site.act(), site.kit.tenant(code).write().await.expect("the region's rows"));
    let mut hall = hall::find(&write).await.expect("rows").expect("a hall");
    hall.pledge = Some(Pledge { text: format!("Janji {shown}"), office: format!("Kepala {shown}"), decree: None });
    hall::save(&write, &act, &hall).await.expect("saved");
    let day = site.today() + Days::new(7);
    let hours = OpenRange::parse("09.00-12.00").expect("hours");
    let mut told = Things::new();
    for (word, title, when) in
        [("occasion", shown, Some(When::new(day, None, hours).expect("a day"))), ("news", secret, None)]
    {
        let story = Story { title: format!("Kabar {title}"), text: title.to_owned(), place: None, when };
        let id = fresh_id(act.at);
        let kept = happening::add(&write, &act, id, &story).await.expect("added");
        told.insert(word, id.to_string());
        if word == "occasion" {
            happening::turn(&write, &act, id, State::Published, site.today()).await.expect("published");
            told.insert("occasion-slug", kept.slug);
        }
    }
    let special = SpecialDay { hours: DayHours::default(), reason: format!("Alasan {shown}") };
    let stretch = Stretch::new(day, None, site.today()).expect("a day to come");
    days::set_special(&write, &act, stretch, &special).await.expect("set");
    write.commit().await.expect("committed");
    told
}

/// A file that waits for her decision.
async fn import(browser: &Browser, host: &str, word: &str) -> String {
    let file = format!("Nama layanan;Instansi;Kategori;Biaya\nLayanan {word} impor;Dinas;Urusan;25 ribu\n");
    let form = Form::new().part("berkas", Part::bytes(file.into_bytes()).file_name(format!("{word}.csv")));
    let answer = browser.send(browser.posting(host, "/kelola/katalog/impor").multipart(form)).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let id = between(answer.location(), "/kelola/katalog/impor/", "/kolom");
    let columns = [("judul", "1"), ("kolom-1", "nama-layanan"), ("kolom-2", "instansi"), ("kolom-4", "biaya")];
    let chosen = browser.post(host, answer.location(), &columns).await;
    assert_eq!(chosen.status, 303, "{}", chosen.text());
    id
}

/// A person of the region's staff.
async fn editor(site: &Site, code: &str, word: &str) -> Uuid {
    let new = NewAccount {
        email: format!("penyunting-{code}@contoh.go.id").parse().expect("an address"),
        name: format!("Wati {word}").parse().expect("a name"),
        password: ChosenPassword::new("kuda lumping makan beling", Factors::WithSecond, &[]).expect("a password"),
        second_factor: Some(TotpSecret::fresh()),
    };
    let id = site.app.identity.open_account(&site.act(), new).await.expect("opened");
    site.app.identity.grant(&site.act(), id, &permitted(Role::CatalogueEditor, code)).await.expect("given");
    id
}

async fn catalogue(site: &Site, code: &str, shown: &str, secret: &str) -> Things {
    let (act, write) = (site.act(), site.kit.tenant(code).write().await.expect("the region's rows"));
    let editor = Editor::new(&write, &act, site.today());
    let page = queries::Page::first(1);
    let first = queries::desk_services(&write, &queries::DeskFilter::default(), page).await.expect("services");
    let first = first.items.into_iter().next().expect("a service");
    let agency = queries::agency(&write, first.agency_id).await.expect("rows").expect("its agency");
    let categories = queries::categories(&write).await.expect("categories");
    let category = categories.into_iter().find(|category| category.id == first.category_id).expect("its category");
    let agency = editor.edit_agency(agency.id, renamed_agency(&agency, shown)).await.expect("edited");
    let category = editor.edit_category(category.id, renamed_category(&category, shown)).await.expect("edited");
    let service = editor.edit_service(first.id, renamed(&first, shown)).await.expect("edited");
    let draft = editor.create_service(renamed(&first, secret)).await.expect("created");
    let expression = Expression::parse(&format!("Padanan {secret}")).expect("two words");
    let meanings = Meanings::parse("akta kelahiran").expect("a meaning");
    let synonym = editor.add_synonym(&expression, &meanings).await.expect("added");
    let spare = editor.create_service(renamed(&first, &format!("{secret} cadangan"))).await.expect("created");
    let gone = editor.create_service(renamed(&first, &format!("{secret} dulu"))).await.expect("created");
    editor.archive(gone.id).await.expect("put away");
    editor.trash(gone.id).await.expect("deleted");
    let doomed = editor.create_service(renamed(&first, &format!("{secret} usang"))).await.expect("created");
    editor.archive(doomed.id).await.expect("put away");
    let mut hall = hall::find(&write).await.expect("rows").expect("a hall");
    hall.address = format!("Jalan {shown} 9");
    hall::save(&write, &act, &hall).await.expect("saved");
    let finding = queries::findings_of(&write, draft.id).await.expect("rows").into_iter().next().expect("a finding");
    write.commit().await.expect("committed");
    Things::from([
        ("finding", finding.id.to_string()),
        ("service", service.id.to_string()),
        ("slug", service.slug),
        ("draft", draft.id.to_string()),
        ("draft-slug", draft.slug),
        ("spare", spare.id.to_string()),
        ("trashed", gone.id.to_string()),
        ("doomed", doomed.id.to_string()),
        ("agency", agency.id.to_string()),
        ("agency-slug", agency.slug),
        ("synonym", synonym.id.to_string()),
        ("category", category.id.to_string()),
        ("category-slug", category.slug),
    ])
}

fn line(kind: &str, word: &str) -> Line {
    Line::parse(&format!("{kind} {word}")).expect("a line")
}

fn renamed(service: &service::Model, word: &str) -> ServiceDetails {
    ServiceDetails {
        name: line("Layanan", word),
        agency: service.agency_id,
        category: service.category_id,
        note: None,
        system: None,
        channels: service.channels.clone(),
        connection: service.connection.clone(),
    }
}

fn renamed_agency(agency: &agency::Model, word: &str) -> AgencyDetails {
    AgencyDetails {
        name: line("Dinas", word),
        short_name: line("D", word),
        kind: agency.kind,
        parent: None,
        address: Prose::parse_optional(&format!("Jalan {word} 3")).expect("an address"),
        hours: None,
        phone: None,
        email: None,
        website: None,
    }
}

fn renamed_category(category: &category::Model, word: &str) -> CategoryDetails {
    CategoryDetails { name: line("Urusan", word), subject: category.subject, position: category.position }
}

/// Two applications of the region; the owner lets one see her name.
async fn applications(site: &Site, (account, code): (Uuid, &str), secret: &str, things: &mut Things) {
    let (identity, act) = (&site.app.identity, site.act());
    let address = format!("https://{}.go.id/kembali", secret.to_lowercase());
    let details = ApplicationDetails {
        name: ApplicationName::parse(&format!("Aplikasi {secret}")).expect("a name"),
        agency: None,
        homepage: None,
        initiate_login: None,
        redirects: vec![RedirectUri::parse(&address).expect("an address")],
        post_logout_redirects: Vec::new(),
        backchannel_logout: None,
        authentication: Authentication::SecretBasic,
        jwks: None,
        id_token_algorithm: IdTokenAlgorithm::Es256,
        claims: vec![AskedClaim::new(ClaimName::Name, "Menyapa Anda di sana", "", false).expect("a reason")],
        require_par: false,
    };
    for thing in ["client", "spare-client"] {
        let owner = Some(code.parse().expect("a code"));
        let id = identity.register_application(&act, owner, &details).await.expect("registered");
        things.insert(thing, id.to_string());
    }
    let client = things["client"].parse().expect("an id");
    identity.consent(&act, account, (client, 1), &[ClaimName::Name], false).await.expect("given");
}

/// What the owner asks about her own data, of her region and of the ministry, and what she was told of a failure.
async fn rights(site: &Site, (account, code): (Uuid, &str), secret: &str, things: &mut Things) {
    let (app, act) = (&site.app, site.act());
    for (thing, place, word) in [("right", code, secret), ("national-right", "nasional", "saya")] {
        let wish = Wish::parse(&format!("Nama {word} keliru ditulis")).expect("a wish");
        let place = place.parse().expect("a place");
        let new = RightsRequest { account, place, right: Right::Correction, wish: Some(wish) };
        things.insert(thing, app.rights.ask(&act, new).await.expect("asked").to_string());
    }
    let asked = Asked {
        from: act.at - TimeDelta::hours(1),
        until: act.at,
        region: Some(code.parse().expect("a code")),
        by: None,
        ip: None,
        kind: None,
    };
    let found = breach::begin(&app.control(), &act, &asked, None).await.expect("rows").expect("a failure");
    let said = || format!("Berkas {secret}");
    let told = Disclosed {
        number: found.number.clone(),
        data: said(),
        when: said(),
        how: said(),
        remedy: said(),
        contact: said(),
    };
    let people = [(account, told)];
    breach::tell((&app.control(), &app.kek, &app.identity), &act, &found, &people).await.expect("told");
    let told = breach::notices_of(&app.control(), &app.kek, account).await.expect("rows");
    things.insert("notice", told[0].id.to_string());
}

/// Documents in the owner's own vault, and an upload on its way.
async fn vault(site: &Site, (account, code): (Uuid, &str), secret: &str, things: &mut Things) {
    let (vault, act) = (&site.app.vault, site.act());
    let colleague = Uuid::from_u128(7);
    let kind = || DocumentCode::parse("KTP").expect("a code");
    for thing in ["document", "spare-document"] {
        let files = vec![pdf(thing, "").into()];
        let new = NewFile { kind: kind(), renews: None, name: FileName::of(&format!("{secret}.pdf")), files };
        let Ok(Added::New(id)) = vault.add(&act, account, new).await else { panic!("added") };
        things.insert(thing, id.to_string());
        let document = vault.document(account, id).await.expect("rows").expect("just added");
        things.entry("version").or_insert(document.newest().id.to_string());
    }
    let begun = UploadBegun { kind: kind(), renews: None, name: FileName::default(), pages: vec![9] };
    things.insert("upload", vault.begin_upload(&act, account, &begun).await.expect("begun").id.to_string());
    for thing in ["request", "waiting"] {
        let new = NewRequest {
            region: code.parse().expect("a code"),
            service: (things["service"].parse().expect("an id"), format!("Layanan {secret}")),
            agency: format!("Dinas {secret}"),
            by: (colleague, format!("Siti {secret}")),
            wanted: vec![Wanted { kind: kind(), requirement: format!("KTP {secret}") }],
            reason: Reason::parse(&format!("Mengurus akta {secret}")).expect("a reason"),
            days: 7,
            spoken: false,
        };
        let id = vault.ask(&act, Whom::Account(Some(account)), new).await.expect("asked");
        things.insert(thing, id.to_string());
    }
    let document = things["document"].parse().expect("an id");
    let id: Uuid = things["request"].parse().expect("an id");
    let request = vault.request_to(account, id).await.expect("rows").expect("asked");
    let item = request.items[0].id;
    vault.answer(&act, account, id, &[(item, document)]).await.expect("answered");
    let request = vault.request_to(account, id).await.expect("rows").expect("asked");
    let mark = vault.mark(&act, &request, item, (colleague, &format!("Siti {secret}"))).await.expect("marked");
    things.insert("item", item.to_string());
    things.insert("mark", mark.to_string());
}

/// Somebody without a telephone sits before the owner, with a document that she lets be used, and a sheet.
async fn counter(site: &Site, (clerk, code): (Uuid, &str), secret: &str, things: &mut Things) {
    let (app, act, db) = (&site.app, site.act(), site.kit.tenant(code));
    let new = NewAssisted {
        name: format!("Mbok {secret}").parse().expect("a name"),
        nik: Nik::parse(&format!("{}011208900007", code.replace('.', ""))).expect("a number"),
        purpose: "Menyimpan KK".parse().expect("a purpose"),
    };
    let by = (clerk, "Siti Aminah");
    let visit = app.identity.open_assisted(&act, &app.kek, &db, by, &new).await.expect("opened");
    app.identity.renew_sheet(&act, &db, &visit).await.expect("rows").expect("a sheet");
    let child = NewAssisted {
        name: format!("Kecil {secret}").parse().expect("a name"),
        nik: Nik::parse(&format!("{}011208200008", code.replace('.', ""))).expect("a number"),
        purpose: "Diurus orang tuanya".parse().expect("a purpose"),
    };
    let grown = act.at + chrono::TimeDelta::days(4000);
    app.identity.open_child(&act, &app.kek, &db, (&visit, by.1), &child, grown).await.expect("a child");
    let parent = app.identity.parents_in(db.code(), None, 1).await.expect("rows");
    things.insert("parent", parent[0].id.to_string());
    let region = code.parse().expect("a code");
    let seen = app.identity.sightings_in(region, None, 1).await.expect("rows");
    let kind = || DocumentCode::parse("KTP").expect("a code");
    let file = NewFile {
        kind: kind(),
        renews: None,
        name: FileName::of(&format!("{secret}.pdf")),
        files: vec![pdf("kartu mbok", "").into()],
    };
    let Ok(Added::New(document)) = app.vault.add(&act, visit.account, file).await else { panic!("added") };
    let wanted = NewRequest {
        region,
        service: (things["service"].parse().expect("an id"), format!("Layanan {secret}")),
        agency: format!("Dinas {secret}"),
        by: (clerk, format!("Siti {secret}")),
        wanted: vec![Wanted { kind: kind(), requirement: format!("KTP {secret}") }],
        reason: Reason::parse(&format!("Mengurus akta {secret}")).expect("a reason"),
        days: 7,
        spoken: true,
    };
    let id = app.vault.ask_aloud(&act, visit.account, wanted, &[document]).await.expect("agreed");
    let request = app.vault.request_to(visit.account, id).await.expect("rows").expect("asked");
    let agent = format!("{}@contoh.id", secret.to_lowercase()).parse().expect("an address");
    let ends_at = act.at + chrono::TimeDelta::days(30);
    let mandate = NewMandate { agent, scope: MandateScope::All, ends_at };
    let mandate = app.identity.appoint(&act, clerk, &mandate).await.expect("appointed");
    things.insert("mandate", mandate.to_string());
    things.insert("visit", visit.id.to_string());
    things.insert("sighting", seen[0].id.to_string());
    things.insert("aloud", request.items[0].id.to_string());
}

/// Two people wrote the same number; returns the case of the ministry.
pub async fn number_in_two_accounts(site: &Site) -> String {
    let (identity, act) = (&site.app.identity, site.act());
    let nik = Nik::parse("3314011208900008").expect("a number");
    for email in ["satu@contoh.id", "dua@contoh.id"] {
        let new = NewAccount {
            email: email.parse().expect("an address"),
            name: "Sri Rahayu".parse().expect("a name"),
            password: ChosenPassword::new("kuda lumping makan beling", Factors::WithSecond, &[]).expect("a password"),
            second_factor: None,
        };
        let id = identity.open_account(&act, new).await.expect("opened");
        identity.record_number(&act, &site.app.kek, id, &nik).await.expect("recorded");
    }
    identity.cases(&site.app.kek, true, None, 1).await.expect("rows")[0].id.to_string()
}
