//! `/manifest.webmanifest`: by it a phone keeps a hall on its first screen, with the region's name and colour.

use actix_web::HttpResponse;
use serde_json::{Value, json};

use crate::assets::asset;
use crate::brand::Theme;
use crate::fault::Fault;
use crate::hall::Sight;
use crate::kept::Kept;
use crate::visitor::{Guest, Visitor};
use crate::words::Words;

/// Its address, at every host that has one.
pub const PATH: &str = "/manifest.webmanifest";
const KIND: &str = "application/manifest+json";
/// The ground that shows before the page does, as `_tokens.scss` has it.
const GROUND: &str = "#faf8f5";

/// `GET /manifest.webmanifest` of a hall
pub async fn of_hall(visitor: Visitor) -> Result<HttpResponse, Fault> {
    visitor.document(KIND, async |sight: &Sight<'_>| Ok(own(sight).to_string())).await
}

fn own(sight: &Sight<'_>) -> Value {
    let region = &sight.visitor.tenant.region;
    let (name, short) = (format!("Balai {}", region.name), format!("Balai {}", region.short_name));
    manifest(sight.w(), &name, &short, &sight.theme())
}

/// `GET /manifest.webmanifest` of the national entrance
pub async fn of_root(guest: Guest) -> HttpResponse {
    let text = manifest(guest.w, &guest.w.t("root-title"), "Balai", &Theme::default()).to_string();
    Kept::new(KIND, text).answer(&guest.browser)
}

/// The browser's own bar stays, so that everybody sees at which address they are.
fn manifest(w: Words, name: &str, short: &str, theme: &Theme) -> Value {
    let icon = |size: u16, purpose: &str| {
        let file = format!("icon-{size}.png");
        json!({"src": asset(&file), "sizes": format!("{size}x{size}"), "type": "image/png", "purpose": purpose})
    };
    json!({
        "id": "/",
        "name": name,
        "short_name": short,
        "lang": w.lang().tag(),
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": GROUND,
        "theme_color": theme.fill,
        "icons": [icon(192, "any"), icon(512, "any"), icon(512, "maskable")],
    })
}
