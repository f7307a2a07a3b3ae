//! The `claims` parameter: single claims, and where they are wanted (OpenID Connect Core 1.0, 5.5).

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::applications::ClaimName;

/// Longest document, in bytes.
const LONGEST: usize = 4_000;

/// What is asked claim by claim. Claims that nobody here has are ignored. Whether a claim is essential changes nothing but
/// for `acr`: a citizen is asked for everything that the application registered, and gives what she gives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct ClaimsRequest {
    /// At `UserInfo`.
    pub userinfo: Vec<ClaimName>,
    /// In the ID token.
    pub id_token: Vec<ClaimName>,
    /// The classes of which one must be reached (5.5.1.1); empty where any will do.
    pub acr: Vec<String>,
    /// The subject that it must be.
    pub sub: Option<String>,
}

/// The text is no such document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the claims parameter is not a JSON object of claims")]
pub struct ClaimsUnreadable;

impl ClaimsRequest {
    /// Reads the parameter.
    pub fn parse(text: &str) -> Result<Self, ClaimsUnreadable> {
        if text.len() > LONGEST {
            return Err(ClaimsUnreadable);
        }
        let document: Map<String, Value> = serde_json::from_str(text).map_err(|_| ClaimsUnreadable)?;
        let (userinfo, id_token) = (member(&document, "userinfo")?, member(&document, "id_token")?);
        let essential = |value: &&Value| value.get("essential") == Some(&Value::Bool(true));
        Ok(Self {
            userinfo: names(&userinfo),
            acr: id_token.get("acr").filter(essential).map(values).unwrap_or_default(),
            sub: id_token.get("sub").and_then(|sub| values(sub).into_iter().next()),
            id_token: names(&id_token),
        })
    }
}

fn member(document: &Map<String, Value>, name: &str) -> Result<Map<String, Value>, ClaimsUnreadable> {
    match document.get(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(claims)) if claims.values().all(|claim| claim.is_null() || claim.is_object()) => {
            Ok(claims.clone())
        }
        Some(_) => Err(ClaimsUnreadable),
    }
}

fn names(claims: &Map<String, Value>) -> Vec<ClaimName> {
    let named = |name: &str| match name {
        "email_verified" => Some(ClaimName::Email),
        "phone_number_verified" => Some(ClaimName::PhoneNumber),
        name => name.parse().ok(),
    };
    let asked: Vec<ClaimName> = claims.keys().filter_map(|name| named(name)).collect();
    ClaimName::ALL.into_iter().filter(|claim| asked.contains(claim)).collect()
}

/// The texts of `value` and `values`.
fn values(claim: &Value) -> Vec<String> {
    let many = claim.get("values").and_then(Value::as_array).into_iter().flatten();
    claim.get("value").into_iter().chain(many).filter_map(Value::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_asked_one_by_one_for_either_place() {
        let text = r#"{"userinfo":{"email_verified":{"essential":true},"name":null,"picture":null},
            "id_token":{"auth_time":{"essential":true},"acr":{"essential":true,"values":["urn:balai:acr:2"]},
            "sub":{"value":"x"},"phone_number":null},"lain":7}"#;
        let read = ClaimsRequest::parse(text).unwrap();
        assert_eq!(read.userinfo, [ClaimName::Name, ClaimName::Email]);
        assert_eq!(read.id_token, [ClaimName::PhoneNumber]);
        assert_eq!((read.acr, read.sub), (vec!["urn:balai:acr:2".to_owned()], Some("x".to_owned())));
    }

    #[test]
    fn a_class_that_is_only_wished_for_is_no_condition() {
        let text = r#"{"id_token":{"acr":{"values":["urn:balai:acr:3"]}}}"#;
        assert_eq!(ClaimsRequest::parse(text), Ok(ClaimsRequest::default()));
    }

    #[test]
    fn other_documents_are_refused() {
        for text in ["", "[]", "7", "{", r#"{"userinfo":[]}"#, r#"{"id_token":{"name":"Siti"}}"#] {
            assert_eq!(ClaimsRequest::parse(text), Err(ClaimsUnreadable), "{text}");
        }
        assert_eq!(ClaimsRequest::parse(&format!("{{\"a\":\"{}\"}}", "x".repeat(LONGEST))), Err(ClaimsUnreadable));
    }
}
