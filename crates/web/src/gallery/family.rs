//! Acting for another: the list, the form, and what was done.

use super::{Sample, long_word, sample};
use crate::account::appoint::{Appoint, Step};
use crate::account::family::{Deeds, Family, Line};
use crate::edge::forgery::FormToken;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{Acting, Frame};
use crate::words::Words;

pub(super) fn samples(w: Words) -> Vec<Sample> {
    let line = |name: &str, waits| Line {
        href: "/keluarga/x".into(),
        name: name.into(),
        what: w.say("family-all-until").put("date", "29-12-2026").to_string(),
        waits,
        ends: true,
    };
    let news = Some((false, w.t("family-beyond")));
    let full = |name: &str| vec![line(name, false), line("Budi Santoso", true)];
    vec![
        sample("account_family_typical", &family(w, news, full("Dewi Kecil"))),
        sample("account_family_empty", &family(w, None, Vec::new())),
        sample("account_family_longest", &family(w, Some((true, w.t("family-appointed"))), full(&long_word()))),
        sample("account_appoint_typical", &appoint(w, Step::Who, Field::new("kontak"))),
        sample("account_appoint_error", &appoint(w, Step::Who, Field::new("kontak").wrong(w.t("family-oneself")))),
        sample("account_appoint_scope", &appoint(w, Step::Scope, Field::new("cakupan"))),
        sample("account_appoint_service", &appoint(w, Step::Service, Field::new("layanan"))),
        sample("account_appoint_service_error", &appoint(w, Step::Service, gone(w))),
        sample("account_deeds_typical", &deeds(w, vec![("Menambah berkas".into(), "29-11-2026".into())])),
        sample("account_deeds_empty", &deeds(w, Vec::new())),
    ]
}

fn frame(w: Words) -> Frame {
    Frame::account(w, "/keluarga", Some("Sri Rahayu"))
}

fn family(w: Words, news: Option<(bool, String)>, lines: Vec<Line>) -> Family {
    let acting = |_| Acting {
        name: "Dewi Kecil".into(),
        whole: false,
        service: Some("Pencatatan kelahiran".into()),
        form: FormToken::sample(),
        meant: "?untuk=x".into(),
    };
    let acting = news.as_ref().map(acting);
    let frame = frame(w).acting(acting);
    Family { w, frame, form: FormToken::sample(), news, held: lines.clone(), given: lines.clone(), ended: lines }
}

fn gone(w: Words) -> Field {
    let sentence = w.say("family-service-gone").put("region", "Kabupaten Sragen").to_string();
    Field::new("layanan").wrong(sentence)
}

fn appoint(w: Words, step: Step, field: Field) -> Appoint {
    let is_first = step == Step::Who;
    let choice = |value: &str, label: &str| Choice::new(value, label).hint("Dinas Kependudukan dan Pencatatan Sipil");
    Appoint {
        w,
        frame: frame(w),
        form: FormToken::sample(),
        summary: ErrorSummary::of([&field]),
        step,
        rows: if is_first { Vec::new() } else { vec![(w.t("family-agent"), "budi@contoh.id".into())] },
        hidden: if is_first { Vec::new() } else { vec![Field::new("kontak").with("budi@contoh.id")] },
        field,
        choices: vec![choice("a", "Pencatatan kelahiran"), choice("b", &long_word())],
        hint: w.say("search-most").put("count", 10_u64).to_string(),
        words: Field::new("cari").with("akta lahir"),
        corrected: None,
        nothing: None,
        back: (!is_first).then_some(Step::Who),
    }
}

fn deeds(w: Words, lines: Vec<(String, String)>) -> Deeds {
    let more = (!lines.is_empty()).then(|| "/keluarga/x/catatan?setelah=7".into());
    Deeds { w, frame: frame(w), name: "Sri Rahayu".into(), lines, more }
}
