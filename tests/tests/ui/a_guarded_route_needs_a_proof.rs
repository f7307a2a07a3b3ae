//! A handler without a proof of permission cannot be registered as guarded.

use actix_web::{HttpResponse, http::Method};
use balai_web::{host::SiteKind, route::guarded};

async fn show() -> HttpResponse {
    HttpResponse::Ok().finish()
}

fn main() {
    let _ = guarded(SiteKind::Region, Method::GET, "/kelola", show);
}
