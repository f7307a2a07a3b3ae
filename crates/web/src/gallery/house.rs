use balai_kernel::{OpenRange, WeeklyHours, Zone};
use balai_tenancy::happening::{State, Story, When};
use balai_tenancy::{Hall, Noun, Pledge, SocialLink, Vocabulary, Word};
use chrono::{NaiveDate, Weekday};

use super::desk::frame;
use super::hall::news;
use super::{Sample, hall, long_word, sample};
use crate::brand::Brand;
use crate::desk::bench::Tag;
use crate::desk::house::colour::ColourPage;
use crate::desk::house::days::{DayRow, DaysForm, DaysPage};
use crate::desk::house::holidays::{HolidayForm, HolidayRow, HolidaysPage};
use crate::desk::house::hours::HoursForm;
use crate::desk::house::identity::IdentityForm;
use crate::desk::house::index::{Dates, IndexPage, Names, facts, groups};
use crate::desk::house::logo::HallLogoPage;
use crate::desk::house::news::{DeskNewsPage, NewsRow};
use crate::desk::house::photo::PhotoPage;
use crate::desk::house::pledge::PledgeForm;
use crate::desk::house::sheet::{Sheet, Subject};
use crate::desk::house::social::SocialForm;
use crate::desk::house::story::{Kept, StoryForm, StoryPage};
use crate::desk::house::vocabulary::VocabularyForm;
use crate::desk::opening::{OpeningForm, OpeningPage};
use crate::desk::typed::Typed;
use crate::forms::{ErrorSummary, Field};
use crate::frame::DeskTab;
use crate::hall::news::{HappeningPage, NewsPage};
use crate::hall::pledge::PledgePage;
use crate::parts::Picture;
use crate::words::Words;

/// What citizens read of the house, in both languages; the desk speaks Indonesian only.
pub(super) fn samples(w: Words) -> Vec<Sample> {
    let mut all = vec![public_news(w), happening(w, true), happening(w, false), pledge(w)];
    if w == Words::default() {
        all.extend(index());
        all.extend(sheets());
        all.extend(looks());
        all.extend(dates());
        all.extend(stories());
        all.extend(opening());
    }
    all
}

fn written() -> Hall {
    let mut hours = WeeklyHours::default();
    for day in [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri] {
        hours.set_text(day, "08.00-12.00, 13.00-15.00").expect("hours");
    }
    let mut words = Vocabulary::default();
    words.set(Noun::Hall, Word::parse("mal").ok());
    Hall {
        name: "Mal Pelayanan Publik Kabupaten Sragen".into(),
        address: "Jalan Raya Sukowati 255, Sragen".into(),
        complaint_contact: Some("Meja informasi, lantai 1".into()),
        hours,
        colour: Some("#0e6b5c".into()),
        pledge: Some(promised()),
        social: SocialLink::parse("https://www.instagram.com/contoh").into_iter().collect(),
        words,
        ..Hall::default()
    }
}

fn promised() -> Pledge {
    Pledge {
        text: "Dengan ini kami menyatakan sanggup melayani sesuai standar.\nBila tidak, kami siap menerima sanksi."
            .into(),
        office: "Kepala DPMPTSP Kabupaten Sragen".into(),
        decree: Some("SK 188.4/12/2026".into()),
    }
}

fn sheet(here: &str) -> Sheet {
    let frame = frame(here, Some(DeskTab::Hall));
    let (w, zone) = (Words::default(), Zone::Wib);
    Sheet { w, frame, zone, summary: ErrorSummary::default(), seen: String::new(), saved: false, theirs: None }
}

/// A form, as it is saved and with every field refused.
fn subject<S: Subject>(name: &str, hall: &Hall, refuse: impl FnOnce(&mut S)) -> [Sample; 2] {
    let saved = S::of(hall).page(Sheet { saved: true, ..sheet(S::HERE) });
    let mut wrong = S::of(hall);
    refuse(&mut wrong);
    let summary = ErrorSummary::of(wrong.fields());
    let wrong = wrong.page(Sheet { summary, ..sheet(S::HERE) });
    [sample(&format!("house_{name}_typical"), &saved), sample(&format!("house_{name}_error"), &wrong)]
}

fn sheets() -> Vec<Sample> {
    let hall = written();
    let identity = subject::<IdentityForm>("identity", &hall, |form| {
        form.name.error = Some("Tulis nama balai.".into());
        form.phone.value = long_word();
    });
    let hours = subject::<HoursForm>("hours", &hall, |form| {
        form.week[0].hours.error = Some("Jam bertumpang tindih. Tulis berurutan.".into());
    });
    let pledge = subject::<PledgeForm>("pledge", &hall, |form| {
        form.office.error = Some("Tulis jabatan yang menetapkan, misalnya Kepala DPMPTSP.".into());
    });
    let social = subject::<SocialForm>("social", &hall, |form| {
        form.links[0].field.error = Some("Alamat ini bukan milik jejaring yang dikenal.".into());
    });
    let words = subject::<VocabularyForm>("vocabulary", &hall, |form| {
        form.words[0].own.value = long_word();
        form.words[0].own.error = Some("Istilah ini terlalu panjang.".into());
    });
    [identity, hours, pledge, social, words].into_iter().flatten().collect()
}

fn index() -> [Sample; 3] {
    let page = |facts, groups| IndexPage {
        w: Words::default(),
        frame: frame("/kelola/balai", Some(DeskTab::Hall)),
        facts,
        groups,
    };
    let names = Names { domain: Some("mpp.sragenkab.go.id".into()), sender: None, application: None };
    let new = groups(&Hall::default(), &Dates::default(), &Names::default());
    [
        sample("house_index_typical", &page(Vec::new(), groups(&written(), &Dates::default(), &names))),
        sample("house_index_empty", &page(Vec::new(), new)),
        sample("house_index_reader", &page(facts(&written()), Vec::new())),
    ]
}

fn looks() -> Vec<Sample> {
    let picture = || Picture { href: "/balai/logo/contoh".into(), width: 320, height: 320 };
    let colour = |typed: &str| {
        let mut colour = Field::new("warna").with(typed);
        let brand = Brand::of(typed).map_err(|error| colour.error = Some(error.to_string())).ok();
        ColourPage {
            w: Words::default(),
            frame: frame("/kelola/balai/warna", Some(DeskTab::Hall)),
            sheet: Sheet { summary: ErrorSummary::of([&colour]), ..sheet("/kelola/balai/warna") },
            nearest: colour.error.as_ref().and_then(|_| Brand::nearest(typed)).map(|colour| colour.to_string()),
            specimens: brand.map(|brand| brand.specimens()).unwrap_or_default(),
            colour,
            tried: false,
        }
    };
    let logo = |logo, error: Option<&str>| {
        let mut file = Field::new("berkas");
        file.error = error.map(str::to_owned);
        let sheet = Sheet { summary: ErrorSummary::of([&file]), ..sheet("/kelola/balai/logo") };
        HallLogoPage { w: Words::default(), frame: sheet.frame.clone(), sheet, logo, file }
    };
    let photo = |photo, alt: &str| {
        let sheet = sheet("/kelola/balai/foto");
        let (file, alt) = (Field::new("berkas"), Field::new("uraian").with(alt));
        PhotoPage { w: Words::default(), frame: sheet.frame.clone(), sheet, photo, file, alt }
    };
    let building = crate::hall::home::Photo {
        small: "/balai/foto/contoh".into(),
        large: Picture { href: "/balai/foto/contoh".into(), width: 1600, height: 900 },
        alt: "Gedung balai dari jalan raya".into(),
    };
    vec![
        sample("house_colour_typical", &colour("#0e6b5c")),
        sample("house_colour_error", &colour("#ffd500")),
        sample("house_logo_typical", &logo(Some(picture()), None)),
        sample("house_logo_error", &logo(None, Some("Berkas SVG tidak diterima. Kirim PNG, JPEG, atau WebP."))),
        sample("house_photo_typical", &photo(Some(building), "Gedung balai dari jalan raya")),
        sample("house_photo_empty", &photo(None, "")),
    ]
}

fn dates() -> Vec<Sample> {
    let typed = |text: &str| Typed::parse(text.as_bytes());
    let day = |date: &str, hours: &str, reason: String| DayRow {
        day: "2026-12-24".into(),
        date: date.into(),
        hours: hours.into(),
        reason,
    };
    let special = |rows, mut form: DaysForm, error: Option<&str>| {
        form.first.error = error.map(str::to_owned);
        let sheet = Sheet { summary: ErrorSummary::of([&form.first]), ..sheet("/kelola/balai/hari-khusus") };
        DaysPage { w: Words::default(), frame: sheet.frame.clone(), sheet, rows, form }
    };
    let holidays = |rows, form| {
        let sheet = sheet("/kelola/balai/libur-daerah");
        HolidaysPage { w: Words::default(), frame: sheet.frame.clone(), sheet, rows, form }
    };
    let rows = vec![
        day("Kamis, 24 Desember 2026", "08.00-11.00", "Rapat akhir tahun".into()),
        day("Jumat, 25 Desember 2026", "Tutup", long_word()),
    ];
    let holiday = HolidayRow {
        day: "2027-05-27".into(),
        date: "Kamis, 27 Mei 2027".into(),
        name: "Hari jadi Kabupaten Sragen".into(),
        legal_basis: "Keputusan Bupati 003/12/2026".into(),
    };
    let past = "tanggal=1-1-2020&jam=08.00-11.00&alasan=Rapat";
    let past_error = "Tanggal ini sudah lewat. Tulis tanggal hari ini atau sesudahnya.";
    vec![
        sample("house_days_empty", &special(Vec::new(), DaysForm::typed(&typed("")), None)),
        sample("house_days_error", &special(rows, DaysForm::typed(&typed(past)), Some(past_error))),
        sample("house_holidays_typical", &holidays(vec![holiday], HolidayForm::typed(&typed("")))),
    ]
}

fn stories() -> Vec<Sample> {
    let green = || Tag { class: "govuk-tag--green", word: "Terbit".into() };
    let row = |title: String, state: Tag| NewsRow {
        title,
        href: "/kelola/balai/kabar/contoh".into(),
        when: "Senin, 7 Desember 2026, 09.00-12.00".into(),
        state,
    };
    let list = |rows, more: Option<&str>| {
        let sheet = sheet("/kelola/balai/kabar");
        DeskNewsPage { w: Words::default(), frame: sheet.frame.clone(), sheet, rows, more: more.map(str::to_owned) }
    };
    let one = |form, kept| {
        let sheet = sheet("/kelola/balai/kabar/baru");
        StoryPage { w: Words::default(), frame: sheet.frame.clone(), sheet, form, key: String::new(), kept }
    };
    let kept = Kept {
        id: "contoh".into(),
        tag: green(),
        state: State::Published,
        occasion: true,
        public: "/kabar/pelatihan-foto".into(),
    };
    let grey = Tag { class: "govuk-tag--grey", word: "Draf".into() };
    let rows = vec![row("Pelatihan foto produk untuk UMKM".into(), green()), row(long_word(), grey)];
    vec![
        sample("house_news_typical", &list(rows, Some("/kelola/balai/kabar?setelah=contoh"))),
        sample("house_news_empty", &list(Vec::new(), None)),
        sample("house_story_empty", &one(StoryForm::typed(&Typed::default()), None)),
        sample("house_story_typical", &one(StoryForm::of(&story()), Some(kept))),
    ]
}

fn story() -> Story {
    let first = NaiveDate::from_ymd_opt(2026, 12, 7).expect("a date");
    Story {
        title: "Pelatihan foto produk untuk UMKM".into(),
        text: "Belajar memotret dagangan dengan telepon.\nBawa satu barang dagangan.".into(),
        place: Some("Aula lantai 2".into()),
        when: When::new(first, None, OpenRange::parse("09.00-12.00").expect("hours")).ok(),
    }
}

fn opening() -> [Sample; 2] {
    let page = |drafts: &str, levies| OpeningPage {
        w: Words::default(),
        frame: frame("/kelola/katalog/pembukaan", Some(DeskTab::Catalogue)),
        any: drafts != "0",
        drafts: drafts.into(),
        levies,
        four_eyes: levies > 0,
        form: OpeningForm::typed(&Typed::default()),
        summary: ErrorSummary::default(),
    };
    [sample("desk_opening_typical", &page("98", 4)), sample("desk_opening_empty", &page("0", 0))]
}

fn public_news(w: Words) -> Sample {
    let page = NewsPage {
        w,
        frame: hall(w, "/kabar", None),
        later: false,
        coming: news(),
        news: news(),
        more: Some("/kabar?setelah=contoh".into()),
    };
    sample("hall_news_typical", &page)
}

fn happening(w: Words, occasion: bool) -> Sample {
    let card = news().swap_remove(usize::from(!occasion));
    let page = HappeningPage {
        w,
        frame: hall(w, "/kabar/contoh", None),
        card,
        text: story().text.lines().map(str::to_owned).chain([long_word()]).collect(),
        occasion,
        over: !occasion,
        calendar: occasion.then(|| "/kabar/contoh.ics".to_owned()),
    };
    sample(if occasion { "hall_happening_typical" } else { "hall_happening_cancelled" }, &page)
}

fn pledge(w: Words) -> Sample {
    let complaints = Some("Meja informasi, lantai 1".into());
    sample("hall_pledge_typical", &PledgePage { w, frame: hall(w, "/maklumat", None), pledge: promised(), complaints })
}
