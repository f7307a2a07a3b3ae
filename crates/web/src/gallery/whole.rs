use super::{Sample, hall, root_frame, sample};
use crate::content::{Accessibility, Privacy, ProcessingRecord, Ways};
use crate::faults::{Closed, Fault, Lost, Maintenance, NotFound, Refusal, Refused, Suspended};
use crate::words::Words;

pub(super) fn samples(w: Words) -> Vec<Sample> {
    vec![
        sample("faults_not_found_hall", &NotFound { w, frame: hall(w, "/x", None), lost: Lost::InHall }),
        sample("faults_not_found_root", &NotFound { w, frame: root_frame(w, "/x", None), lost: Lost::AtEntrance }),
        sample("faults_not_found_inside", &NotFound { w, frame: root_frame(w, "/x", None), lost: Lost::Inside }),
        sample("faults_fault", &Fault { w, frame: hall(w, "/", None), incident: "7F3K-2Q9M".into(), waits: None }),
        sample("faults_not_allowed", &refused(w, Refusal::NotAllowed)),
        sample(
            "faults_not_allowed_waits",
            &Refused { waits: Some("/lanjut/7".into()), ..refused(w, Refusal::NotAllowed) },
        ),
        sample("faults_forged", &refused(w, Refusal::Forged)),
        sample("faults_together", &refused(w, Refusal::Together)),
        sample("faults_too_many", &refused(w, Refusal::TooMany)),
        sample("faults_unreadable", &refused(w, Refusal::Unreadable)),
        sample("faults_maintenance", &Maintenance { w, frame: hall(w, "/", None), waits: None }),
        sample("faults_suspended", &Suspended { w, frame: hall(w, "/", None) }),
        sample("faults_closed", &closed(w)),
        sample("content_privacy", &Privacy { w, frame: hall(w, "/data-pribadi", None), ask: ways().ask() }),
        sample("content_processing", &ProcessingRecord::new(w, hall(w, "/data-pribadi/catatan", None), &ways())),
        sample("content_accessibility", &Accessibility { w, frame: root_frame(w, "/aksesibilitas", None) }),
    ]
}

fn ways() -> Ways {
    Ways::new("https://akun.balai.test".to_owned(), Some("33.14".to_owned()))
}

fn refused(w: Words, refusal: Refusal) -> Refused {
    Refused { w, frame: hall(w, "/", None), refusal, waits: None }
}

fn closed(w: Words) -> Closed {
    let grounds = "Perjanjian pengolahan data belum diperpanjang. <b>Kirim</b> perjanjian yang baru.".to_owned();
    Closed { w, frame: hall(w, "/kelola", None), grounds, since: "23 November 2026, 10.12 WIB".to_owned(), waits: None }
}
