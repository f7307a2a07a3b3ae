//! `/kelola/warga/baru`: an account for somebody without a telephone and without an e-mail address. What stands on the card
//! comes first; then it is compared with what the number says, and she agrees.

use actix_web::HttpResponse;
use askama::Template;
use balai_identity::{AssistedRefused, NewAssisted};
use balai_kernel::{Nik, PersonName};
use balai_rbac::support::Reason;

use super::{HERE, Serving, too_many};
use crate::desk::answer;
use crate::desk::typed::Typed;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

const NAME: &str = "nama";
const NUMBER: &str = "nik";
const PURPOSE: &str = "tujuan";
const MATCHES: &str = "cocok";
const AGREES: &str = "setuju";
/// Sent by the second page.
const SECOND: &str = "langkah";
const YES: &str = "ya";

/// What stands on the card.
#[derive(Template)]
#[template(path = "desk/citizens/new.html")]
pub struct New {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The name.
    pub name: Field,
    /// The number.
    pub number: Field,
}

/// What the number says, and what she says.
#[derive(Template)]
#[template(path = "desk/citizens/agree.html")]
pub struct Agree {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The name.
    pub name: Field,
    /// The number.
    pub number: Field,
    /// Name, day of birth and sex, to be compared with the card.
    pub rows: Vec<(&'static str, String)>,
    /// That they are the same.
    pub matches: Field,
    /// Its one answer.
    pub same: Vec<Choice>,
    /// What she wants the account for.
    pub purpose: Field,
    /// That she agreed.
    pub agrees: Field,
    /// Its one answer.
    pub spoken: Vec<Choice>,
}

/// The number has to be looked into first.
#[derive(Template)]
#[template(path = "desk/citizens/looked_into.html")]
pub struct LookedInto {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
}

/// `GET /kelola/warga/baru`
pub async fn show(staff: Serving) -> Result<HttpResponse, Fault> {
    answer::page(&first(&staff, Field::new(NAME), Field::new(NUMBER)).await?)
}

/// `POST /kelola/warga/baru`
pub async fn submit(staff: Serving, typed: Typed) -> Result<HttpResponse, Fault> {
    let (mut name, mut number) = (typed.field(NAME), typed.field(NUMBER));
    let person = name.need("Tulis nama seperti di KTP-el.", PersonName::parse);
    let nik = number.need("Tulis 16 angka NIK dari KTP-el.", Nik::parse);
    let (Some(person), Some(nik)) = (person, nik) else {
        return answer::wrong(&first(&staff, name, number).await?);
    };
    if !typed.has(SECOND) {
        let fields = [Field::new(MATCHES), Field::new(PURPOSE), Field::new(AGREES)];
        return answer::page(&second(&staff, (name, number), &nik, fields).await?);
    }
    let [mut matches, mut purpose, mut agrees] = [MATCHES, PURPOSE, AGREES].map(|name| typed.field(name));
    if matches.value != YES {
        matches.error = Some("Cocokkan dengan KTP-el. Bila tidak sama, jangan buka akun.".to_owned());
    }
    let ask = "Tulis untuk apa akun ini dibuka, seperti yang dikatakan warga.";
    let aim = purpose.need(ask, |text| text.parse::<Reason>().map_err(|_| "Tulis tujuannya, 5 sampai 300 huruf."));
    if agrees.value != YES {
        agrees.error = Some("Akun hanya dibuka bila warga menyetujuinya di depan Anda.".to_owned());
    }
    let (Some(aim), None, None) = (aim, &matches.error, &agrees.error) else {
        return answer::wrong(&second(&staff, (name, number), &nik, [matches, purpose, agrees]).await?);
    };
    let (app, new) = (&staff.app, NewAssisted { name: person, nik, purpose: aim });
    let by = (staff.who.account, staff.who.name.as_str());
    match app.identity.open_assisted(&staff.act, &app.kek, &staff.db, by, &new).await {
        Ok(visit) => answer::see(format!("{HERE}/{}?kabar=dibuka", visit.id)),
        Err(AssistedRefused::LookedInto) => {
            let frame = staff.frame(&staff.db.read().await?, Some(DeskTab::Citizens)).await?;
            answer::conflict(&LookedInto { w: Words::default(), frame })
        }
        Err(AssistedRefused::TooManyTries(until)) => Err(too_many(&staff, until)),
        Err(AssistedRefused::Storage(error)) => Err(error.into()),
    }
}

async fn first(staff: &Serving, name: Field, number: Field) -> Result<New, Fault> {
    let frame = staff.frame(&staff.db.read().await?, Some(DeskTab::Citizens)).await?;
    Ok(New { w: Words::default(), frame, summary: ErrorSummary::of([&name, &number]), name, number })
}

async fn second(
    staff: &Serving,
    (name, number): (Field, Field),
    nik: &Nik,
    [matches, purpose, agrees]: [Field; 3],
) -> Result<Agree, Fault> {
    let w = Words::default();
    let born = nik.birth_date(staff.today()).map_or_else(|| "Tidak terbaca dari NIK".to_owned(), |day| w.date(day));
    let yes = |label: &str, field: &Field| vec![Choice::new(YES, label).chosen_in(field)];
    Ok(Agree {
        w,
        frame: staff.frame(&staff.db.read().await?, Some(DeskTab::Citizens)).await?,
        summary: ErrorSummary::of([&matches, &purpose, &agrees]),
        rows: vec![
            ("Nama", name.value.clone()),
            ("NIK", nik.to_string()),
            ("Tanggal lahir menurut NIK", born),
            ("Jenis kelamin menurut NIK", nik.sex().label().to_owned()),
        ],
        same: yes("Nama, tanggal lahir, dan jenis kelamin sama dengan di KTP-el, dan fotonya cocok", &matches),
        spoken: yes("Warga setuju secara lisan di depan saya", &agrees),
        name,
        number,
        matches,
        purpose,
        agrees,
    })
}
