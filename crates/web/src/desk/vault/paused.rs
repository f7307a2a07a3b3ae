//! A document whose owner paused its processing: what that means, and the way that a law opens.

use askama::Template;

use super::{Asking, HERE};
use crate::desk::typed::Typed;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The field with the law.
pub(super) const LAW: &str = "hukum";

/// The page.
#[derive(Template)]
#[template(path = "desk/vault/paused.html")]
pub struct Paused {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// The request's page.
    pub back: String,
    /// Where the form goes.
    pub action: String,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// Which law demands that it is opened.
    pub law: Field,
}

/// The page, with a complaint or without.
pub(super) async fn page(staff: &Asking, id: &str, action: String, law: Option<Field>) -> Result<Paused, Fault> {
    let law = law.unwrap_or_else(|| Typed::default().field(LAW));
    Ok(Paused {
        w: Words::default(),
        frame: staff.frame(&staff.db.read().await?, Some(DeskTab::Documents)).await?,
        form: staff.form.clone(),
        back: format!("{HERE}/{id}"),
        action,
        summary: ErrorSummary::of([&law]),
        law,
    })
}
