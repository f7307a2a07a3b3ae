//! The two questions of which role and for which part of the place, as forms ask them.

use balai_rbac::{Domain, Grant, Level, Role};
use serde::Deserialize;
use uuid::Uuid;

use super::office::Office;
use crate::forms::{Choice, Field};

/// What was chosen, as it came.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Filled {
    #[serde(default)]
    peran: String,
    #[serde(default)]
    bagian: String,
}

/// The fields with what was typed and what is wrong.
#[derive(Clone)]
pub struct Chosen {
    /// The role.
    pub role: Field,
    /// For which part of the region; not asked at the ministry.
    pub part: Field,
}

impl Chosen {
    /// Nothing yet.
    pub fn nothing() -> Self {
        Self { role: Field::new("peran"), part: Field::new("bagian") }
    }

    /// What is held already.
    pub fn held(grant: &Grant) -> Self {
        let part = match &grant.domain {
            Domain::Agency(_, id) => id.to_string(),
            _ => String::new(),
        };
        Self { role: Field::new("peran").with(grant.role.to_string()), part: Field::new("bagian").with(part) }
    }

    /// What was filled in.
    pub fn of(filled: &Filled) -> Self {
        let short = |text: &str| text.trim().chars().take(100).collect::<String>();
        Self {
            role: Field::new("peran").with(short(&filled.peran)),
            part: Field::new("bagian").with(short(&filled.bagian)),
        }
    }

    /// The role in its place, or the fields with what is wrong; `roles` are those that can be given.
    pub fn read(office: &Office<'_>, roles: &[Role], filled: &Filled) -> Result<Grant, Box<Self>> {
        let mut chosen = Self::of(filled);
        let role = filled.peran.parse::<Role>().ok().filter(|role| roles.contains(role));
        if role.is_none() {
            chosen.role = chosen.role.wrong("Pilih perannya.");
        }
        let domain = part(office, &filled.bagian);
        if domain.is_none() {
            chosen.part = chosen.part.wrong("Pilih instansi dari daftar ini.");
        }
        let grant = role.zip(domain).map(|(role, domain)| (role, Grant::new(role, domain)));
        if let Some((role, None)) = &grant {
            chosen.part = chosen.part.wrong(if role.fits(Level::Agency) {
                format!("{} selalu untuk satu instansi. Pilih instansinya.", role.title())
            } else {
                format!("{} selalu untuk seluruh daerah.", role.title())
            });
        }
        grant.and_then(|(_, grant)| grant).ok_or_else(|| Box::new(chosen))
    }

    /// The roles to choose from.
    pub fn roles(&self, office: &Office<'_>, roles: &[Role]) -> Vec<Choice> {
        let choice =
            |role: &Role| Choice::new(role.to_string(), office.title(*role)).hint(hint(*role)).chosen_in(&self.role);
        roles.iter().map(choice).collect()
    }

    /// The parts to choose from; none where the place has no parts.
    pub fn parts(&self, office: &Office<'_>) -> Vec<Choice> {
        if office.agencies.is_empty() {
            return Vec::new();
        }
        let whole = Choice::new("", "Seluruh daerah");
        let agencies = office.agencies.iter().map(|(id, name)| Choice::new(id.to_string(), name.as_str()));
        std::iter::once(whole).chain(agencies).map(|choice| choice.chosen_in(&self.part)).collect()
    }
}

/// The place itself, or one of its agencies.
fn part(office: &Office<'_>, text: &str) -> Option<Domain> {
    if text.is_empty() {
        return Some(office.place.clone());
    }
    let id = text.parse::<Uuid>().ok().filter(|id| office.agencies.iter().any(|(agency, _)| agency == id))?;
    office.place.region().map(|code| Domain::Agency(code, id))
}

/// What a role may do, in one line.
pub(crate) const fn hint(role: Role) -> &'static str {
    match role {
        Role::MinistryVerifier => "Memeriksa pendaftaran daerah.",
        Role::MinistryAnalyst => "Membaca keadaan semua daerah, tanpa mengubah apa pun.",
        Role::MinistryAdmin => "Menyetujui daerah yang sudah diperiksa orang lain, dan mengundang orang kementerian.",
        Role::CatalogueEditor => "Menulis dan menerbitkan standar pelayanan.",
        Role::AgencyHead => "Menerbitkan standar pelayanan instansinya, tanpa menulisnya.",
        Role::CounterClerk => "Melayani warga di loket.",
        Role::CaseOfficer => "Mengerjakan permohonan warga.",
        Role::Approver => "Menyetujui permohonan yang sudah dikerjakan.",
        Role::ComplaintOfficer => "Menjawab pengaduan.",
        Role::HallSupervisor => "Mengawasi balai sehari-hari.",
        Role::Auditor => "Membaca semuanya, juga jejak audit, tanpa mengubah apa pun.",
        Role::MinistrySupport => {
            "Melihat katalog, pengaturan, dan jejak audit untuk membantu, selama waktu yang diizinkan."
        }
        Role::RegionOwner => "Semua yang dapat dilakukan penyunting, ditambah pengaturan balai dan pegawai.",
        Role::Composed(_) => "Peran khusus yang disusun daerah ini.",
    }
}
