use balai_rbac::Role;

use super::{Sample, long_word, sample};
use crate::edge::forgery::FormToken;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{Frame, Room};
use crate::parts::{Link, Tab};
use crate::people::invite::{Invite, hint};
use crate::people::list::{InvitationLine, MemberLine, People};
use crate::people::office::News;
use crate::people::revoke::Revoke;
use crate::words::{Lang, Words};

const PATH: &str = "/kelola/pegawai";

/// Staff read Indonesian.
pub(super) fn samples(w: Words) -> Vec<Sample> {
    if w.lang() != Lang::Id {
        return Vec::new();
    }
    let wrong = Field::new("surel").with("siti").wrong("Tulis alamat surel seperti nama@daerah.go.id.");
    vec![
        sample("people_list_typical", &list(w, "Siti Aminah", Some(News::named("diundang").expect("a word")))),
        sample("people_list_longest", &list(w, &long_word(), None)),
        sample("people_list_empty", &People { invitations: Vec::new(), ..list(w, "Siti Aminah", None) }),
        sample("people_invite_typical", &invite(w, Field::new("surel"))),
        sample("people_invite_error", &invite(w, wrong)),
        sample("people_revoke", &revoke(w)),
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
        revoke: format!("{PATH}/x/cabut"),
        own,
    };
    let invitation = |state, when: &str, tag, withdraw: Option<&str>| InvitationLine {
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
        roles: roles.map(|role| Choice::new(role.as_str(), role.title()).hint(hint(role))).to_vec(),
        part: Field::new("bagian"),
        parts: vec![Choice::new("", "Seluruh daerah"), Choice::new("x", "Dinas Kesehatan")],
    }
}

fn revoke(w: Words) -> Revoke {
    Revoke {
        w,
        frame: frame(w),
        form: FormToken::sample(),
        path: PATH,
        name: "Dewi Lestari".into(),
        role: Role::CatalogueEditor.title().into(),
        part: "Dinas Kesehatan".into(),
        action: format!("{PATH}/x/cabut"),
        own: false,
    }
}
