//! The description of the interface, and the page that shows it. The page is served by us and calls nobody else.

use std::sync::Arc;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, LOCATION};
use actix_web::{HttpResponse, web};
use utoipa::OpenApi;
use utoipa_swagger_ui::{Config, SwaggerFile, serve};

use crate::fault::Fault;

const ADDRESS: &str = "/api/v1/openapi.json";

/// The page writes style attributes; everything else is as everywhere.
const POLICY: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Balai",
        version = "1",
        description = "Layanan publik kabupaten dan kota sebagai JSON. Alamat `layanan` dan `instansi` berlaku di host tiap \
            daerah, misalnya `sragen.BASE`; `nasional` di `BASE`; `adopsi` di `nasional.BASE`, dengan token. Daftar berbentuk `{\"items\": [...], \"next\": kursor atau \
            null}`; kesalahan berbentuk problem+json dan menyebut nama isian.",
    ),
    paths(
        super::services::list,
        super::services::one,
        super::agencies::list,
        super::everywhere::search,
        crate::nation::adoption::machine::list,
    ),
    tags(
        (name = "layanan", description = "Layanan satu daerah"),
        (name = "instansi", description = "Instansi satu daerah"),
        (name = "nasional", description = "Layanan semua daerah"),
        (name = "adopsi", description = "Angka adopsi semua daerah, untuk kementerian"),
    )
)]
struct Described;

/// The description of the whole interface.
pub fn document() -> utoipa::openapi::OpenApi {
    Described::openapi()
}

/// `GET /api/v1/openapi.json`
pub async fn description() -> HttpResponse {
    HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-cache")).json(document())
}

/// `GET /api/docs`: the page's own links need the slash.
pub async fn begin() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((LOCATION, "/api/docs/")).finish()
}

/// `GET /api/docs/{file}`
pub async fn show(file: web::Path<String>) -> Result<HttpResponse, Fault> {
    let config = Config::from(ADDRESS).validator_url("none");
    let file = serve(&file, Arc::new(config)).map_err(|error| Fault::ours_said(&error.to_string()))?;
    let SwaggerFile { bytes, content_type, gzpipped, .. } = file.ok_or(Fault::NotFound)?;
    let mut response = HttpResponse::Ok();
    response
        .content_type(content_type)
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((CACHE_CONTROL, "no-cache"));
    if gzpipped {
        response.insert_header((CONTENT_ENCODING, "gzip"));
    }
    Ok(response.body(bytes.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_of_the_interface_is_described() {
        let described = serde_json::to_value(document()).expect("JSON");
        for route in super::super::routes() {
            let about = route.path.starts_with("/api/v1/") && route.path != ADDRESS;
            assert!(!about || described["paths"][route.path]["get"].is_object(), "{}", route.path);
        }
        assert!(described["components"]["schemas"]["Problem"].is_object());
    }
}
