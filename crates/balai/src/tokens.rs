//! `balai token`: for machines that read what a person may read.

use std::collections::BTreeMap;

use balai_identity::{Account, Identity, Scope};
use balai_kernel::Email;
use balai_rbac::{Domain, PermissionSet, Policy};
use serde_json::json;

use crate::failure::Failure;
use crate::parts::Parts;
use crate::settings::Settings;

/// Makes a token of an account and prints it once.
pub async fn create(
    settings: Settings,
    email: &str,
    domain: &str,
    scope: &str,
    days: i64,
    as_json: bool,
) -> Result<(), Failure> {
    let domain: Domain = domain.parse().map_err(|e| Failure::Usage(format!("--domain: {e}")))?;
    let scope: Scope = scope.parse().map_err(|e| Failure::Usage(format!("--scope: {e}")))?;
    let (parts, identity, account) = find(settings, email).await?;
    let policy = Policy::built_in().await.map_err(Failure::failed)?;
    let grants = identity.grants_of(account.id).await?;
    if !PermissionSet::of(&policy, &BTreeMap::new(), &grants).allows(scope.permission(), &domain) {
        return Err(Failure::failed("akun ini tidak punya peran di tempat itu yang boleh membaca data ini"));
    }
    let made = identity.make_token(&parts.act("token create"), account.id, &domain, scope, days).await;
    let token = made.map_err(Failure::failed)?.reveal();
    if as_json {
        println!("{}", json!({ "token": token, "scope": scope.as_str(), "days": days }));
    } else {
        println!("{token}");
        eprintln!("Berlaku {days} hari. Simpan sekarang: token ini tidak dapat ditampilkan lagi.");
    }
    parts.store.close().await;
    Ok(())
}

/// Ends all tokens of an account.
pub async fn revoke(settings: Settings, email: &str, as_json: bool) -> Result<(), Failure> {
    let (parts, identity, account) = find(settings, email).await?;
    let ended = identity.revoke_tokens(&parts.act("token revoke"), account.id).await?;
    if as_json {
        println!("{}", json!({ "revoked": ended }));
    } else {
        println!("{ended} token diakhiri.");
    }
    parts.store.close().await;
    Ok(())
}

async fn find(settings: Settings, email: &str) -> Result<(Parts, Identity, Account), Failure> {
    let email = Email::parse(email).map_err(|e| Failure::Usage(format!("--email: {e}")))?;
    let parts = Parts::visit_standing(settings).await?;
    let identity = parts.identity().await?;
    let account = identity.account_by_email(&email).await?;
    let account = account.ok_or_else(|| Failure::failed("tidak ada akun dengan surel itu"))?;
    Ok((parts, identity, account))
}
