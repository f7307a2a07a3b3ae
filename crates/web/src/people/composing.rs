//! Roles that a region composes for itself: the list, and one page for each.

use actix_web::{HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_identity::ComposeRefused;
use balai_rbac::{ComposedRole, Permission, Permissions, PermittedComposition, RoleName, RoleNameError, composed};
use serde::Deserialize;
use uuid::Uuid;

use crate::access::{Staff, may};
use crate::caller;
use crate::desk::{SEEN, Typed, print_of};
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The list.
pub const PATH: &str = "/kelola/pegawai/peran";

type Composing = Staff<may::RolesCompose>;

/// The list.
#[derive(Template)]
#[template(path = "people/composed.html")]
pub struct ComposedRoles {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What was done a moment ago.
    pub news: Option<&'static str>,
    /// The roles, by name.
    pub roles: Vec<ComposedLine>,
}

/// A role of the region.
#[derive(Clone, Debug)]
pub struct ComposedLine {
    /// Its page.
    pub link: String,
    /// Its name.
    pub name: String,
    /// What it gives.
    pub gives: Vec<&'static str>,
}

/// The page of one role, or of a new one.
#[derive(Template)]
#[template(path = "people/compose.html")]
pub struct Compose {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// The role as it is; none for a new one.
    pub known: Option<String>,
    /// The page's own path.
    pub action: String,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// Its name.
    pub name: Field,
    /// What it gives.
    pub gives: Field,
    /// The permissions to choose from: those the composer has.
    pub choices: Vec<Choice>,
    /// A print of the role as the page showed it, to see whether somebody changed it in between.
    pub seen: String,
}

/// What the address of the list says.
#[derive(Debug, Deserialize)]
pub struct Asked {
    kabar: Option<String>,
}

/// The roles of the region.
pub async fn list(staff: Composing, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    let read = staff.app.control().read().await?;
    let roles = composed::of_region(&read, staff.tenant.code()).await?;
    let line = |role: ComposedRole| ComposedLine {
        link: format!("{PATH}/{}", role.id),
        name: role.name.to_string(),
        gives: role.permissions.iter().map(Permission::title).collect(),
    };
    let page = ComposedRoles {
        w: Words::default(),
        frame: staff.frame(&staff.db.read().await?, Some(DeskTab::Staff)).await?,
        news: asked.kabar.as_deref().and_then(news),
        roles: roles.into_iter().map(line).collect(),
    };
    caller::page(HttpResponse::Ok(), &page)
}

/// A new role.
pub async fn blank(staff: Composing) -> Result<HttpResponse, Fault> {
    answer(&staff, HttpResponse::Ok(), None, Filled::default()).await
}

/// Composes it.
pub async fn create(staff: Composing, typed: Typed) -> Result<HttpResponse, Fault> {
    let mut filled = Filled::of(&typed);
    let Some((name, composition)) = filled.read(&staff).await? else {
        return answer(&staff, HttpResponse::UnprocessableEntity(), None, filled).await;
    };
    match staff.app.identity.compose_role(&staff.act, name, &composition).await {
        Ok(_) => Ok(back("disusun")),
        Err(refused) => refuse(&staff, None, filled, refused).await,
    }
}

/// The page of a role.
pub async fn show(staff: Composing, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let role = role(&staff, *id).await?;
    let filled = Filled::shown(&role);
    answer(&staff, HttpResponse::Ok(), Some(role), filled).await
}

/// Changes it.
pub async fn submit(staff: Composing, id: web::Path<Uuid>, typed: Typed) -> Result<HttpResponse, Fault> {
    let role = role(&staff, *id).await?;
    let mut filled = Filled::of(&typed);
    let Some((name, after)) = filled.read(&staff).await? else {
        return answer(&staff, HttpResponse::UnprocessableEntity(), Some(role), filled).await;
    };
    let before = before(&staff, &role).await?;
    if filled.seen != Filled::shown(&role).seen {
        return refuse(&staff, Some(role), filled, ComposeRefused::Moved).await;
    }
    match staff.app.identity.recompose_role(&staff.act, &role, &before, name, &after).await {
        Ok(()) => Ok(back("diubah")),
        Err(refused) => refuse(&staff, Some(role), filled, refused).await,
    }
}

/// Gives it up.
pub async fn remove(staff: Composing, id: web::Path<Uuid>, typed: Typed) -> Result<HttpResponse, Fault> {
    let role = role(&staff, *id).await?;
    let (was, shown) = (before(&staff, &role).await?, Filled::shown(&role));
    if typed.text(SEEN) != shown.seen {
        return refuse(&staff, Some(role), shown, ComposeRefused::Moved).await;
    }
    match staff.app.identity.give_up_role(&staff.act, &role, &was).await {
        Ok(()) => Ok(back("dihapus")),
        Err(refused) => refuse(&staff, Some(role), shown, refused).await,
    }
}

/// What was filled in.
#[derive(Default)]
struct Filled {
    name: Field,
    gives: Field,
    chosen: Permissions,
    seen: String,
}

impl Filled {
    fn shown(role: &ComposedRole) -> Self {
        let name = Field::new("nama").with(role.name.as_str());
        let gives = Field::new("izin").with(role.permissions.words().join(","));
        let seen = print_of([&name, &gives]);
        Self { name, gives: Field::new("izin"), chosen: role.permissions, seen }
    }

    fn of(typed: &Typed) -> Self {
        Self {
            name: Field::new("nama").with(typed.text("nama").chars().take(200).collect::<String>()),
            gives: Field::new("izin"),
            chosen: Permissions::of_words(typed.all("izin")),
            seen: typed.text(SEEN).to_owned(),
        }
    }

    /// The role, or nothing, with what is wrong in the fields.
    async fn read(&mut self, staff: &Composing) -> Result<Option<(RoleName, PermittedComposition)>, Fault> {
        let name = self.name.value.parse::<RoleName>();
        if let Err(why) = &name {
            self.name.error = Some(match why {
                RoleNameError::Length => "Tulis nama peran, 3 sampai 60 huruf.".to_owned(),
                RoleNameError::Common => {
                    "Nama ini sudah dipakai peran yang ada di semua daerah. Pilih nama lain.".to_owned()
                }
            });
        }
        if self.chosen.is_empty() {
            self.gives.error = Some("Centang sedikitnya satu izin.".to_owned());
            return Ok(None);
        }
        let Ok(name) = name else { return Ok(None) };
        let set = staff.permissions().await?;
        let composition = staff.app.authority.composition(&set, staff.tenant.code(), self.chosen);
        composition.map(|composition| Some((name, composition))).ok_or(Fault::NotAllowed)
    }
}

/// The proof that she has what the role gives: nobody changes one that is mightier than she is.
async fn before(staff: &Composing, role: &ComposedRole) -> Result<PermittedComposition, Fault> {
    let set = staff.permissions().await?;
    staff.app.authority.composition(&set, staff.tenant.code(), role.permissions).ok_or(Fault::NotAllowed)
}

async fn role(staff: &Composing, id: Uuid) -> Result<ComposedRole, Fault> {
    let read = staff.app.control().read().await?;
    composed::find(&read, staff.tenant.code(), id).await?.ok_or(Fault::NotFound)
}

async fn refuse(
    staff: &Composing,
    role: Option<ComposedRole>,
    mut filled: Filled,
    refused: ComposeRefused,
) -> Result<HttpResponse, Fault> {
    let (field, sentence) = match refused {
        ComposeRefused::NameTaken => (&mut filled.name, "Peran lain di daerah ini sudah bernama begitu.".to_owned()),
        ComposeRefused::UsedUp => {
            (&mut filled.name, format!("Paling banyak {} peran khusus. Hapus yang tidak dipakai.", composed::MOST))
        }
        ComposeRefused::Held(held) => (
            &mut filled.name,
            format!("Peran ini belum dapat dihapus: masih ada {held} pemegang atau undangan. Ubah peran mereka dulu."),
        ),
        ComposeRefused::Moved => (
            &mut filled.gives,
            "Orang lain baru saja mengubah peran ini. Muat ulang halaman untuk melihatnya, lalu ubah lagi.".to_owned(),
        ),
        ComposeRefused::Gone => return Err(Fault::NotFound),
        ComposeRefused::Storage(error) => return Err(error.into()),
    };
    field.error = Some(sentence);
    answer(staff, HttpResponse::Conflict(), role, filled).await
}

async fn answer(
    staff: &Composing,
    status: HttpResponseBuilder,
    role: Option<ComposedRole>,
    filled: Filled,
) -> Result<HttpResponse, Fault> {
    let set = staff.permissions().await?;
    let own = staff.app.authority.composable(&set, staff.tenant.code());
    let choice = |permission: Permission| Choice {
        chosen: filled.chosen.contains(permission),
        ..Choice::new(permission.to_string(), permission.title())
    };
    let page = Compose {
        w: Words::default(),
        frame: staff.frame(&staff.db.read().await?, Some(DeskTab::Staff)).await?,
        form: staff.form.clone(),
        action: role.as_ref().map_or_else(|| format!("{PATH}/baru"), |role| format!("{PATH}/{}", role.id)),
        known: role.map(|role| role.name.to_string()),
        summary: ErrorSummary::of([&filled.name, &filled.gives]),
        choices: own.iter().map(choice).collect(),
        name: filled.name,
        gives: filled.gives,
        seen: filled.seen,
    };
    caller::page(status, &page)
}

fn back(news: &str) -> HttpResponse {
    caller::to(&format!("{PATH}?kabar={news}")).finish()
}

fn news(word: &str) -> Option<&'static str> {
    match word {
        "disusun" => Some("Peran disusun. Anda dapat memberikannya lewat undangan."),
        "diubah" => Some("Peran diubah dan langsung berlaku bagi semua pemegangnya."),
        "dihapus" => Some("Peran dihapus."),
        _ => None,
    }
}
