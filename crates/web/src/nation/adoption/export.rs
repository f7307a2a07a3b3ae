//! `/adopsi/ekspor/{tabel}.{bentuk}`: every table as a file, for somebody with a session or a machine with a token; the
//! filter of the page stands in the address.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, web};
use balai_adoption::Filter;
use balai_adoption::tables::{Kind, Reader, Source, table};
use balai_kernel::Zone;

use super::Seen;
use super::filters::at;
use super::reader::FigureReader;
use crate::asked::Asked;
use crate::desk::exchange::export::Shape;
use crate::fault::Fault;
use crate::parts::Link;

/// A table as a file in each shape.
pub fn links(kind: Kind, filter: &Filter) -> Vec<Link> {
    let link = |shape: Shape| {
        let ending = shape.ending();
        Link::new(ending.to_uppercase(), at(&format!("/adopsi/ekspor/{}.{ending}", kind.key()), filter, &[]))
    };
    [Shape::Xlsx, Shape::Csv, Shape::Json].map(link).to_vec()
}

/// `GET /adopsi/ekspor/{berkas}`
pub async fn show(reader: FigureReader, file: web::Path<String>, asked: Asked) -> Result<HttpResponse, Fault> {
    let (name, ending) = file.split_once('.').ok_or(Fault::NotFound)?;
    let kind = Kind::of_key(name).ok_or(Fault::NotFound)?;
    let shape = Shape::from_ending(ending).ok_or(Fault::NotFound)?;
    let seen = Seen::of(&reader.app, &asked).await?;
    let source = Source { picture: &seen.picture, marks: &seen.marks, typologies: &seen.typologies };
    let whom = if shape == Shape::Json { Reader::Machine } else { Reader::Person };
    let made = table(kind, &source, whom);
    let local = Zone::Wib.local(reader.at);
    let body = web::block(move || shape.write(&[made], local)).await.map_err(|error| Fault::ours(&error))?;
    let body = body.map_err(|error| Fault::ours(&error))?;
    let name = format!("radar-adopsi-{}-{}.{}", kind.key(), local.date(), shape.ending());
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, shape.media_type()))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .body(body))
}
