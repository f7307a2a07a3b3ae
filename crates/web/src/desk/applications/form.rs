//! The fields of an application, each read with its own complaint.

use std::fmt::Display;

use balai_identity::applications::{
    Application, ApplicationDetails, ApplicationName, AskedClaim, AskedRefused, Authentication, ClaimName,
    DetailsRefused, IdTokenAlgorithm, Place, PublicKeys, RedirectUri,
};
use uuid::Uuid;

use crate::account::applications::asks::title;
use crate::desk::agency::unless_empty;
use crate::desk::typed::Typed;
use crate::forms::{Choice, Field};
use crate::words::Words;

/// The answers to whether a thing is asked.
const LEVELS: [(&str, &str); 3] =
    [("", "Tidak diminta"), ("wajib", "Wajib, aplikasi tidak jalan tanpanya"), ("boleh", "Boleh tidak diberikan")];

/// The fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationForm {
    /// Name.
    pub name: Field,
    /// Agency.
    pub agency: Field,
    /// Its answers.
    pub agencies: Vec<Choice>,
    /// Return addresses, a line each.
    pub redirects: Field,
    /// What is asked, row by row.
    pub asks: Vec<AskRow>,
    /// Front page.
    pub homepage: Field,
    /// Where a sign-in begins.
    pub initiate: Field,
    /// Addresses after signing out, a line each.
    pub after: Field,
    /// Where sign-outs are told.
    pub backchannel: Field,
    /// How it proves who it is.
    pub authentication: Field,
    /// Its answers.
    pub authentications: Vec<Choice>,
    /// Public keys.
    pub keys: Field,
    /// What ID tokens are signed with.
    pub algorithm: Field,
    /// Its answers.
    pub algorithms: Vec<Choice>,
    /// Whether requests must be pushed.
    pub par: Field,
    /// Its box.
    pub pars: Vec<Choice>,
}

/// The fields of one thing that may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskRow {
    /// What.
    pub title: String,
    /// Whether it is asked.
    pub level: Field,
    /// Its answers.
    pub levels: Vec<Choice>,
    /// What for.
    pub reason: Field,
    /// By which law; of the citizen number only.
    pub law: Option<Field>,
    claim: ClaimName,
}

/// Texts as they stand in the fields.
struct Texts<'t> {
    get: &'t dyn Fn(&str) -> String,
}

impl ApplicationForm {
    /// An empty form.
    pub fn blank(agencies: &[(Uuid, String)]) -> Self {
        let defaults = |name: &str| match name {
            "cara" => Authentication::SecretBasic.as_str().to_owned(),
            "tanda-tangan" => IdTokenAlgorithm::Es256.as_str().to_owned(),
            _ => String::new(),
        };
        Self::new(&Texts { get: &defaults }, agencies)
    }

    /// As it was typed.
    pub fn typed(typed: &Typed, agencies: &[(Uuid, String)]) -> Self {
        Self::new(&Texts { get: &|name| typed.text(name).replace("\r\n", "\n") }, agencies)
    }

    /// As it is saved.
    pub fn of(saved: &Application, agencies: &[(Uuid, String)]) -> Self {
        let get = |name: &str| saved_text(saved, name);
        Self::new(&Texts { get: &get }, agencies)
    }

    fn new(texts: &Texts<'_>, agencies: &[(Uuid, String)]) -> Self {
        let field = |name: &'static str| Field::new(name).with((texts.get)(name));
        let (agency, authentication, algorithm) = (field("instansi"), field("cara"), field("tanda-tangan"));
        let none = Choice::new("", "Daerah, bukan satu instansi");
        let own = agencies.iter().map(|(id, name)| Choice::new(id.to_string(), name));
        let ways = [
            (Authentication::SecretBasic, "Rahasia di kepala permintaan (client_secret_basic)"),
            (Authentication::SecretPost, "Rahasia di isi permintaan (client_secret_post)"),
            (Authentication::PrivateKeyJwt, "Tanda tangan dengan kunci sendiri (private_key_jwt)"),
        ];
        let algorithms = [
            (IdTokenAlgorithm::Es256, "ES256, untuk hampir semua pustaka"),
            (IdTokenAlgorithm::Rs256, "RS256, bila pustaka aplikasi hanya mengenal itu"),
        ];
        let par = field("par");
        let pushed = Choice::new("ya", "Hanya terima permintaan yang didorong lebih dulu (PAR)").chosen_in(&par);
        Self {
            name: field("nama"),
            agencies: std::iter::once(none).chain(own).map(|choice| choice.chosen_in(&agency)).collect(),
            agency,
            redirects: field("kembali"),
            asks: ClaimName::ALL.into_iter().enumerate().map(|(at, claim)| AskRow::new(texts, at + 1, claim)).collect(),
            homepage: field("beranda"),
            initiate: field("mulai"),
            after: field("sesudah-keluar"),
            backchannel: field("kabar-keluar"),
            authentications: ways
                .map(|(way, label)| Choice::new(way.as_str(), label).chosen_in(&authentication))
                .into(),
            authentication,
            keys: field("kunci"),
            algorithms: algorithms
                .map(|(known, label)| Choice::new(known.as_str(), label).chosen_in(&algorithm))
                .into(),
            algorithm,
            pars: vec![pushed],
            par,
        }
    }

    /// All its fields, in their order.
    pub fn fields(&self) -> Vec<&Field> {
        let asks = self.asks.iter().flat_map(|row| [&row.level, &row.reason].into_iter().chain(&row.law));
        let first = [&self.name, &self.agency, &self.redirects].into_iter();
        let last = [
            &self.homepage,
            &self.initiate,
            &self.after,
            &self.backchannel,
            &self.authentication,
            &self.keys,
            &self.algorithm,
            &self.par,
        ];
        first.chain(asks).chain(last).collect()
    }

    /// What was typed; none where something is wrong, which stays with its field.
    pub fn read(&mut self) -> Option<ApplicationDetails> {
        let name = self.name.read(ApplicationName::parse);
        let known = |text: &str| self.agencies.iter().any(|choice| choice.value == text);
        let agency = self.agency.read(|text| match Uuid::parse_str(text) {
            Ok(id) if known(text) => Ok(Some(id)),
            Err(_) if text.is_empty() => Ok(None),
            _ => Err("Pilih instansi dari daftar."),
        });
        let redirects = addresses(&mut self.redirects);
        let claims: Vec<Option<Option<AskedClaim>>> = self.asks.iter_mut().map(AskRow::read).collect();
        let homepage = unless_empty(&mut self.homepage, RedirectUri::parse);
        let initiate_login = unless_empty(&mut self.initiate, RedirectUri::parse);
        let post_logout_redirects = addresses(&mut self.after);
        let backchannel_logout = unless_empty(&mut self.backchannel, RedirectUri::parse);
        let authentication = self.authentication.read(|text| {
            let found = Authentication::ALL.into_iter().find(|way| way.as_str() == text);
            found.ok_or("Pilih cara aplikasi membuktikan diri.")
        });
        let jwks = unless_empty(&mut self.keys, PublicKeys::parse);
        let id_token_algorithm = self.algorithm.read(|text| {
            let found = IdTokenAlgorithm::ALL.into_iter().find(|known| known.as_str() == text);
            found.ok_or("Pilih tanda tangan.")
        });
        let claims: Option<Vec<Option<AskedClaim>>> = claims.into_iter().collect();
        Some(ApplicationDetails {
            name: name?,
            agency: agency?,
            homepage: homepage?,
            initiate_login: initiate_login?,
            redirects: redirects?,
            post_logout_redirects: post_logout_redirects?,
            backchannel_logout: backchannel_logout?,
            authentication: authentication?,
            jwks: jwks?,
            id_token_algorithm: id_token_algorithm?,
            claims: claims?.into_iter().flatten().collect(),
            require_par: self.par.value == "ya",
        })
    }

    /// Puts a complaint about the whole where it belongs.
    pub fn refused(&mut self, error: &DetailsRefused) {
        let field = match error.place() {
            Place::Redirects => &mut self.redirects,
            Place::PostLogout => &mut self.after,
            Place::Backchannel => &mut self.backchannel,
            Place::InitiateLogin => &mut self.initiate,
            Place::Keys => &mut self.keys,
            Place::Claims => &mut self.name,
        };
        field.error = Some(error.to_string());
    }

    /// Whether one of the fields that few need is filled or wrong: then they are shown.
    pub fn is_special(&self) -> bool {
        let few = [&self.homepage, &self.initiate, &self.after, &self.backchannel, &self.keys, &self.par];
        few.iter().any(|field| !field.value.is_empty() || field.error.is_some())
            || self.authentication.value != Authentication::SecretBasic.as_str()
            || self.algorithm.value != IdTokenAlgorithm::Es256.as_str()
    }
}

impl AskRow {
    fn new(texts: &Texts<'_>, row: usize, claim: ClaimName) -> Self {
        let field = |column: &str| {
            let field = Field::in_row(column, row);
            let text = (texts.get)(&field.name);
            field.with(text)
        };
        let level = field("data");
        Self {
            title: title(Words::default(), claim),
            levels: LEVELS.map(|(value, label)| Choice::new(value, label).chosen_in(&level)).into(),
            level,
            reason: field("alasan"),
            law: (claim == ClaimName::Nik).then(|| field("dasar")),
            claim,
        }
    }

    fn read(&mut self) -> Option<Option<AskedClaim>> {
        let voluntary = match self.level.value.as_str() {
            "" => return Some(None),
            "wajib" => false,
            "boleh" => true,
            _ => {
                self.level.error = Some("Pilih salah satu.".to_owned());
                return None;
            }
        };
        let law = self.law.as_ref().map_or("", |law| law.value.as_str());
        match AskedClaim::new(self.claim, &self.reason.value, law, voluntary) {
            Ok(asked) => Some(Some(asked)),
            Err(error) => {
                let field = match (error, self.law.as_mut()) {
                    (AskedRefused::Law, Some(law)) => law,
                    _ => &mut self.reason,
                };
                field.error = Some(error.to_string());
                None
            }
        }
    }
}

/// The addresses of a field, a line each; what is wrong names its line.
fn addresses(field: &mut Field) -> Option<Vec<RedirectUri>> {
    field.read(|text| {
        let mut all: Vec<RedirectUri> = Vec::new();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let address = RedirectUri::parse(line).map_err(|error| format!("Baris {}: {error}", at + 1))?;
            if !all.contains(&address) {
                all.push(address);
            }
        }
        Ok::<_, String>(all)
    })
}

fn saved_text(saved: &Application, name: &str) -> String {
    let lines = |all: &[RedirectUri]| all.iter().map(RedirectUri::as_str).collect::<Vec<_>>().join("\n");
    let one = |address: &Option<RedirectUri>| text(address.as_ref());
    match name {
        "nama" => saved.name.clone(),
        "instansi" => text(saved.agency.as_ref()),
        "kembali" => lines(&saved.redirects),
        "beranda" => one(&saved.homepage),
        "mulai" => one(&saved.initiate_login),
        "sesudah-keluar" => lines(&saved.post_logout_redirects),
        "kabar-keluar" => one(&saved.backchannel_logout),
        "cara" => saved.authentication.as_str().to_owned(),
        "kunci" => saved.jwks.as_ref().map(PublicKeys::document).unwrap_or_default(),
        "tanda-tangan" => saved.id_token_algorithm.as_str().to_owned(),
        "par" if saved.require_par => "ya".to_owned(),
        _ => asked_text(saved, name).unwrap_or_default(),
    }
}

fn asked_text(saved: &Application, name: &str) -> Option<String> {
    let (column, row) = name.split_once('-')?;
    let claim = ClaimName::ALL.get(row.parse::<usize>().ok()?.checked_sub(1)?)?;
    let asked = saved.asked(*claim)?;
    Some(match column {
        "data" if asked.voluntary => "boleh".to_owned(),
        "data" => "wajib".to_owned(),
        "alasan" => asked.reason.clone(),
        "dasar" => text(asked.law.as_ref()),
        _ => return None,
    })
}

fn text(value: Option<&impl Display>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}
