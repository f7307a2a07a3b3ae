//! What a region has to have before its hall opens to the public, and how much of it is there.

use balai_catalog::queries::TabCounts;
use balai_kernel::{WeeklyHours, grouped};
use balai_tenancy::Hall;

use super::house::{colour, hours, identity, logo, photo, pledge};
use super::opening;

/// One thing that the hall has or lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub title: String,
    /// Why.
    pub reason: String,
    /// What the link says.
    pub action: &'static str,
    /// Where it is done.
    pub href: &'static str,
    /// Whether it is there.
    pub done: bool,
    /// Whether the hall can open without it.
    pub optional: bool,
}

/// The steps, in the order in which they are best taken.
pub fn steps(hall: &Hall, counts: &TabCounts, people: usize) -> Vec<Step> {
    let step = |title: &str, reason: &str, action, href, done| Step {
        title: title.to_owned(),
        reason: reason.to_owned(),
        action,
        href,
        done,
        optional: false,
    };
    let reached = hall.phone.is_some() || hall.email.is_some();
    let published = match counts.published {
        0 => "Warga belum melihat satu layanan pun.".to_owned(),
        count => format!("{} layanan dapat dibaca warga.", grouped(count)),
    };
    let extra = |step: Step| Step { optional: true, ..step };
    vec![
        step("Alamat", "Warga perlu tahu ke mana datang.", "Tulis alamat", identity::HERE, !hall.address.is_empty()),
        step("Telepon atau surel", "Warga bertanya sebelum berangkat.", "Tulis kontak", identity::HERE, reached),
        step(
            "Tempat mengadu",
            "Wajib ada di setiap standar pelayanan.",
            "Tulis tempat mengadu",
            identity::HERE,
            hall.complaint_contact.is_some(),
        ),
        step(
            "Jam buka",
            "Awalnya jam kantor yang lazim. Periksa hari dan jamnya.",
            "Tulis jam buka",
            hours::HERE,
            hall.hours != WeeklyHours::default(),
        ),
        step(
            "Maklumat pelayanan",
            "Diminta UU 25/2009 pasal 22.",
            "Tetapkan maklumat",
            pledge::HERE,
            hall.pledge.is_some(),
        ),
        step(
            "Layanan di katalog",
            "Katalog awal berisi layanan yang lazim di kabupaten dan kota.",
            "Ambil layanan awal",
            "/kelola/katalog/adopsi",
            counts.all > 0,
        ),
        step("Layanan terbit", &published, "Terbitkan layanan", opening::HERE, counts.published > 0),
        extra(step(
            "Warna daerah",
            "Halaman dikenali warga sebagai milik daerah.",
            "Pilih warna",
            colour::HERE,
            hall.colour.is_some(),
        )),
        extra(step("Logo", "Lambang daerah di kepala halaman.", "Kirim logo", logo::HERE, hall.logo.is_some())),
        extra(step("Foto", "Warga mengenali gedungnya saat tiba.", "Kirim foto", photo::HERE, hall.photo.is_some())),
        extra(step(
            "Rekan kerja",
            "Agar pekerjaan tidak berhenti bila Anda berhalangan.",
            "Undang rekan",
            "/kelola/pegawai/undang",
            people > 1,
        )),
    ]
}

/// How much is there of what the hall cannot open without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// Steps that are done.
    pub done: usize,
    /// All of them.
    pub all: usize,
}

impl Score {
    /// The score of these steps.
    pub fn of(steps: &[Step]) -> Self {
        let needed = || steps.iter().filter(|step| !step.optional);
        Self { done: needed().filter(|step| step.done).count(), all: needed().count() }
    }

    /// Whether nothing that is needed is missing.
    pub fn is_ready(&self) -> bool {
        self.done == self.all
    }

    /// In hundredths, rounded down, so that 100 means all.
    pub fn percent(&self) -> usize {
        self.done * 100 / self.all.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_hall_lacks_most_and_what_is_optional_does_not_count() {
        let steps_of = |hall: &Hall, counts: &TabCounts| steps(hall, counts, 1);
        let new = steps_of(&Hall::default(), &TabCounts::default());
        assert_eq!(Score::of(&new), Score { done: 0, all: 7 });
        let mut hours = WeeklyHours::default();
        hours.set_text(chrono::Weekday::Mon, "08.00-15.00").expect("hours");
        let hall = Hall {
            address: "Jalan Merdeka 1".into(),
            phone: balai_kernel::Phone::parse("0271 891173").ok(),
            complaint_contact: Some("Loket 1".into()),
            hours,
            pledge: Some(balai_tenancy::Pledge { text: "Kami sanggup.".into(), office: "Kepala".into(), decree: None }),
            ..Hall::default()
        };
        let counts = TabCounts { all: 3, published: 3, ..TabCounts::default() };
        let ready = steps_of(&hall, &counts);
        assert!(Score::of(&ready).is_ready());
        assert!(ready.iter().any(|step| step.optional && !step.done));
        assert_eq!(Score { done: 6, all: 7 }.percent(), 85);
    }
}
