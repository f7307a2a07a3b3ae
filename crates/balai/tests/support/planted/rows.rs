//! Rows of the control plane that are about a region, planted as they are.

use chrono::TimeDelta;
use sea_orm::Value;
use uuid::Uuid;

use super::at;

/// A domain that the region claims, and a message of the ministry that somebody there has read.
pub(super) fn reach(code: &str, canary: &str, account: Uuid) -> [(&'static str, Vec<(&'static str, Value)>); 3] {
    let (now, told) = (Value::from(at()), Uuid::new_v4());
    [
        (
            "domain_claims",
            vec![
                ("code", code.into()),
                ("name", format!("{canary}.go.id").into()),
                ("token", canary.into()),
                ("state", "waiting".into()),
                ("written_at", now.clone()),
                ("due_at", now.clone()),
            ],
        ),
        (
            "broadcasts",
            vec![
                ("id", told.into()),
                ("title", "Pemeliharaan".into()),
                ("body", "Sabtu malam.".into()),
                ("importance", "usual".into()),
                ("provinces", serde_json::json!([]).into()),
                ("from_at", now.clone()),
                ("written_at", now.clone()),
            ],
        ),
        (
            "broadcast_reads",
            vec![
                ("id", Uuid::new_v4().into()),
                ("broadcast_id", told.into()),
                ("region", code.into()),
                ("account_id", account.into()),
                ("at", now),
            ],
        ),
    ]
}

/// An application of one of the region's agencies, its logo, and what somebody lets it see.
pub(super) fn applications(code: &str, canary: &str, account: Uuid) -> [(&'static str, Vec<(&'static str, Value)>); 6] {
    let (now, id) = (Value::from(at()), Value::from(Uuid::new_v4()));
    let (signed_in, secret) = (Value::from(Uuid::new_v4()), || Value::from(Uuid::new_v4().to_string()));
    let sector = format!("pajak.{canary}.go.id");
    [
        (
            "agency_applications",
            vec![
                ("id", id.clone()),
                ("region_code", code.into()),
                ("name", format!("Pajak {canary}").into()),
                ("sector", sector.clone().into()),
                ("redirects", serde_json::json!([format!("https://{sector}/masuk")]).into()),
                ("post_logout_redirects", serde_json::json!([]).into()),
                ("authentication", "secret_basic".into()),
                ("id_token_algorithm", "ES256".into()),
                ("claims", serde_json::json!([]).into()),
                ("require_par", false.into()),
                ("state", "active".into()),
                ("version", 1_i32.into()),
                ("created_at", now.clone()),
                ("changed_at", now.clone()),
            ],
        ),
        ("application_logos", vec![("application_id", id.clone()), ("image", canary.as_bytes().to_vec().into())]),
        (
            "application_grants",
            vec![
                ("id", Uuid::new_v4().into()),
                ("account_id", account.into()),
                ("application_id", id.clone()),
                ("claims", serde_json::json!([canary]).into()),
                ("asked", serde_json::json!([]).into()),
                ("offline", false.into()),
                ("granted_at", now.clone()),
                ("answered_at", now.clone()),
            ],
        ),
        (
            "authorizations",
            vec![
                ("id", signed_in.clone()),
                ("application_id", id.clone()),
                ("account_id", account.into()),
                ("session_id", Uuid::new_v4().into()),
                ("sid", canary.into()),
                ("code_hash", secret()),
                ("redirect_uri", format!("https://{sector}/masuk").into()),
                ("challenge", "x".into()),
                ("scopes", "openid".into()),
                ("claims", serde_json::json!({ "userinfo": [], "id_token": [], "acr": [], "sub": null }).into()),
                ("offline", true.into()),
                ("second_factor", false.into()),
                ("proven_at", now.clone()),
                ("began_at", now.clone()),
            ],
        ),
        (
            "application_tokens",
            vec![
                ("id", Uuid::new_v4().into()),
                ("authorization_id", signed_in),
                ("kind", "refresh".into()),
                ("token_hash", format!("{canary}{}", Uuid::new_v4()).into()),
                ("scopes", "openid".into()),
                ("issued_at", now.clone()),
                ("expires_at", now.clone()),
            ],
        ),
        (
            "pushed_requests",
            vec![
                ("id", Uuid::new_v4().into()),
                ("uri_hash", secret()),
                ("application_id", id),
                ("parameters", format!("redirect_uri=https://{sector}/masuk").into()),
                ("pushed_at", now),
            ],
        ),
    ]
}

/// What somebody asked the region about her data, and the pause that came of it.
pub(super) fn asked(code: &str, canary: &str, account: Uuid) -> [(&'static str, Vec<(&'static str, Value)>); 2] {
    let (now, id) = (Value::from(at()), Value::from(Uuid::new_v4()));
    [
        (
            "rights_requests",
            vec![
                ("id", id.clone()),
                ("number", format!("PDP-{canary}-{code}").into()),
                ("account_id", account.into()),
                ("place", code.into()),
                ("right", "restriction".into()),
                ("state", "open".into()),
                ("made_at", now.clone()),
                ("due_at", (at() + TimeDelta::hours(72)).into()),
            ],
        ),
        (
            "vault_pauses",
            vec![("id", id), ("account_id", account.into()), ("region_code", code.into()), ("began_at", now)],
        ),
    ]
}

/// A role that the region composed, one that somebody hands over, and somebody let in to help.
pub(super) fn roles(code: &str, canary: &str, account: Uuid) -> [(&'static str, Vec<(&'static str, Value)>); 3] {
    let (now, id) = (Value::from(at()), || Value::from(Uuid::new_v4()));
    [
        (
            "composed_roles",
            vec![
                ("id", id()),
                ("region_code", code.into()),
                ("name", format!("Peran {canary}").into()),
                ("name_key", format!("peran {canary}").into()),
                ("permissions", Value::Json(Some(Box::new(serde_json::json!(["desk enter"]))))),
                ("updated_at", now.clone()),
            ],
        ),
        (
            "handovers",
            vec![
                ("id", id()),
                ("domain", code.into()),
                ("open_for", code.into()),
                ("from_account", id()),
                ("to_account", account.into()),
                ("offered_at", now.clone()),
                ("expires_at", now.clone()),
                ("outcome", "waiting".into()),
            ],
        ),
        (
            "support_accesses",
            vec![
                ("id", id()),
                ("region_code", code.into()),
                ("account_id", account.into()),
                ("open_for", format!("{code}:{account}").into()),
                ("reason", format!("Impor {canary} gagal").into()),
                ("given_by", id()),
                ("given_at", now.clone()),
                ("ends_at", now),
            ],
        ),
    ]
}
