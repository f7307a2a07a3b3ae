//! Pages of fixed text that every public host has.

use askama::Template;

use crate::frame::Frame;
use crate::words::Words;

/// `/data-pribadi`: what is stored, for what, how long, and the reader's rights under UU 27/2022.
#[derive(Template)]
#[template(path = "content/privacy.html")]
pub struct Privacy {
    /// The language.
    pub w: Words,
    /// The frame of the host.
    pub frame: Frame,
}

/// `/aksesibilitas`: what works how, what does not yet, and whom to tell.
#[derive(Template)]
#[template(path = "content/accessibility.html")]
pub struct Accessibility {
    /// The language.
    pub w: Words,
    /// The frame of the host.
    pub frame: Frame,
}
