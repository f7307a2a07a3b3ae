//! What a region issues at the end of a case comes back into the vault of whom it is for, vouched for, and is given to the
//! next service like any other document.

use balai_catalog::standard::DocumentCode;
use balai_identity::{AccountSays, is_active};
use balai_kernel::{Act, RegionCode};
use balai_storage::audit::Trail;
use balai_storage::{Audit, Control, Result, TenantDb, Write};
use bytes::Bytes;
use serde_json::json;
use uuid::Uuid;

use crate::adding::{Provenance, own};
use crate::marks::{self, MarkKind};
use crate::request::MOST_ITEMS;
use crate::rows::version;
use crate::{AddRefused, Added, Details, FileName, NewFile, Request, Vault};

/// The deed, as the region's trail has it.
const ISSUED: &str = "document.issued";

/// A document that a region issued.
#[derive(Clone, Debug)]
pub struct Issued {
    /// Its kind, as requirements of services name it.
    pub kind: DocumentCode,
    /// The name of its file.
    pub name: FileName,
    /// The file.
    pub file: Bytes,
    /// What stands on it; the issuer is the region.
    pub details: Details,
}

/// Who vouches for what is issued.
#[derive(Clone, Copy)]
pub(crate) struct Issuer<'a> {
    region: RegionCode,
    agency: &'a str,
    by: (Uuid, &'a str),
}

impl Vault {
    /// Puts a document that a region issued into the vault of the citizen whom a request of that region reached. The same
    /// file again is the same document. She is told by letter.
    ///
    /// A request for which nobody gave anything leads to nobody: whether an address has an account is not to be learned here.
    pub async fn issue(
        &self,
        act: &Act,
        db: &TenantDb,
        request: &Request,
        by: (Uuid, &str),
        issued: Issued,
    ) -> Result<Added, AddRefused> {
        let account = request.account.filter(|_| request.may_issue(act.at)).ok_or(AddRefused::Unknown)?;
        self.may_receive(db, request, (account, by.0)).await?;
        let issuer = Issuer { region: request.region, agency: &request.agency, by };
        let kind = issued.kind.to_string();
        let new = NewFile { kind: issued.kind, renews: None, name: issued.name, files: vec![issued.file] };
        let details = Details { issuer: Some(request.region), ..issued.details };
        let added = self.keep(act, account, new, Provenance { details, issued: Some(issuer) }).await?;
        let write = db.write().await?;
        let after = json!({ "request": request.id, "kind": kind });
        let id = request.id.to_string();
        write.audit(act, Audit { action: ISSUED, kind: "request", id, before: None, after: Some(after) }).await?;
        write.commit().await?;
        Ok(added)
    }

    /// Nobody issues to herself, nor to an account that is closed, nor for one request without end.
    async fn may_receive(
        &self,
        db: &TenantDb,
        request: &Request,
        (account, clerk): (Uuid, Uuid),
    ) -> Result<(), AddRefused> {
        if account == clerk {
            return Err(AddRefused::Oneself);
        }
        if !is_active(&self.db.read().await?, account).await? {
            return Err(AddRefused::Unknown);
        }
        let issued = Trail {
            action: Some(ISSUED.to_owned()),
            kind: Some("request".to_owned()),
            id: Some(request.id.to_string()),
            ..Trail::default()
        };
        let so_far = db.read().await?.trail(&issued, None, MOST_ITEMS).await?.len() as u64;
        if so_far < MOST_ITEMS { Ok(()) } else { Err(AddRefused::Enough) }
    }

    /// Vouches for a version whose content its owner added before, if it is what the region issues; what the region says of
    /// it counts from then on. Once: whoever issues it again changes nothing.
    pub(crate) async fn issue_known(
        &self,
        act: &Act,
        known: &version::Model,
        kind: &DocumentCode,
        details: Details,
        issuer: Issuer<'_>,
    ) -> Result<(), AddRefused> {
        let write = self.db.write().await?;
        let document = own(&write, known.account_id, known.document_id).await?.ok_or(AddRefused::Unknown)?;
        if document.kind != kind.as_str() {
            return Err(AddRefused::Other);
        }
        match marks::issuer(&write, known.id).await? {
            Some(region) if region == issuer.region => Ok(()),
            Some(_) => Err(AddRefused::Other),
            None => {
                self.write_on(&write, act, known, details).await?;
                self.vouch(&write, act, known.account_id, known.id, issuer).await?;
                Ok(write.commit().await?)
            }
        }
    }

    /// Marks a version as issued by the region, and tells its owner.
    pub(crate) async fn vouch(
        &self,
        write: &Write<Control>,
        act: &Act,
        account: Uuid,
        version: Uuid,
        issuer: Issuer<'_>,
    ) -> Result<()> {
        marks::set(write, act, MarkKind::Issued, version, (issuer.region, issuer.by)).await?;
        let (agency, region) = (issuer.agency.to_owned(), self.called(write, issuer.region).await?);
        self.tell(write, act, account, &AccountSays::DocumentIssued { agency, region }).await
    }
}
