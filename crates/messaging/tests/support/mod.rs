//! One letter of each kind, as short as life and as long as the longest name.

use balai_kernel::{Email, Zone};
use balai_messaging::{Addressee, Deadline, Letter, Outgoing};
use balai_tenancy::life::Turn;
use chrono::DateTime;
use uuid::Uuid;

pub fn until() -> Deadline {
    Deadline { at: DateTime::from_timestamp(1_795_420_800, 0).unwrap(), zone: Zone::Wib }
}

pub fn letters() -> Vec<Letter> {
    let link = |path: &str| format!("http://balai.localhost:8080{path}").parse().unwrap();
    let (region, reference) = (|| "Kabupaten Sragen".to_owned(), || "BLI-2026-7F3K9Q".to_owned());
    vec![
        Letter::DraftLink { region: None, link: link("/daftar/lanjut/rahasia"), until: until() },
        Letter::DraftLink { region: Some(region()), link: link("/daftar/lanjut/rahasia"), until: until() },
        Letter::ConfirmEmail {
            region: region(),
            reference: reference(),
            link: link("/daftar/konfirmasi/rahasia"),
            until: until(),
        },
        Letter::ApplicationReceived { region: region(), reference: reference(), status: link("/daftar/status") },
        Letter::ApplicationReturned {
            region: region(),
            reference: reference(),
            reason: "Surat belum ditandatangani.\n\nKirim yang sudah ditandatangani <kepala daerah>.".into(),
            link: link("/daftar/lanjut/rahasia"),
            until: until(),
        },
        Letter::ApplicationRejected {
            region: region(),
            reference: reference(),
            reason: "Daerah ini sudah punya MPP Digital sendiri.".into(),
            again: link("/daftar"),
        },
        Letter::ApplicationVerified { region: region(), reference: reference(), status: link("/daftar/status") },
        Letter::ApplicationApproved { region: region(), reference: reference(), hall: link("/") },
        Letter::HallTurned {
            region: region(),
            turn: Turn::Suspended,
            grounds: "Perjanjian berakhir.\n\nKirim <perjanjian> yang baru.".into(),
            hall: link("/"),
        },
        Letter::HallTurned {
            region: region(),
            turn: Turn::Resumed,
            grounds: "Perjanjian sudah diperpanjang.".into(),
            hall: link("/"),
        },
        Letter::SupportAllowed {
            region: region(),
            from: "Siti Aminah".into(),
            reason: "Impor katalog gagal terus.".into(),
            link: link("/kelola"),
            until: until(),
        },
        Letter::SupportOpened {
            region: region(),
            helper: "Agus Salim".into(),
            from: "Siti Aminah".into(),
            reason: "Impor katalog gagal terus.".into(),
            link: link("/kelola/bantuan"),
            until: until(),
        },
        Letter::SenderTrial { region: region(), at: until() },
        Letter::OwnerInvitation { region: region(), hall: link("/"), link: link("/undangan/rahasia"), until: until() },
        Letter::StaffInvitation {
            place: "Dinas Kependudukan dan Pencatatan Sipil Kabupaten Sragen".into(),
            role: "penyunting katalog".into(),
            link: link("/undangan/rahasia"),
            until: until(),
        },
    ]
}

pub fn outgoing(event: u128, letter: Letter) -> Outgoing {
    Outgoing {
        event: Uuid::from_u128(event),
        at: DateTime::from_timestamp(1_795_400_000, 0).unwrap(),
        to: Addressee {
            name: Some("Siti Aminah, S.Sos.".into()),
            email: Email::parse("siti@sragenkab.go.id").unwrap(),
        },
        letter,
    }
}
