//! What the command line asks of the trails.

use balai_identity::Identity;
use balai_kernel::{Email, RegionCode, Zone};
use balai_rights::breach::{Asked, DataKind};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::cli::BreachArgs;
use crate::failure::Failure;
use crate::parts::Parts;
use crate::region::tenant;

/// Reads the options.
pub async fn read(parts: &Parts, args: &BreachArgs) -> Result<Asked, Failure> {
    let (from, until) = (moment("--from", &args.from)?, moment("--to", &args.to)?);
    if until <= from {
        return Err(Failure::Usage("--to: harus sesudah --from".to_owned()));
    }
    let region = args
        .region
        .as_deref()
        .map(|code| RegionCode::parse(code).map_err(|error| Failure::Usage(format!("--region: {error}"))));
    let kind = args.kind.as_deref().map(|word| {
        let all = DataKind::ALL.map(DataKind::word).join(", ");
        DataKind::named(word).ok_or_else(|| Failure::Usage(format!("--kind: salah satu dari {all}")))
    });
    let by = match &args.by {
        Some(text) => Some(account(&parts.identity().await?, text).await?),
        None => None,
    };
    let region = region.transpose()?;
    if let Some(code) = region {
        tenant(parts, code).await?;
    }
    Ok(Asked { from, until, region, by, ip: args.ip.clone(), kind: kind.transpose()? })
}

/// The clock that letters go by.
pub async fn zone(parts: &Parts, region: Option<RegionCode>) -> Result<Zone, Failure> {
    match region {
        Some(code) => Ok(tenant(parts, code).await?.zone()),
        None => Ok(Zone::Wib),
    }
}

/// A moment with its offset; seconds may be left out.
fn moment(option: &str, text: &str) -> Result<DateTime<Utc>, Failure> {
    let whole = DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z"));
    let wrong = |_| Failure::Usage(format!("{option}: `{text}` bukan waktu seperti 2026-11-20T00:00+07:00"));
    whole.map(|at| at.with_timezone(&Utc)).map_err(wrong)
}

async fn account(identity: &Identity, text: &str) -> Result<Uuid, Failure> {
    let none = || Failure::Usage("--by: tidak ada akun dengan surel atau id itu".to_owned());
    if let Ok(id) = text.parse::<Uuid>() {
        return Ok(id);
    }
    let email = Email::parse(text).map_err(|error| Failure::Usage(format!("--by: {error}")))?;
    identity.account_by_email(&email).await?.map(|account| account.id).ok_or_else(none)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_names_its_offset() {
        let at = moment("--from", "2026-11-20T00:00+07:00").unwrap();
        assert_eq!(at.to_rfc3339(), "2026-11-19T17:00:00+00:00");
        assert_eq!(moment("--from", "2026-11-20T00:00:00+07:00").unwrap(), at);
        for wrong in ["2026-11-20", "2026-11-20T00:00", "kemarin", ""] {
            assert!(matches!(moment("--from", wrong), Err(Failure::Usage(_))), "{wrong}");
        }
    }
}
