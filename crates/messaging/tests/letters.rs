//! What the letters say.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod support;

use balai_messaging::Letter;
use support::{letters, outgoing};

#[test]
fn every_letter_is_signed_names_its_reader_and_says_what_the_html_says() {
    for letter in letters() {
        let written = letter.render(Some("Siti Aminah")).unwrap();
        for form in [&written.text, &written.html] {
            assert!(form.contains("Yth. Siti Aminah,"), "{form}");
            assert!(form.contains("Salam,"), "{form}");
        }
        assert_eq!(written.subject, letter.subject());
        assert!(written.html.contains(&written.subject), "{}", written.html);
        assert!(!written.text.contains("\n\n\n"), "{}", written.text);
        assert!(!written.text.contains('!') && !written.subject.contains('!'), "{}", written.text);
    }
}

#[test]
fn an_html_letter_calls_no_foreign_host_and_runs_nothing() {
    for letter in letters() {
        let html = letter.render(None).unwrap().html;
        let ours = "http://balai.localhost:8080";
        assert_eq!(html.matches("http").count(), html.matches(ours).count(), "{html}");
        for stranger in ["<img", "<link", "<script", "url(", "@import", "<iframe"] {
            assert!(!html.contains(stranger), "{stranger} in {html}");
        }
    }
}

#[test]
fn a_letter_with_a_link_shows_it_in_both_forms() {
    // a trial letter leads nowhere
    let leads = |letter: &Letter| !matches!(letter, Letter::ApplicationApproved { .. } | Letter::SenderTrial { .. });
    for letter in letters().into_iter().filter(leads) {
        let written = letter.render(None).unwrap();
        assert!(written.text.lines().any(|line| line.starts_with("http://balai.localhost:8080/")), "{}", written.text);
        assert!(written.html.contains("href=\"http://balai.localhost:8080/"), "{}", written.html);
    }
}

#[test]
fn words_of_others_cannot_become_markup() {
    let letter = &letters()[4];
    let written = letter.render(Some("<b>Siti</b>")).unwrap();
    assert!(written.text.contains("> Kirim yang sudah ditandatangani <kepala daerah>."), "{}", written.text);
    assert!(!written.html.contains("<kepala daerah>") && !written.html.contains("<b>Siti"), "{}", written.html);
    assert!(written.html.contains("&#60;kepala daerah&#62;"), "{}", written.html);
}

#[test]
fn a_letter_without_a_name_still_greets() {
    let written = letters()[1].render(None).unwrap();
    assert!(written.text.starts_with("Yth. Bapak/Ibu,\n"), "{}", written.text);
}

#[test]
fn ends_of_validity_stand_in_the_regions_own_time() {
    let written = letters()[2].render(None).unwrap();
    assert!(written.text.contains("Tautan berlaku sampai: 23 November 2026 pukul 15.00 WIB"), "{}", written.text);
}

#[test]
fn a_letter_reads_back_from_what_is_stored() {
    for letter in letters() {
        let stored = serde_json::to_value(&letter).unwrap();
        assert_eq!(stored["kind"], letter.kind());
        assert_eq!(serde_json::from_value::<Letter>(stored).unwrap(), letter);
    }
    let whole = outgoing(1, letters().remove(0));
    assert_eq!(
        serde_json::from_value::<balai_messaging::Outgoing>(serde_json::to_value(&whole).unwrap()).unwrap(),
        whole
    );
}
