//! `/lanjut/{id}`: a form that was not taken and waits. Its person looks at it once more and sends it, or takes her words from it.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_identity::KeptForm;
use balai_rbac::Role;
use uuid::Uuid;

use super::Door;
use crate::access::Person;
use crate::caller::{self, Caller};
use crate::edge::forgery::{FIELD, FormToken};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::host::Site;
use crate::words::Words;

/// Where forms wait.
pub const RESUME: &str = "/lanjut/";
/// Stands for a password that was typed.
const HIDDEN: &str = "••••••••";

/// The page.
#[derive(Template)]
#[template(path = "crossing/resume.html")]
pub struct Resume {
    /// The language.
    pub w: Words,
    /// The frame of the host.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// Where it goes.
    pub action: String,
    /// Its fields in their order.
    pub fields: Vec<(String, String)>,
    /// What was typed, to be read.
    pub shown: Vec<(String, String)>,
    /// The way out.
    pub home: &'static str,
}

/// Shows what waits. Another person's form is not there, nor one whose hour is over.
pub async fn show(person: Person, caller: Caller, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let (frame, home) = if caller.site == Site::Account {
        (Frame::account(caller.w, &caller.here, Some(person.who.name.as_str())), "/")
    } else {
        let door = Door::of(&caller).await?;
        (door.frame(&caller), door.home)
    };
    let identity = &person.app.identity;
    let kept = identity.kept_form(&person.who, &caller.oidc_site(), *id, person.act.at).await?;
    let KeptForm { path, mut fields } = kept.ok_or(Fault::NotFound)?;
    fields.retain(|(name, _)| name != FIELD);
    let page =
        Resume { w: caller.w, frame, form: caller.form.clone(), action: path, shown: shown(&fields), fields, home };
    caller::page(HttpResponse::Ok(), &page)
}

/// The fields that somebody filled in, by names that can be read: `nama-2` is the second name. Ids say nothing to her.
fn shown(fields: &[(String, String)]) -> Vec<(String, String)> {
    let speaks = |value: &str| !value.trim().is_empty() && Uuid::parse_str(value).is_err();
    let typed = fields.iter().filter(|(name, value)| name != crate::desk::SEEN && speaks(value));
    let line = |(name, value): &(String, String)| {
        let mut letters = name.replace(['-', '_'], " ").chars().collect::<Vec<_>>().into_iter();
        let name = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
        let value = match value.parse::<Role>() {
            _ if is_secret(&name) => HIDDEN,
            Ok(role) => role.title(),
            Err(_) => value,
        };
        (name, value.to_owned())
    };
    typed.map(line).collect()
}

/// Whether somebody who looks over her shoulder must not read it.
fn is_secret(name: &str) -> bool {
    let name = name.to_lowercase();
    name.contains("sandi") || name == "nik"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_shown_and_what_the_form_carries_for_itself_is_not() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let fields = [
            pair(crate::desk::SEEN, "abc"),
            pair("surel", "a@b.go.id"),
            pair("bagian", ""),
            pair("peran", "region_owner"),
            pair("nama-2", "x"),
            pair("sandi", "rahasia"),
        ];
        assert_eq!(
            shown(&fields),
            [
                pair("Surel", "a@b.go.id"),
                pair("Peran", "Penanggung jawab daerah"),
                pair("Nama 2", "x"),
                pair("Sandi", HIDDEN)
            ]
        );
    }
}
