//! One request, and its answer.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_rights::{Answer, AnswerRefused, Request, Right, State, Wish, grounds};
use balai_storage::audit::Looked;
use uuid::Uuid;

use super::list::{left, tag};
use super::{Answers, Room};
use crate::asked::Asked;
use crate::desk::typed::Typed;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::Frame;
use crate::reply;
use crate::root::signup::status::Tag;
use crate::words::Words;

/// What is answered.
const ANSWER: &str = "jawaban";
/// On which ground.
const GROUND: &str = "pasal";
/// In which words.
const WORDS: &str = "kata";
/// It is done.
const DONE: &str = "selesai";
/// It is refused.
const REFUSED: &str = "tolak";
/// More proof is needed.
const PROOF: &str = "bukti";

/// The page.
#[derive(Template)]
#[template(path = "privacy/one.html")]
pub struct One {
    /// The language of desks.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// The list.
    pub back: &'static str,
    /// The page's own path.
    pub here: String,
    /// What was just done.
    pub news: Option<&'static str>,
    /// Its number and what is asked.
    pub heading: String,
    /// Where it stands.
    pub tag: Tag,
    /// Who asks, what, by when.
    pub rows: Vec<(&'static str, String)>,
    /// What the platform has done by itself.
    pub itself: Option<&'static str>,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The form, while it waits.
    pub desk: Option<Desk>,
}

/// The form.
#[derive(Clone, Debug)]
pub struct Desk {
    /// What is answered.
    pub answer: Field,
    /// Its choices.
    pub answers: Vec<Choice>,
    /// On which ground it is refused.
    pub ground: Field,
    /// The grounds that this right knows.
    pub grounds: Vec<Choice>,
    /// What is said.
    pub words: Field,
}

/// `GET` of one request. That somebody reads it stands in the trail.
pub async fn show<A: Answers>(at: A, id: web::Path<String>, asked: Asked) -> Result<HttpResponse, Fault> {
    let room = at.room().await?;
    let request = find(&room, &id).await?;
    at.looked(&Looked::at("rights_request", request.id)).await?;
    let news = match asked.text("kabar") {
        "dijawab" => Some("Jawaban tercatat. Pemohon diberi tahu lewat surat atau pesan singkat."),
        "lewat" => Some("Permintaan ini sudah dijawab atau dibatalkan."),
        _ => None,
    };
    reply::page(&page(room, &request, Desk::of(request.right, &Typed::default()), news).await?)
}

/// `POST` of its answer.
pub async fn submit<A: Answers>(at: A, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let room = at.room().await?;
    let request = find(&room, &id).await?;
    at.looked(&Looked::at("rights_request", request.id)).await?;
    let mut desk = Desk::of(request.right, &typed);
    let Some((answer, words)) = desk.read(request.right) else {
        return reply::to_correct(&page(room, &request, desk, None).await?);
    };
    let (rights, by) = (&room.person.app.rights, room.person.who.name.as_str());
    let here = format!("{}/{}", room.path, request.id);
    match rights.answer(&room.person.act, (&room.place, request.id), by, answer, &words).await {
        Ok(()) => Ok(reply::see(format!("{here}?kabar=dijawab"))),
        Err(AnswerRefused::Over) => Ok(reply::see(format!("{here}?kabar=lewat"))),
        Err(AnswerRefused::Unknown | AnswerRefused::Ground) => Err(Fault::NotFound),
        Err(AnswerRefused::Storage(error)) => Err(error.into()),
    }
}

async fn find(room: &Room<'_>, id: &str) -> Result<Request, Fault> {
    let id: Uuid = id.parse().map_err(|_| Fault::NotFound)?;
    room.person.app.rights.one_at(&room.place, id).await?.ok_or(Fault::NotFound)
}

async fn page(room: Room<'_>, request: &Request, desk: Desk, news: Option<&'static str>) -> Result<One, Fault> {
    let waits = request.state == State::Open;
    Ok(One {
        w: Words::default(),
        form: room.person.form.clone(),
        back: room.path,
        here: format!("{}/{}", room.path, request.id),
        news,
        heading: format!("{}: {}", request.number, request.right.title()),
        tag: tag(request, room.person.act.at),
        rows: rows(&room, request).await?,
        itself: itself(request),
        summary: ErrorSummary::of([&desk.answer, &desk.ground, &desk.words]),
        desk: waits.then_some(desk),
        frame: room.frame,
    })
}

async fn rows(room: &Room<'_>, request: &Request) -> Result<Vec<(&'static str, String)>, Fault> {
    let w = Words::default();
    let account = room.person.app.identity.account(request.account).await?;
    let who = account.map_or_else(
        || "akun yang sudah dihapus".to_owned(),
        |account| match account.contact() {
            Some(contact) => format!("{}, {}", account.name, contact.shown()),
            None => account.name.to_string(),
        },
    );
    let mut rows = vec![
        ("Pemohon", who),
        ("Diterima", w.moment(request.made_at, room.zone)),
        ("Paling lambat", room.zone.write_deadline(request.due_at, w.language())),
        ("Dasar", format!("UU Nomor 27 Tahun 2022, {}", request.right.duty())),
    ];
    if request.state == State::Open {
        rows.insert(3, ("Waktu", left(request.due_at - room.person.act.at)));
    }
    if let Some(wish) = &request.wish {
        rows.push(("Isi permintaan", wish.clone()));
    }
    if let Some((at, by)) = &request.answered {
        rows.push(("Dijawab", format!("{}, oleh {by}", w.moment(*at, room.zone))));
    }
    if let Some(ground) = request.ground {
        rows.push(("Dasar penolakan", format!("{}: {}", ground.article, ground.text)));
    }
    if let Some(words) = &request.words {
        rows.push((if request.state == State::Open { "Bukti yang diminta" } else { "Jawaban" }, words.clone()));
    }
    Ok(rows)
}

/// What the platform has done before anybody answers.
fn itself(request: &Request) -> Option<&'static str> {
    match request.right {
        Right::Restriction if request.pauses() => Some(
            "Jeda sudah berlaku sejak permintaan ini diterima: petugas di sini tidak dapat membuka berkas pemohon. Bila ditolak, jeda berakhir.",
        ),
        Right::Withdrawal if request.place.region().is_some() => Some(
            "Semua izin pemohon di sini sudah dicabut seketika, dan salinannya dimusnahkan. Yang sudah menjadi dasar keputusan masih disimpan: jawab apa yang terjadi dengannya.",
        ),
        Right::Access => Some(
            "Yang tersimpan di Balai sudah dilihat sendiri oleh pemohon. Jawab tentang data di luar Balai yang ia tanyakan.",
        ),
        Right::Correction | Right::Restriction | Right::Withdrawal => None,
    }
}

impl Desk {
    /// The form with what was typed.
    pub fn of(right: Right, typed: &Typed) -> Self {
        let (answer, ground) = (typed.field(ANSWER), typed.field(GROUND));
        let choices = [
            Choice::new(DONE, "Sudah dikerjakan"),
            Choice::new(PROOF, "Perlu bukti bahwa pemohon pemilik data itu")
                .hint("Batas waktu tetap berjalan: undang-undang tidak mengenal penghentian."),
            Choice::new(REFUSED, "Ditolak").hint("Pilih dasarnya di bawah."),
        ];
        let none = Choice::new("", "Pilih pasal");
        let known = grounds(right)
            .iter()
            .map(|known| Choice::new(known.word, format!("{}: {}", known.article, known.text)).chosen_in(&ground));
        Self {
            answers: choices.map(|choice| choice.chosen_in(&answer)).to_vec(),
            answer,
            grounds: std::iter::once(none).chain(known).collect(),
            ground,
            words: typed.field(WORDS),
        }
    }

    fn read(&mut self, right: Right) -> Option<(Answer, Wish)> {
        let chosen = self.answer.read(|text| match text {
            DONE | REFUSED | PROOF => Ok(text.to_owned()),
            _ => Err("Pilih jawabannya."),
        });
        let words = self.words.need("Tulis jawaban yang dibaca pemohon.", Wish::parse);
        let answer = match chosen?.as_str() {
            DONE => Answer::Done,
            PROOF => Answer::ProofNeeded,
            _ => Answer::Refused(self.ground.read(|text| {
                let known = grounds(right).iter().find(|known| known.word == text);
                known.ok_or("Pilih pasal yang membolehkan penolakan.")
            })?),
        };
        Some((answer, words?))
    }
}
