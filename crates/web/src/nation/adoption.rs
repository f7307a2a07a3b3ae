//! `/adopsi`: which regions join, which stall, who needs help.

pub mod chart;
pub mod export;
pub mod facts;
pub mod filters;
pub mod letter;
pub mod machine;
pub mod map;
pub mod radar;
pub mod reader;
pub mod region;
pub mod regions;
pub mod said;
pub mod stalled;
pub mod targets;
pub mod typologies;

use actix_web::http::Method;
use balai_adoption::{Filter, Picture, marks, typologies as kinds};

use crate::asked::Asked;
use crate::fault::Fault;
use crate::host::SiteKind::National;
use crate::route::{Route, guarded};
use crate::state::App;

/// The dashboard.
pub const HERE: &str = "/adopsi";

/// The routes of the figures.
pub fn routes() -> Vec<Route> {
    let (get, post) = (|| Method::GET, || Method::POST);
    vec![
        guarded(National, get(), HERE, radar::show),
        guarded(National, get(), "/adopsi/daerah", regions::show),
        guarded(National, get(), "/adopsi/daerah/{code}", region::show),
        guarded(National, get(), "/adopsi/tersendat", stalled::show),
        guarded(National, get(), "/adopsi/ekspor/{berkas}", export::show),
        guarded(National, get(), machine::PATH, machine::list),
        guarded(National, post(), "/adopsi/surat", letter::submit),
        guarded(National, get(), "/adopsi/target", targets::show),
        guarded(National, post(), "/adopsi/target", targets::submit),
        guarded(National, post(), "/adopsi/target/hapus", targets::remove),
        guarded(National, get(), "/adopsi/data", facts::show),
        guarded(National, post(), "/adopsi/data", facts::receive),
        guarded(National, post(), "/adopsi/data/keputusan", facts::decide),
        guarded(National, get(), "/adopsi/data/templat.csv", facts::blank),
        guarded(National, get(), "/adopsi/tipologi/{key}", typologies::show),
        guarded(National, post(), "/adopsi/tipologi/{key}", typologies::submit),
    ]
}

/// The figures of one moment, with the line and the kinds of halls.
pub struct Seen {
    /// The regions that the address asks for.
    pub picture: Picture,
    /// What narrows them.
    pub filter: Filter,
    /// The line and what to compare with.
    pub marks: Vec<marks::Mark>,
    /// Keys and names of the kinds of halls.
    pub typologies: Vec<(String, String)>,
}

impl Seen {
    /// Looks at what an address asks for.
    pub async fn of(app: &App, asked: &Asked) -> Result<Self, Fault> {
        let filter = Filter::read(|key| asked.text(key));
        let picture = filter.narrow(&*app.pictures.take().await?);
        let read = app.control().read().await?;
        let marks = marks::all(&read).await?;
        let typologies = kinds::all(&read).await?.into_iter().map(|kind| (kind.key, kind.name)).collect();
        Ok(Self { picture, filter, marks, typologies })
    }
}
