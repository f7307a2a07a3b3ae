//! `/tema-{hash}.css`: the region's colour as a style sheet; its address changes with it.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpResponse, web};

use crate::brand::Brand;
use crate::fault::Fault;
use crate::visitor::Visitor;

/// `GET /tema-{hash}.css`
pub async fn show(visitor: Visitor, hash: web::Path<String>) -> Result<HttpResponse, Fault> {
    let hall = visitor.look().await?.hall;
    let brand = hall.and_then(|hall| hall.colour).and_then(|colour| Brand::of(&colour).ok());
    let brand = brand.filter(|brand| brand.href() == format!("/tema-{hash}.css")).ok_or(Fault::NotFound)?;
    Ok(HttpResponse::Ok()
        .content_type("text/css; charset=utf-8")
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .body(brand.css()))
}
