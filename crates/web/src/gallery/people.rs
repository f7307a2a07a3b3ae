use balai_rbac::{Permission, Role};

use super::{Sample, long_word, sample};
use crate::edge::forgery::FormToken;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{Frame, Looking, Room};
use crate::parts::{Link, Tab};
use crate::people::change::Change;
use crate::people::chosen::hint;
use crate::people::composing::{Compose, ComposedLine, ComposedRoles};
use crate::people::dismiss::Dismiss;
use crate::people::handover::Offer;
use crate::people::invite::Invite;
use crate::people::list::{InvitationLine, MemberLine, People};
use crate::people::office::News;
use crate::people::person::{OfferLine, PersonPage, RoleLine};
use crate::people::revoke::Revoke;
use crate::people::support::{self, Asks, OpenLine, PastLine, SupportPage};
use crate::words::{Lang, Words};

const PATH: &str = "/kelola/pegawai";

/// Staff read Indonesian.
pub(super) fn samples(w: Words) -> Vec<Sample> {
    if w.lang() != Lang::Id {
        return Vec::new();
    }
    let wrong = Field::new("surel").with("siti").wrong("Tulis alamat surel seperti nama@daerah.go.id.");
    let nobody =
        Field::new("surel").with("siti@kementerian.go.id").wrong("Tidak ada pegawai kementerian dengan alamat ini.");
    vec![
        sample("people_list_typical", &list(w, "Siti Aminah", Some(News::named("diundang").expect("a word")))),
        sample("people_list_longest", &list(w, &long_word(), None)),
        sample("people_list_empty", &People { invitations: Vec::new(), ..list(w, "Siti Aminah", None) }),
        sample("people_invite_typical", &invite(w, Field::new("surel"))),
        sample("people_invite_error", &invite(w, wrong)),
        sample("people_revoke", &revoke(w)),
        sample("people_person_typical", &person(w, "Dewi Lestari")),
        sample("people_person_longest", &person(w, &long_word())),
        sample("people_change", &change(w)),
        sample("people_dismiss", &dismiss(w)),
        sample("people_handover", &handover(w)),
        sample("people_support_typical", &support(w, "Agus Salim", Field::new("surel"))),
        sample("people_support_longest", &support(w, &long_word(), Field::new("surel"))),
        sample(
            "people_support_empty",
            &SupportPage { open: Vec::new(), past: Vec::new(), ..support(w, "", Field::new("surel")) },
        ),
        sample("people_support_error", &support(w, "Agus Salim", nobody)),
        sample("people_composed_typical", &composed(w, vec![archivist()])),
        sample("people_composed_empty", &composed(w, Vec::new())),
        sample("people_compose_typical", &compose(w, Field::new("nama").with("Petugas arsip"))),
        sample("people_compose_error", &compose(w, Field::new("nama").wrong("Tulis nama peran, 3 sampai 60 huruf."))),
    ]
}

fn frame(w: Words) -> Frame {
    let tab = Tab { link: Link::new("Pegawai", PATH), current: true };
    Frame {
        name: "Kabupaten Sragen".into(),
        nav: vec![tab],
        room: Room::Desk,
        ..Frame::account(w, PATH, Some("Siti Aminah"))
    }
}

fn list(w: Words, name: &str, news: Option<News>) -> People {
    let member = |name: &str, role: Role, part: &str, own| MemberLine {
        name: name.into(),
        email: "siti.aminah@sragenkab.go.id".into(),
        role: role.title().into(),
        part: part.into(),
        person: format!("{PATH}/x"),
        own,
    };
    let invitation = |state, when: &str, tag, withdraw: Option<&str>| InvitationLine {
        resend: Some("/x/ulang".into()),
        withdraw: withdraw.map(str::to_owned),
        email: "baru@sragenkab.go.id".into(),
        role: Role::CatalogueEditor.title().into(),
        part: "Dinas Kependudukan dan Pencatatan Sipil".into(),
        state,
        when: when.into(),
        tag,
    };
    People {
        w,
        frame: frame(w),
        form: FormToken::sample(),
        path: PATH,
        news,
        may_invite: true,
        support: Some(support::PATH),
        composing: Some(crate::people::composing::PATH),
        members: vec![
            member(name, Role::RegionOwner, "Seluruh daerah", true),
            member("Dewi Lestari", Role::CatalogueEditor, "Dinas Kesehatan", false),
        ],
        invitations: vec![
            invitation("Menunggu", "berlaku sampai 25 November 2026 pukul 09.00 WIB", "yellow", Some("/x/tarik")),
            invitation("Lewat waktu", "20 November 2026 pukul 09.00 WIB", "grey", None),
        ],
    }
}

fn invite(w: Words, email: Field) -> Invite {
    let roles = [Role::CatalogueEditor, Role::RegionOwner];
    Invite {
        w,
        frame: frame(w),
        form: FormToken::sample(),
        path: PATH,
        summary: ErrorSummary::of([&email]),
        email,
        role: Field::new("peran"),
        roles: roles.map(|role| Choice::new(role.to_string(), role.title()).hint(hint(role))).to_vec(),
        part: Field::new("bagian"),
        parts: vec![Choice::new("", "Seluruh daerah"), Choice::new("x", "Dinas Kesehatan")],
    }
}

fn person(w: Words, name: &str) -> PersonPage {
    let role = |role: Role, part: &str| RoleLine {
        role: role.title().into(),
        part: part.into(),
        change: format!("{PATH}/x/ubah"),
        revoke: format!("{PATH}/x/cabut"),
    };
    PersonPage {
        w,
        frame: frame(w),
        path: PATH,
        name: name.into(),
        email: "dewi.lestari@sragenkab.go.id".into(),
        own: false,
        form: FormToken::sample(),
        offer: Some(OfferLine {
            role: "penanggung jawab daerah".into(),
            until: "30 November 2026 pukul 09.00 WIB".into(),
            withdraw: Some("/x/tarik".into()),
        }),
        handover: Some(format!("{PATH}/x/serah-terima")),
        may_invite: true,
        roles: vec![
            role(Role::CatalogueEditor, "Dinas Kependudukan dan Pencatatan Sipil"),
            role(Role::RegionOwner, "Seluruh daerah"),
        ],
        dismiss: format!("{PATH}/x/nonaktif"),
        looks: super::trail::looks(),
    }
}

fn change(w: Words) -> Change {
    let Invite { frame, form, summary, role, roles, part, parts, .. } = invite(w, Field::new("surel"));
    Change {
        w,
        frame,
        form,
        back: format!("{PATH}/x"),
        name: "Dewi Lestari".into(),
        now: "Penyunting katalog, Dinas Kesehatan".into(),
        action: format!("{PATH}/x/ubah"),
        summary,
        role,
        roles,
        part,
        parts,
    }
}

fn handover(w: Words) -> Offer {
    let keeps = Field::new("menjadi");
    let roles =
        [Role::CatalogueEditor, Role::Auditor].map(|role| Choice::new(role.to_string(), role.title()).hint(hint(role)));
    Offer {
        w,
        frame: frame(w),
        form: FormToken::sample(),
        back: format!("{PATH}/x"),
        name: "Dewi Lestari".into(),
        role: "penanggung jawab daerah".into(),
        action: format!("{PATH}/x/serah-terima"),
        summary: ErrorSummary::default(),
        choices: std::iter::once(Choice::new("tidak-ada", "Tidak memegang peran di sini")).chain(roles).collect(),
        keeps,
    }
}

fn support(w: Words, name: &str, email: Field) -> SupportPage {
    let (span, reason) = (Field::new("lama").with("4-jam"), Field::new("alasan").with("Impor katalog gagal terus"));
    let spans = [("1-jam", "1 jam"), ("4-jam", "4 jam"), ("1-hari", "1 hari"), ("3-hari", "3 hari")];
    SupportPage {
        w,
        frame: Frame {
            looking: Some(Looking {
                lines: vec![format!("Bantuan kementerian aktif sampai 14.30 WIB, {name}")],
                page: Some(support::PATH),
            }),
            ..frame(w)
        },
        form: FormToken::sample(),
        news: None,
        open: vec![OpenLine {
            name: name.into(),
            email: "agus.salim@kementerian.go.id".into(),
            reason: "Impor katalog gagal terus".into(),
            until: "14.30 WIB".into(),
            given: "Siti Aminah, 23 November 2026 pukul 10.30 WIB".into(),
            withdraw: Some(format!("{}/x/cabut", support::PATH)),
            trail: "/kelola/jejak?siapa=account%3Ax".into(),
        }],
        asks: Some(Asks {
            summary: ErrorSummary::of([&email]),
            spans: spans.map(|(word, title)| Choice::new(word, title).chosen_in(&span)).to_vec(),
            email,
            span,
            reason,
        }),
        past: vec![PastLine {
            name: name.into(),
            reason: "Domain sendiri belum terbaca".into(),
            from: "2 November 2026 pukul 09.12 WIB".into(),
            until: "Dicabut 2 November 2026 pukul 09.40 WIB".into(),
        }],
    }
}

fn composed(w: Words, roles: Vec<ComposedLine>) -> ComposedRoles {
    ComposedRoles { w, frame: frame(w), news: None, roles }
}

fn archivist() -> ComposedLine {
    let gives = [Permission::DeskEnter, Permission::CatalogueView, Permission::AuditView];
    ComposedLine {
        link: format!("{PATH}/peran/x"),
        name: "Petugas arsip".into(),
        gives: gives.map(Permission::title).to_vec(),
    }
}

fn compose(w: Words, name: Field) -> Compose {
    let choices =
        [Permission::DeskEnter, Permission::CatalogueView, Permission::CatalogueEdit, Permission::StaffInvite];
    Compose {
        w,
        frame: frame(w),
        form: FormToken::sample(),
        known: name.error.is_none().then(|| "Petugas arsip".into()),
        action: format!("{PATH}/peran/x"),
        summary: ErrorSummary::of([&name]),
        name,
        gives: Field::new("izin"),
        choices: choices.map(|permission| Choice::new(permission.to_string(), permission.title())).to_vec(),
        seen: String::new(),
    }
}

fn dismiss(w: Words) -> Dismiss {
    Dismiss {
        w,
        frame: frame(w),
        form: FormToken::sample(),
        back: format!("{PATH}/x"),
        name: "Dewi Lestari".into(),
        roles: vec!["Penyunting katalog, Dinas Kesehatan".into(), "Penyunting katalog, Dinas Sosial".into()],
        action: format!("{PATH}/x/nonaktif"),
        own: false,
    }
}

fn revoke(w: Words) -> Revoke {
    Revoke {
        w,
        frame: frame(w),
        form: FormToken::sample(),
        back: format!("{PATH}/x"),
        name: "Dewi Lestari".into(),
        role: Role::CatalogueEditor.title().into(),
        part: "Dinas Kesehatan".into(),
        action: format!("{PATH}/x/cabut"),
        own: false,
    }
}
