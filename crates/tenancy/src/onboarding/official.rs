use balai_kernel::{Email, Nip, PersonName, Phone};
use serde::{Deserialize, Serialize};

use super::position::{Position, shown};

/// Longest text that a field of the form keeps, in characters; what is longer is refused before it is stored.
pub const INPUT_LIMIT: usize = 1_000;

/// The official who answers for the sign-up and becomes the owner of the region's hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Official {
    /// Full name with titles.
    pub name: PersonName,
    /// Position in the regional government.
    pub position: Position,
    /// Civil servant number.
    pub nip: Nip,
    /// Official address; one outside `go.id` gets a closer look, see [`Official::email_needs_look`].
    pub email: Email,
    /// Where the ministry may call.
    pub phone: Phone,
}

/// The same as it was typed; kept in a draft word for word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OfficialInput {
    /// Name.
    pub name: String,
    /// Position.
    pub position: String,
    /// NIP.
    pub nip: String,
    /// E-mail address.
    pub email: String,
    /// Phone number.
    pub phone: String,
}

/// A field of the official's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OfficialField {
    /// Name.
    Name,
    /// Position.
    Position,
    /// NIP.
    Nip,
    /// E-mail address.
    Email,
    /// Phone number.
    Phone,
}

/// A field to correct and the sentence that says how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError<F> {
    /// Which field.
    pub field: F,
    /// What is wrong and what to do, in Indonesian.
    pub sentence: String,
}

impl Official {
    /// `S*** A***, s***@sragenkab.go.id`: enough for a colleague to know whom to ask, too little for a stranger.
    pub fn masked(&self) -> String {
        let initial = |word: &str| word.chars().find(|c| c.is_alphabetic()).map(|first| format!("{first}***"));
        let name: Vec<_> = self.name.as_str().split(' ').filter_map(initial).take(2).collect();
        format!("{}, {}", name.join(" "), self.email.masked())
    }

    /// Whether the ministry has to ask about the address because it is not under `go.id`.
    pub fn email_needs_look(&self) -> bool {
        !self.email.is_government()
    }
}

impl OfficialField {
    /// Its name in the form.
    pub fn key(self) -> &'static str {
        match self {
            Self::Name => "nama",
            Self::Position => "jabatan",
            Self::Nip => "nip",
            Self::Email => "surel",
            Self::Phone => "telepon",
        }
    }
}

impl OfficialInput {
    /// All five fields, or every field that needs correction, in the order of the page.
    pub fn parse(&self) -> Result<Official, Vec<FieldError<OfficialField>>> {
        let mut errors = Vec::new();
        let name = keep(&mut errors, OfficialField::Name, official_name(&self.name));
        let position = keep(&mut errors, OfficialField::Position, Position::parse(&self.position));
        let nip = keep(&mut errors, OfficialField::Nip, Nip::parse(&self.nip));
        let email = keep(&mut errors, OfficialField::Email, Email::parse(&self.email));
        let phone = keep(&mut errors, OfficialField::Phone, Phone::parse(&self.phone));
        match (name, position, nip, email, phone) {
            (Some(name), Some(position), Some(nip), Some(email), Some(phone)) => {
                Ok(Official { name, position, nip, email, phone })
            }
            _ => Err(errors),
        }
    }

    /// The same with every field cut to [`INPUT_LIMIT`], so that a draft cannot grow without bound.
    #[must_use]
    pub fn bounded(self) -> Self {
        let cut = |text: String| text.chars().filter(|c| *c != '\0').take(INPUT_LIMIT).collect();
        Self {
            name: cut(self.name),
            position: cut(self.position),
            nip: cut(self.nip),
            email: cut(self.email),
            phone: cut(self.phone),
        }
    }
}

impl From<&Official> for OfficialInput {
    fn from(official: &Official) -> Self {
        Self {
            name: official.name.as_str().to_owned(),
            position: official.position.as_str().to_owned(),
            nip: official.nip.as_str().to_owned(),
            email: official.email.as_str().to_owned(),
            phone: official.phone.as_str().to_owned(),
        }
    }
}

/// A civil servant's name goes into letters to an address that is not confirmed yet: no digits and no signs that could
/// make it look like a link or an instruction.
fn official_name(text: &str) -> Result<PersonName, String> {
    let name = PersonName::parse(text).map_err(|error| error.to_string())?;
    let belongs = |c: char| c.is_alphabetic() || " .,'’`-/".contains(c);
    match name.as_str().chars().find(|c| !belongs(*c)) {
        Some(stray) => {
            Err(format!("Nama tidak memuat tanda {}. Tulis huruf, titik, koma, dan tanda petik saja.", shown(stray)))
        }
        None => Ok(name),
    }
}

fn keep<T, E: std::fmt::Display>(
    errors: &mut Vec<FieldError<OfficialField>>,
    field: OfficialField,
    parsed: Result<T, E>,
) -> Option<T> {
    parsed.map_err(|error| errors.push(FieldError { field, sentence: error.to_string() })).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn siti() -> OfficialInput {
        OfficialInput {
            name: "Siti Aminah, S.Sos.".into(),
            position: "Kepala DPMPTSP".into(),
            nip: "197805122005012003".into(),
            email: "siti.aminah@sragenkab.go.id".into(),
            phone: "0271 891 024".into(),
        }
    }

    #[test]
    fn a_filled_page_parses_and_reads_back() {
        let official = siti().parse().unwrap();
        assert!(!official.email_needs_look());
        assert_eq!(OfficialInput::from(&official).parse().unwrap(), official);
    }

    #[test]
    fn an_address_outside_go_id_is_taken_and_flagged() {
        let official = OfficialInput { email: "siti@gmail.com".into(), ..siti() }.parse().unwrap();
        assert!(official.email_needs_look());
    }

    #[test]
    fn every_wrong_field_is_named_in_the_order_of_the_page() {
        let errors = OfficialInput::default().parse().unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field.key()).collect();
        assert_eq!(fields, ["nama", "jabatan", "nip", "surel", "telepon"]);
    }

    #[test]
    fn markup_in_every_field_is_five_sentences_and_nothing_else() {
        let script = || "<script>alert(1)</script>".to_owned();
        let input =
            OfficialInput { name: script(), position: script(), nip: script(), email: script(), phone: script() };
        assert_eq!(input.parse().unwrap_err().len(), 5);
    }

    #[test]
    fn a_name_cannot_look_like_a_link() {
        for name in ["Buka http://jahat.example", "Budi 08123", "Siti@x", "Siti <b>"] {
            let errors = OfficialInput { name: name.into(), ..siti() }.parse().unwrap_err();
            assert_eq!((errors.len(), errors[0].field), (1, OfficialField::Name), "{name}");
        }
        let long = OfficialInput { name: "a".repeat(300), ..siti() }.parse().unwrap_err();
        assert!(long[0].sentence.contains("120"));
    }

    #[test]
    fn a_masked_contact_keeps_initials_only() {
        assert_eq!(siti().parse().unwrap().masked(), "S*** A***, s***@sragenkab.go.id");
    }

    #[test]
    fn what_is_kept_has_a_bound() {
        let input = OfficialInput { name: "a\0".repeat(5_000), ..siti() }.bounded();
        assert_eq!(input.name.chars().count(), INPUT_LIMIT);
        assert!(!input.name.contains('\0'));
    }
}
