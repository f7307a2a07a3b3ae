//! The region's own house: what is written at the desk is what citizens read, at once and by the region's clock.

use balai_catalog::{Adopt, Templates};
use balai_kernel::{HolidayKind, WorkWeek};
use balai_tenancy::days;
use balai_testkit::{Kind, SRAGEN};
use balai_tests::{Browser, Site};
use chrono::{NaiveDate, TimeDelta};
use rstest::rstest;

use crate::{LOGO, Somebody, fill, hidden, send_file};

const PHOTO: &[u8] = include_bytes!("../../fixtures/pictures/photo.png");
const BOMB: &[u8] = include_bytes!("../../fixtures/pictures/bomb.png");

async fn desk(kind: Kind) -> (Site, Browser) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await.at(&site, "sragen").await;
    (site, owner)
}

async fn home(site: &Site) -> String {
    let home = site.browser().get("sragen", "/").await;
    assert_eq!(home.status, 200);
    home.text().replace('\u{a0}', " ")
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn name_address_and_hours_are_saved_each_on_its_page(#[case] kind: Kind) {
    let (site, owner) = desk(kind).await;
    let identity = "/kelola/balai/identitas";
    let usual =
        [("nama", "Mal Pelayanan Publik Sragen"), ("alamat", "Jalan Raya Sukowati 255"), ("pengaduan", "Loket 1")];
    let wrong = fill(&owner, identity, &[&usual[..], &[("telepon", "abc"), ("surel", "x")]].concat()).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("href=\"#telepon\"") && wrong.says("href=\"#surel\"") && wrong.says("Jalan Raya Sukowati 255"));
    let saved = fill(&owner, identity, &[&usual[..], &[("telepon", "0271 891173")]].concat()).await;
    assert_eq!(saved.location(), "/kelola/balai/identitas?tersimpan=1");
    let stale = owner.post("sragen", identity, &[("semula", "basi"), ("nama", "Lain")]).await;
    assert!(stale.status == 409 && stale.says("Jalan Raya Sukowati 255"), "what stands there is shown");
    let hours = fill(&owner, "/kelola/balai/jam", &[("senin", "08.00-14.00"), ("hari-kerja", "6")]).await;
    assert_eq!(hours.status, 303, "{}", hours.text());
    let home = home(&site).await;
    assert!(home.contains("Jalan Raya Sukowati 255") && home.contains("Balai buka sampai 14.00"), "{home}");
    let index = owner.get("sragen", "/kelola/balai").await;
    assert!(index.says("Jalan Raya Sukowati 255") && index.says("/kelola/balai/istilah"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_colour_that_cannot_be_read_is_refused_and_the_nearest_that_can_be_is_offered(#[case] kind: Kind) {
    let (site, owner) = desk(kind).await;
    let path = "/kelola/balai/warna";
    let refused = fill(&owner, path, &[("warna", "#ffd500")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("terlalu terang") && refused.says("value=\"#ffd500\"") && refused.says("href=\"#warna\""));
    let hex = refused.text().split("?warna=%23").nth(1).expect("a link").split('"').next().expect("its end");
    let near = &*format!("#{hex}");
    let tried = owner.get("sragen", &format!("{path}?warna=%23{hex}")).await;
    assert!(tried.says("Belum tersimpan") && tried.says("Mode gelap"), "{}", tried.text());
    assert!(!home(&site).await.contains(near), "a look keeps nothing");
    let saved = fill(&owner, path, &[("warna", near)]).await;
    assert_eq!(saved.location(), "/kelola/balai/warna?tersimpan=1");
    let home = home(&site).await;
    let theme = home.split("/tema-").nth(1).expect("the region's colour").split('"').next().expect("its end");
    assert_eq!(site.browser().get("sragen", &format!("/tema-{theme}")).await.status, 200);
    for (colour, says) in [("merah", "tanda pagar"), ("#d42a20", "merah tanda kesalahan")] {
        let refused = fill(&owner, path, &[("warna", colour)]).await;
        assert!(refused.status == 422 && refused.says(says), "{colour}: {}", refused.text());
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn pictures_are_written_anew_and_nothing_of_the_file_goes_on(#[case] kind: Kind) {
    let (site, owner) = desk(kind).await;
    for (bytes, says) in [
        (&b"<?xml version=\"1.0\"?><svg onload=\"alert(1)\"/>"[..], "simpan sebagai PNG"),
        (b"MZ\x90\x00 a program", "bukan gambar PNG"),
        (b"", "Pilih berkas gambar"),
        (&LOGO[..200], "rusak"),
        (BOMB, "terlalu besar"),
    ] {
        let answer = send_file(&owner, "/kelola/balai/logo", ("berkas", "logo.png"), bytes, &[]).await;
        assert!(answer.status == 422 && answer.says(says), "{says}: {}", answer.text());
    }
    let kept = send_file(&owner, "/kelola/balai/logo", ("berkas", "../x.svg"), LOGO, &[]).await;
    assert_eq!(kept.location(), "/kelola/balai/logo?tersimpan=1");
    let front = home(&site).await;
    assert!(front.contains("src=\"/balai/logo?v=") && front.contains("width=\"192\" height=\"150\""), "{front}");
    let logo = site.browser().get("sragen", "/balai/logo").await;
    assert_eq!((logo.status, logo.header("content-type")), (200, "image/png"));
    assert!(!logo.body.windows(14).any(|part| part == b"LOKASI-RAHASIA"));
    assert_eq!(site.browser().get("bengkulu-tengah", "/balai/logo").await.status, 404, "it is the region's own");

    let photo = ("berkas", "foto.png");
    let bare = send_file(&owner, "/kelola/balai/foto", photo, PHOTO, &[]).await;
    assert!(bare.status == 422 && bare.says("href=\"#uraian\""), "a photo needs words: {}", bare.text());
    let words = [("uraian", "Gedung putih dua lantai")];
    let kept = send_file(&owner, "/kelola/balai/foto", photo, PHOTO, &words).await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    let front = home(&site).await;
    assert!(front.contains("alt=\"Gedung putih dua lantai\"") && front.contains("loading=\"lazy\""), "{front}");
    for (path, most) in [("/balai/foto-kecil", 32 * 1024), ("/balai/foto", 88 * 1024)] {
        let photo = site.browser().get("sragen", path).await;
        assert_eq!((photo.status, photo.header("content-type")), (200, "image/jpeg"), "{path}");
        assert!(photo.body.len() <= most, "{path} weighs {}", photo.body.len());
    }
    assert_eq!(owner.post("sragen", "/kelola/balai/tanpa-logo", &[]).await.status, 303);
    assert_eq!(owner.post("sragen", "/kelola/balai/tanpa-foto", &[]).await.status, 303);
    assert_eq!(site.browser().get("sragen", "/balai/foto").await.status, 404);
    assert!(!home(&site).await.contains("/balai/"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_special_day_changes_open_now_at_its_minute_with_its_reason(#[case] kind: Kind) {
    let (site, owner) = desk(kind).await;
    assert!(home(&site).await.contains("Balai buka sampai 15.00 WIB"), "Monday, 09.00");
    let path = "/kelola/balai/hari-khusus";
    for (fields, at) in [
        ([("tanggal", "22-11-2026"), ("jam", ""), ("alasan", "Libur")], "tanggal"),
        ([("tanggal", "besok"), ("jam", ""), ("alasan", "Libur")], "tanggal"),
        ([("tanggal", "23-11-2026"), ("jam", "pagi"), ("alasan", "Libur")], "jam"),
        ([("tanggal", "23-11-2026"), ("jam", ""), ("alasan", "")], "alasan"),
    ] {
        let wrong = owner.post("sragen", path, &fields).await;
        assert!(wrong.status == 422 && wrong.says(&format!("href=\"#{at}\"")), "{at}: {}", wrong.text());
    }
    let today = [("tanggal", "23-11-2026"), ("jam", "08.00-11.00"), ("alasan", "Rapat pegawai")];
    for _ in 0..2 {
        assert_eq!(owner.post("sragen", path, &today).await.status, 303, "a second click does no harm");
    }
    let says = home(&site).await;
    assert!(
        says.contains("Balai buka sampai 11.00 WIB") && says.contains("Hari ini jam lain: Rapat pegawai."),
        "{says}"
    );
    assert!(says.contains("08.00–11.00 WIB, Rapat pegawai"), "and among the hours: {says}");
    let closed = [("tanggal", "24-11-2026"), ("sampai", "25-11-2026"), ("alasan", "Pemeliharaan listrik")];
    assert_eq!(owner.post("sragen", path, &closed).await.status, 303);
    let says = home(&site).await;
    assert!(says.contains("Tutup, Pemeliharaan listrik"), "{says}");
    let removed = owner.post("sragen", &format!("{path}/hapus"), &[("hari", "2026-11-25")]).await;
    assert_eq!(removed.status, 303);
    assert!(!site.browser().get("bengkulu-tengah", "/").await.says("Pemeliharaan listrik"));
    site.clock.advance(TimeDelta::minutes(119));
    assert!(home(&site).await.contains("Balai buka sampai 11.00 WIB"), "10.59");
    site.clock.advance(TimeDelta::minutes(1));
    assert!(home(&site).await.contains("Balai tutup, buka lagi Rabu 08.00 WIB"), "11.00");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_holiday_of_the_regions_own_closes_the_hall_and_is_no_working_day(#[case] kind: Kind) {
    let (site, owner) = desk(kind).await;
    let path = "/kelola/balai/libur-daerah";
    let fields = |day| [("tanggal", day), ("nama", "Hari jadi Sragen"), ("dasar", "Keputusan Bupati 188/12/2026")];
    let christmas = owner.post("sragen", path, &fields("25-12-2026")).await;
    assert!(christmas.status == 422 && christmas.says("sudah libur nasional"), "{}", christmas.text());
    assert_eq!(owner.post("sragen", path, &fields("23-11-2026")).await.status, 303);
    assert!(home(&site).await.contains("Hari ini libur: Hari jadi Sragen."));
    assert!(site.browser().get("bengkulu-tengah", "/").await.says("Balai buka sampai"), "elsewhere it is a Monday");
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).expect("a date");
    let national = site.app.holidays.calendar().await.expect("the national holidays");
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    let calendar = days::working_calendar(&read, &national.calendar, day(1)).await.expect("a calendar");
    drop(read);
    assert_eq!(calendar.holiday(day(23)).map(|holiday| holiday.kind), Some(HolidayKind::Local));
    assert_eq!(calendar.add_working_days(day(20), 1), day(24), "from Friday over the holiday");
    assert_eq!(fill(&owner, "/kelola/balai/jam", &[("selasa", "08.00-14.00"), ("hari-kerja", "6")]).await.status, 303);
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    let six = days::working_calendar(&read, &national.calendar, day(1)).await.expect("a calendar");
    assert_eq!(
        six,
        national.calendar.of_office(WorkWeek::SixDays, days::local_holidays(&read, day(1)).await.expect("rows"))
    );
    assert_eq!(six.add_working_days(day(20), 1), day(21), "Saturday is worked");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_pledge_links_and_news_are_read_by_citizens_and_the_calendar_by_machines(#[case] kind: Kind) {
    let (site, owner) = desk(kind).await;
    let citizen = site.browser();
    assert_eq!(citizen.get("sragen", "/maklumat").await.status, 404);
    let page = owner.get("sragen", "/kelola/balai/maklumat").await;
    assert!(page.says("sanggup menyelenggarakan"), "the usual words to begin with");
    let missing = fill(&owner, "/kelola/balai/maklumat", &[("janji", "Kami sanggup."), ("jabatan", "")]).await;
    assert!(missing.status == 422 && missing.says("href=\"#jabatan\""));
    let pledge = [("janji", "Kami sanggup.\n<script>"), ("jabatan", "Kepala DPMPTSP")];
    assert_eq!(fill(&owner, "/kelola/balai/maklumat", &pledge).await.status, 303);
    let public = citizen.get("sragen", "/maklumat").await;
    assert!(public.says("Kami sanggup.") && public.says("&#60;script&#62;") && public.says("Kepala DPMPTSP"));
    assert!(home(&site).await.contains("href=\"/maklumat\""));

    let bad = fill(
        &owner,
        "/kelola/balai/jejaring",
        &[("tautan-1", "http://instagram.com/x"), ("tautan-2", "https://contoh.id/x")],
    )
    .await;
    assert!(bad.status == 422 && bad.says("href=\"#tautan-1\"") && bad.says("href=\"#tautan-2\""));
    assert_eq!(
        fill(&owner, "/kelola/balai/jejaring", &[("tautan-1", "https://www.instagram.com/mppsragen")]).await.status,
        303
    );
    assert!(home(&site).await.contains("https://www.instagram.com/mppsragen"));

    let blank = owner.get("sragen", "/kelola/balai/kabar/baru").await;
    let key = hidden(&blank, "kunci");
    let story = [
        ("kunci", key.as_str()),
        ("judul", "Pelatihan UMKM, foto; produk"),
        ("teks", "Bawa ponsel.\nGratis."),
        ("tanggal", "7-12-2026"),
        ("sampai", "9-12-2026"),
        ("jam", "09.00-12.00"),
        ("tempat", "Aula lantai 2"),
    ];
    let half = owner.post("sragen", "/kelola/balai/kabar/baru", &story[..4]).await;
    assert!(half.status == 422 && half.says("href=\"#jam\"") && half.says("Bawa ponsel."), "{}", half.text());
    for _ in 0..2 {
        let saved = owner.post("sragen", "/kelola/balai/kabar/baru", &story).await;
        assert_eq!(
            saved.location(),
            format!("/kelola/balai/kabar/{key}?tersimpan=1"),
            "a second click adds no second one"
        );
    }
    assert!(!citizen.get("sragen", "/kabar").await.says("Pelatihan UMKM"), "a draft is nobody's");
    let address = "/kabar/pelatihan-umkm-foto-produk";
    assert_eq!(citizen.get("sragen", address).await.status, 404);
    let turn = format!("/kelola/balai/kabar/{key}/keadaan");
    assert_eq!(owner.post("sragen", &turn, &[("ke", "terbit")]).await.status, 303);
    let list = citizen.get("sragen", "/kabar").await;
    assert!(list.says("Pelatihan UMKM, foto; produk") && list.says("setiap hari"), "{}", list.text());
    assert!(home(&site).await.contains(address));
    assert_eq!(citizen.get("bengkulu-tengah", address).await.status, 404);
    for path in ["/kabar.ics", "/kabar/pelatihan-umkm-foto-produk.ics"] {
        let file = citizen.get("sragen", path).await;
        assert_eq!((file.status, file.header("content-type")), (200, "text/calendar; charset=utf-8"));
        let text = file.text().replace("\r\n ", "");
        for line in [
            "BEGIN:VCALENDAR\r\n",
            "VERSION:2.0\r\n",
            "DTSTART:20261207T020000Z\r\n",
            "DTEND:20261207T050000Z\r\n",
            "RRULE:FREQ=DAILY;COUNT=3\r\n",
            "SUMMARY:Pelatihan UMKM\\, foto\\; produk\r\n",
            "DESCRIPTION:Bawa ponsel.\\nGratis.\r\n",
            "STATUS:CONFIRMED\r\n",
        ] {
            assert!(text.contains(line), "{line:?} in {text}");
        }
        assert!(text.contains(&format!("UID:{key}\r\n")), "{text}");
        assert!(file.text().lines().all(|line| line.len() <= 75), "lines are folded");
    }
    assert_eq!(owner.post("sragen", &turn, &[("ke", "batal")]).await.status, 303);
    assert!(citizen.get("sragen", address).await.says("Dibatalkan"));
    assert!(citizen.get("sragen", "/kabar.ics").await.says("STATUS:CANCELLED"));
    site.clock.advance(TimeDelta::days(17));
    assert!(!home(&site).await.contains(address), "over is over");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn own_words_stand_on_every_page_at_once_and_only_here(#[case] kind: Kind) {
    let (site, owner) = desk(kind).await;
    let before = home(&site).await;
    assert!(before.contains("Balai layanan publik") && before.contains("Datang ke balai"));
    let path = "/kelola/balai/istilah";
    let wrong = fill(&owner, path, &[("loket", "<b>meja</b>"), ("gerai", &"x".repeat(41))]).await;
    assert!(wrong.status == 422 && wrong.says("href=\"#loket\"") && wrong.says("href=\"#gerai\""));
    let words = [("jenis", "mal pelayanan publik"), ("balai", "mal"), ("loket", "meja")];
    assert_eq!(fill(&owner, path, &words).await.status, 303);
    let after = home(&site).await;
    for says in ["Mal pelayanan publik", "Mal buka sampai 15.00", "Datang ke mal", "meja informasi di mal"] {
        assert!(after.contains(says), "{says} in {after}");
    }
    assert!(!after.contains("Datang ke balai"));
    let desk = owner.get("sragen", "/kelola/balai").await;
    assert!(desk.says("Pengaturan mal") && desk.says(">Mal</a>"), "{}", desk.text());
    let english = site.browser().get("sragen", "/?bahasa=en").await;
    assert!(english.says("Visit the hall") && english.says("Public service hall"));
    assert!(site.browser().get("bengkulu-tengah", "/").await.says("Datang ke balai"));
    assert_eq!(fill(&owner, path, &[("jenis", ""), ("balai", "balai")]).await.status, 303);
    assert!(home(&site).await.contains("Datang ke balai"), "the usual word is none of its own");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_first_steps_end_with_a_hall_whose_starter_services_are_public(#[case] kind: Kind) {
    let (site, owner) = desk(kind).await;
    let start = owner.get("sragen", "/kelola").await;
    assert!(start.says("Kesiapan 57 %") && start.says("href=\"/kelola/balai/maklumat\""), "{}", start.text());
    site.adopt(SRAGEN, Templates::starter(), Adopt::AsDrafts).await;
    let path = "/kelola/katalog/pembukaan";
    let wrong = owner.post("sragen", path, &[("nomor", ""), ("ditetapkan", "x"), ("berlaku", "2-11-2026")]).await;
    assert!(wrong.status == 422 && wrong.says("href=\"#nomor\"") && wrong.says("href=\"#ditetapkan\""));
    let decree =
        [("nomor", "188/77/2026"), ("ditetapkan", "2-11-2026"), ("berlaku", "3-11-2026"), ("perda", "Perda 1/2024")];
    let done = owner.post("sragen", path, &decree).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let all = Templates::starter().services.len();
    let told = format!("terbit={all}&menunggu=0&tertahan=0");
    assert!(done.location().contains(&told), "{}", done.location());
    let again = owner.post("sragen", path, &decree).await;
    assert!(again.location().contains("terbit=0"), "a second click publishes nothing: {}", again.location());
    assert!(home(&site).await.contains(&format!("{all} layanan menurut urusan")));
    let pledge = [("janji", "Kami sanggup."), ("jabatan", "Kepala DPMPTSP")];
    assert_eq!(fill(&owner, "/kelola/balai/maklumat", &pledge).await.status, 303);
    assert!(owner.get("sragen", "/kelola").await.says("Siap dibuka untuk warga"));
}
