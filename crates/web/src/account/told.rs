//! A page that says one thing and offers one way on.

use askama::Template;

use crate::edge::forgery::FormToken;
use crate::frame::Frame;
use crate::parts::Link;
use crate::words::Words;

/// One thing said.
#[derive(Template)]
#[template(path = "account/told.html")]
pub struct Told {
    /// The language.
    pub w: Words,
    /// The frame of the host.
    pub frame: Frame,
    /// The heading.
    pub heading: String,
    /// What happened and what to do now.
    pub text: String,
    /// The way on, as a button.
    pub onward: Option<Link>,
    /// A button that does what the text says: where its form goes, what it says, and its token.
    pub deed: Option<(String, String, FormToken)>,
    /// A button that signs out, with the token of its form.
    pub sign_out: Option<FormToken>,
}

impl Told {
    /// Says a thing by its keys.
    pub fn new(w: Words, frame: Frame, heading: &str, text: &str) -> Self {
        Self { w, frame, heading: w.t(heading), text: w.t(text), onward: None, deed: None, sign_out: None }
    }

    /// Says a thing of something that has a name.
    pub fn of(w: Words, frame: Frame, heading: &'static str, text: &'static str, name: &str) -> Self {
        let named = |key: &'static str| w.say(key).put("name", name).to_string();
        Self { heading: named(heading), text: named(text), ..Self::new(w, frame, heading, text) }
    }

    /// The page with its way on.
    #[must_use]
    pub fn onward(self, text: &str, href: impl Into<String>) -> Self {
        let link = Link::new(self.w.t(text), href);
        Self { onward: Some(link), ..self }
    }

    /// The page with a button that signs out.
    #[must_use]
    pub fn with_sign_out(self, form: FormToken) -> Self {
        Self { sign_out: Some(form), ..self }
    }
}
