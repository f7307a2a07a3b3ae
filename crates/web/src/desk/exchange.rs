//! The catalogue in and out as a file: a file comes, its columns are named, what it would do is shown, then it is done or
//! given up. Each step is a request of its own; the file waits on the region's shelf.

pub mod columns;
pub mod decision;
pub mod export;
pub mod preview;
pub mod start;

use actix_web::web;
use balai_catalog::WaitingError;
use balai_catalog::exchange::{Layout, Plan, plan};
use balai_catalog::imports::{self, Imports};
use balai_catalog::queries;
use balai_catalog::rows::import::{ImportState, Model};
use balai_sheets::{Book, Sheet};
use balai_storage::{Read, Tenant};
use bytes::Bytes;

use super::staff::parse_id;
use crate::access::{Mark, Staff, may};
use crate::fault::Fault;

/// The permission of these pages.
type Importing = Staff<may::CatalogueEdit>;
/// Where an import begins.
const HERE: &str = "/kelola/katalog/impor";

/// A region's waiting files.
fn waiting<M: Mark>(staff: &Staff<M>) -> Imports {
    Imports::new(staff.app.objects.of_tenant(staff.tenant.code()))
}

/// An import of hers that still waits. One that was decided leads to what came of it, one that is gone to the beginning.
async fn own(staff: &Importing, read: &Read<Tenant>, id: &str) -> Result<Model, Fault> {
    let import = imports::find_own(read, &staff.act, parse_id(id)?).await?.ok_or(Fault::NotFound)?;
    match import.state {
        ImportState::Waiting => Ok(import),
        ImportState::Done => Err(Fault::Elsewhere(decision::done(&import))),
    }
}

/// The file of an import, read; what cannot be read any more leads to the beginning.
async fn opened(staff: &Importing, import: &Model, sheet: Option<String>) -> Result<Book, Fault> {
    let body = match waiting(staff).body(import).await {
        Ok(body) => body,
        Err(WaitingError::Storage(error)) => return Err(error.into()),
        Err(_) => return Err(Fault::Elsewhere(format!("{HERE}?hilang=1"))),
    };
    open(body, sheet).await?.map_err(|_| Fault::Elsewhere(format!("{HERE}?hilang=1")))
}

/// Reads a file beside the other work of the server.
async fn open(body: Bytes, sheet: Option<String>) -> Result<Result<Book, balai_sheets::ReadError>, Fault> {
    web::block(move || imports::open(&body, sheet.as_deref())).await.map_err(|error| Fault::ours(&error))
}

/// What an import would do to the catalogue as it is now.
struct Foreseen {
    sheet: Sheet,
    layout: Layout,
    plan: Plan,
    ledger: balai_catalog::exchange::Ledger,
}

/// Compares the file with the catalogue; without chosen columns the way leads there first.
async fn foresee(staff: &Importing, read: &Read<Tenant>, import: &Model, book: Book) -> Result<Foreseen, Fault> {
    let sheet = book.sheet;
    let chosen = import.columns.as_ref().and_then(|_| imports::layout_of(import, &sheet));
    let layout = chosen.ok_or_else(|| Fault::Elsewhere(format!("{HERE}/{}/kolom", import.id)))?;
    let ledger = queries::ledger(read, staff.within(), staff.today()).await?;
    let work = move || {
        let plan = plan(&sheet, &layout, &ledger);
        Foreseen { sheet, layout, plan, ledger }
    };
    web::block(work).await.map_err(|error| Fault::ours(&error))
}
