//! `/kelola/pengaturan/surel`: the region's own sender of letters, tried with a letter to oneself.

use actix_web::HttpResponse;
use askama::Template;
use balai_kernel::Email;
use balai_messaging::sender::{self, MailHost, OwnSender, SenderDetails, SenderName, Standing, Who};
use balai_messaging::{Addressee, Deadline, SmtpTls};
use balai_storage::envelope::Key;
use balai_storage::{Read, StorageError, Tenant};
use balai_tenancy::keys::{self, KeyOwner};
use secrecy::SecretString;

use super::answer;
use super::typed::{SEEN, Typed, print_of};
use crate::access::{Mark, Staff, may};
use crate::asked::Asked;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The page.
pub const HERE: &str = "/kelola/pengaturan/surel";
/// The most letters of an account's name or a password at a mail server.
const LONGEST_SECRET: usize = 200;

/// The region's sender.
#[derive(Template)]
#[template(path = "desk/sender.html")]
pub struct SenderPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form.
    pub form: SenderForm,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The print of what is saved.
    pub seen: String,
    /// What was just done.
    pub said: Option<&'static str>,
    /// What somebody else saved meanwhile.
    pub theirs: Option<Vec<String>>,
    /// Whether letters go through it.
    pub state: State,
    /// Where a trial letter goes; none where there is nothing to try.
    pub try_to: Option<String>,
    /// The last trial.
    pub trial: Option<TrialShown>,
}

/// Whether letters go through the region's sender.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// There is none.
    Without,
    /// Not tried yet.
    Untried,
    /// In use since.
    Used(String),
    /// Failing: since when, what the server said, when it is tried again.
    Failing(String, String, String),
}

/// A trial and its conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialShown {
    /// When.
    pub at: String,
    /// Why it failed; none when the letter left.
    pub failure: Option<String>,
    /// Class, speaker and line.
    pub lines: Vec<(&'static str, &'static str, String)>,
}

/// The fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SenderForm {
    /// Mail server.
    pub host: Field,
    /// Port.
    pub port: Field,
    /// Protection.
    pub tls: Field,
    /// Its answers.
    pub tls_choices: Vec<Choice>,
    /// Account at the server.
    pub username: Field,
    /// Its password; never shown again.
    pub password: Field,
    /// Whether one is kept.
    pub has_password: bool,
    /// Address of the sender.
    pub address: Field,
    /// Name of the sender.
    pub name: Field,
}

impl SenderForm {
    /// What is saved, or a form to begin with. `plain` says whether going without TLS can be chosen.
    pub fn of(saved: Option<&OwnSender>, plain: bool) -> Self {
        let details = saved.map(|saved| &saved.details);
        let text = |read: fn(&SenderDetails) -> String| details.map(read).unwrap_or_default();
        let mut form = Self::blank(details.map_or("starttls", |details| word(details.tls)), plain);
        form.host.value = text(|details| details.host.as_str().to_owned());
        form.port.value = details.map_or("587".to_owned(), |details| details.port.to_string());
        form.username.value = text(|details| details.username.clone().unwrap_or_default());
        form.address.value = text(|details| details.address.as_str().to_owned());
        form.name.value = text(|details| details.name.as_str().to_owned());
        form.has_password = saved.is_some_and(|saved| saved.has_password);
        form
    }

    fn typed(typed: &Typed, saved: Option<&OwnSender>, plain: bool) -> Self {
        Self {
            host: typed.field("server"),
            port: typed.field("port"),
            username: typed.field("pengguna"),
            address: typed.field("alamat"),
            name: typed.field("nama"),
            has_password: saved.is_some_and(|saved| saved.has_password),
            ..Self::blank(typed.text("perlindungan"), plain)
        }
    }

    fn blank(tls: &str, plain: bool) -> Self {
        let tls = Field::new("perlindungan").with(tls);
        let mut choices = vec![
            Choice::new("starttls", "STARTTLS, biasanya port 587"),
            Choice::new("implicit", "TLS sejak awal, biasanya port 465"),
        ];
        if plain {
            choices.push(Choice::new("none", "Tanpa TLS, hanya untuk mencoba"));
        }
        Self {
            tls_choices: choices.into_iter().map(|choice| choice.chosen_in(&tls)).collect(),
            tls,
            host: Field::new("server"),
            port: Field::new("port"),
            username: Field::new("pengguna"),
            password: Field::new("sandi"),
            has_password: false,
            address: Field::new("alamat"),
            name: Field::new("nama"),
        }
    }

    fn fields(&self) -> [&Field; 7] {
        [&self.host, &self.port, &self.tls, &self.username, &self.password, &self.address, &self.name]
    }

    fn read<M: Mark>(&mut self, staff: &Staff<M>) -> Option<SenderDetails> {
        let door = &staff.app.own_door;
        let host = self.host.need("Tulis nama server surel.", MailHost::parse);
        let port = self.port.read(|text| match text.trim().parse::<u16>() {
            Ok(port) if door.takes_port(port) => Ok(port),
            _ => Err("Tulis nomor port surel: 587, 465, 25, atau 2525."),
        });
        let tls = self.tls.read(|text| match text {
            "starttls" => Ok(SmtpTls::Starttls),
            "implicit" => Ok(SmtpTls::Implicit),
            "none" if door.goes_without_tls() => Ok(SmtpTls::None),
            _ => Err("Pilih perlindungan sambungan."),
        });
        let username = self.username.read(|text| {
            let text = text.trim();
            let fits = text.chars().count() <= LONGEST_SECRET && !text.chars().any(char::is_control);
            fits.then(|| Some(text.to_owned()).filter(|text| !text.is_empty())).ok_or("Nama pengguna terlalu panjang.")
        });
        let address = self.address.need("Tulis alamat pengirim.", Email::parse);
        let name = self.name.need("Tulis nama pengirim.", SenderName::parse);
        Some(SenderDetails { host: host?, port: port?, tls: tls?, username: username?, address: address?, name: name? })
    }

    /// The new password, or none where the kept one may stay. It goes with its account and server and with no other.
    fn password(
        &mut self,
        typed: &str,
        new: &SenderDetails,
        saved: Option<&OwnSender>,
    ) -> Option<Option<SecretString>> {
        let kept = saved.filter(|saved| saved.has_password);
        if new.username.is_none() {
            return Some(None);
        }
        if typed.chars().count() > LONGEST_SECRET || typed.chars().any(char::is_control) {
            self.password.error = Some("Kata sandi paling panjang 200 huruf, dalam satu baris.".to_owned());
            return None;
        }
        if !typed.is_empty() {
            return Some(Some(typed.to_owned().into()));
        }
        let error = match kept {
            Some(saved) if new.keeps_password_of(&saved.details) => return Some(None),
            Some(_) => "Server atau penggunanya berubah. Tulis kata sandinya sekali lagi.",
            None => "Tulis kata sandi untuk pengguna ini.",
        };
        self.password.error = Some(error.to_owned());
        None
    }
}

/// `GET /kelola/pengaturan/surel`
pub async fn show(staff: Staff<may::SettingsEdit>, asked: Asked) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    let saved = sender::find(&read).await?;
    let form = SenderForm::of(saved.as_ref(), staff.app.own_door.goes_without_tls());
    let mut page = compose(&staff, &read, saved.as_ref(), form).await?;
    page.said = match asked.text("selesai") {
        "simpan" => Some("Pengirim tersimpan."),
        "hapus" => Some("Pengirim dihapus. Surat keluar lewat pengirim Balai."),
        _ => None,
    };
    answer::page(&page)
}

/// `POST /kelola/pengaturan/surel`
pub async fn submit(staff: Staff<may::SettingsEdit>, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let key = region_key(&staff).await?;
    let write = staff.db.write().await?;
    let saved = sender::find(&write).await?;
    let plain = staff.app.own_door.goes_without_tls();
    let mut form = SenderForm::typed(&typed, saved.as_ref(), plain);
    let read = form.read(&staff);
    let password = read.as_ref().and_then(|new| form.password(typed.text("sandi"), new, saved.as_ref()));
    let (Some(new), Some(password)) = (read, password) else {
        return answer::wrong(&compose(&staff, &write, saved.as_ref(), form).await?);
    };
    if password.is_none() && saved.as_ref().is_some_and(|saved| saved.details == new) {
        return answer::see(format!("{HERE}?selesai=simpan"));
    }
    let before = SenderForm::of(saved.as_ref(), plain);
    if typed.text(SEEN) != print_of(before.fields()) {
        let shown = before.fields().into_iter().map(|field| field.value.clone());
        let theirs = shown.filter(|text| !text.is_empty()).collect();
        let page = compose(&staff, &write, saved.as_ref(), form).await?;
        return answer::conflict(&SenderPage { theirs: Some(theirs), ..page });
    }
    sender::save(&write, &staff.act, (staff.tenant.code(), &key), &new, password.as_ref()).await?;
    write.commit().await?;
    answer::see(format!("{HERE}?selesai=simpan"))
}

/// `POST /kelola/pengaturan/surel/uji`: nothing of the region's rows is held while the mail server is talked to.
pub async fn try_out(staff: Staff<may::SettingsEdit>) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let key = region_key(&staff).await?;
    let read = staff.db.read().await?;
    let saved = sender::find(&read).await?;
    let password = sender::password(&read, staff.tenant.code(), &key).await?;
    drop(read);
    let (Some(saved), Some(email)) = (saved, staff.who.email.clone()) else { return answer::see(HERE) };
    let to = Addressee { name: Some(staff.who.name.to_string()), email };
    let at = Deadline { at: staff.act.at, zone: staff.tenant.zone() };
    let (door, region) = (&staff.app.own_door, &staff.tenant.region.name);
    let trial = door.try_out(&saved.details, password.as_ref(), region, &to, at).await;
    let write = staff.db.write().await?;
    sender::tried(&write, &staff.act, &saved, &trial).await?;
    write.commit().await?;
    answer::see(format!("{HERE}#percobaan"))
}

/// `POST /kelola/pengaturan/surel/hapus`
pub async fn remove(staff: Staff<may::SettingsEdit>) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let write = staff.db.write().await?;
    sender::remove(&write, &staff.act).await?;
    write.commit().await?;
    answer::see(format!("{HERE}?selesai=hapus"))
}

async fn region_key<M: Mark>(staff: &Staff<M>) -> Result<Key, Fault> {
    let owner = KeyOwner::Region(staff.tenant.code());
    let found = keys::find(&staff.app.control().read().await?, &staff.app.kek, owner).await?;
    Ok(found.ok_or_else(|| StorageError::Corrupt(format!("{} has no data key", staff.tenant.code())))?)
}

async fn compose<M: Mark>(
    staff: &Staff<M>,
    read: &Read<Tenant>,
    saved: Option<&OwnSender>,
    form: SenderForm,
) -> Result<SenderPage, Fault> {
    let plain = staff.app.own_door.goes_without_tls();
    Ok(SenderPage {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Hall)).await?,
        summary: ErrorSummary::of(form.fields()),
        seen: print_of(SenderForm::of(saved, plain).fields()),
        form,
        said: None,
        theirs: None,
        state: state(staff, saved),
        try_to: saved.and(staff.who.email.as_ref()).map(|email| email.as_str().to_owned()),
        trial: saved.and_then(|saved| saved.trial.as_ref()).map(|trial| TrialShown {
            at: staff.written(trial.at),
            failure: trial.failure.clone(),
            lines: trial.lines.iter().map(|said| spoken(said.who, &said.text)).collect(),
        }),
    })
}

fn state<M: Mark>(staff: &Staff<M>, saved: Option<&OwnSender>) -> State {
    match saved.map(|saved| &saved.standing) {
        None => State::Without,
        Some(Standing::Untried) => State::Untried,
        Some(Standing::Used(since)) => State::Used(staff.written(*since)),
        Some(Standing::Failing { since, reason, again }) => {
            State::Failing(staff.written(*since), reason.clone(), staff.written(*again))
        }
    }
}

fn spoken(who: Who, text: &str) -> (&'static str, &'static str, String) {
    let (class, speaker) = match who {
        Who::Us => ("d-talk__us", "Balai"),
        Who::Server => ("d-talk__server", "Server"),
        Who::Note => ("d-talk__note", ""),
    };
    (class, speaker, text.to_owned())
}

fn word(tls: SmtpTls) -> &'static str {
    match tls {
        SmtpTls::Starttls => "starttls",
        SmtpTls::Implicit => "implicit",
        SmtpTls::None => "none",
    }
}
