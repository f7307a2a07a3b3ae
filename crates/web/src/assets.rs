//! The files that `scripts/build` wrote to `dist/`: built into the binary, named by their content, never changed.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use actix_web::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::RustEmbed;

use crate::packing::Packing;

#[derive(RustEmbed)]
#[folder = "../../dist/"]
struct Dist;

/// Plain name to hashed name, as `manifest.json` has it.
static NAMES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let manifest = Dist::get("manifest.json").expect("build.rs refuses to compile without the manifest");
    serde_json::from_slice(&manifest.data).expect("assets/build.mjs writes a flat object of names")
});

/// A year: the name changes whenever the content does.
const FOREVER: &str = "public, max-age=31536000, immutable";

/// The address of an asset by its plain name: `app.css` gives `/aset/app-1f3c….css`.
///
/// # Panics
/// When no such asset was built; a test reads every template, so this cannot reach a visitor.
pub fn asset(name: &str) -> String {
    let hashed = NAMES.get(name).expect("templates name only assets that assets/build.mjs writes");
    format!("/aset/{hashed}")
}

/// `GET /aset/{name}`: the file in the smallest form the browser takes; any name that is not an asset's is 404.
pub async fn show(request: HttpRequest, name: web::Path<String>) -> HttpResponse {
    let name = name.into_inner();
    if !NAMES.values().any(|known| *known == name) {
        return HttpResponse::NotFound().finish();
    }
    let accepted = request.headers().get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let wanted = Packing::wanted(accepted);
    // A picture has no twins: it is packed already.
    let twin = Dist::get(&format!("{name}{}", wanted.suffix())).map(|file| (file, wanted.coding()));
    let Some((file, encoding)) = twin.or_else(|| Dist::get(&name).map(|file| (file, None))) else {
        return HttpResponse::NotFound().finish();
    };
    let mut response = HttpResponse::Ok();
    response
        .insert_header((CONTENT_TYPE, content_type(&name)))
        .insert_header((CACHE_CONTROL, FOREVER))
        .insert_header((VARY, "Accept-Encoding"));
    if let Some(encoding) = encoding {
        response.insert_header((CONTENT_ENCODING, encoding));
    }
    match file.data {
        Cow::Borrowed(bytes) => response.body(bytes),
        Cow::Owned(bytes) => response.body(bytes),
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use actix_web::{App, test as http};

    use super::*;

    #[actix_web::test]
    async fn a_browser_that_takes_brotli_gets_the_smallest_twin_and_may_keep_it_for_good() {
        let app = http::init_service(App::new().route("/aset/{name}", web::get().to(show))).await;
        let request = http::TestRequest::get().uri(&asset("app.css")).insert_header((ACCEPT_ENCODING, "gzip, br"));
        let response = http::call_service(&app, request.to_request()).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers().get(CONTENT_ENCODING).expect("a header"), "br");
        assert_eq!(response.headers().get(CACHE_CONTROL).expect("a header"), FOREVER);
        assert_eq!(response.headers().get(CONTENT_TYPE).expect("a header"), "text/css; charset=utf-8");
        let packed = http::read_body(response).await;
        let plain = http::TestRequest::get().uri(&asset("app.css")).to_request();
        let plain = http::read_body(http::call_service(&app, plain).await).await;
        assert!(plain.starts_with(b"@layer"));
        assert!(packed.len() * 4 < plain.len());
    }

    #[actix_web::test]
    async fn only_the_assets_themselves_can_be_asked_for() {
        let app = http::init_service(App::new().route("/aset/{name}", web::get().to(show))).await;
        let twin = format!("{}.br", asset("app.css"));
        for path in ["/aset/manifest.json", "/aset/app.css", "/aset/..%2fCargo.toml", &twin] {
            let response = http::call_service(&app, http::TestRequest::get().uri(path).to_request()).await;
            assert_eq!(response.status(), 404, "{path}");
        }
    }
}
