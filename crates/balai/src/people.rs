//! `balai user`: the first people of a deployment, who have nobody to invite them.

use balai_identity::Identity;
use balai_kernel::Email;
use balai_rbac::{Domain, Grant, PermittedGrant, Role};

use crate::cli::Membership;
use crate::failure::Failure;
use crate::parts::Parts;
use crate::settings::Settings;

/// Invites somebody by letter.
pub async fn invite(settings: Settings, who: Membership) -> Result<(), Failure> {
    let (parts, identity, email, grant) = prepare(settings, &who).await?;
    identity.invite(&parts.act("user invite"), &email, &grant).await.map_err(Failure::failed)?;
    println!("Undangan untuk {} menunggu dikirim.", email.masked());
    parts.store.close().await;
    Ok(())
}

/// Gives a role to an account that exists.
pub async fn grant(settings: Settings, who: Membership) -> Result<(), Failure> {
    let (parts, identity, email, grant) = prepare(settings, &who).await?;
    let account = identity.account_by_email(&email).await?;
    let account =
        account.ok_or_else(|| Failure::failed("tidak ada akun dengan surel itu; undang dengan `balai user invite`"))?;
    identity.grant(&parts.act("user grant"), account.id, &grant).await.map_err(Failure::failed)?;
    println!("Peran diberikan kepada {}.", email.masked());
    parts.store.close().await;
    Ok(())
}

async fn prepare(settings: Settings, who: &Membership) -> Result<(Parts, Identity, Email, PermittedGrant), Failure> {
    let email = Email::parse(&who.email).map_err(|e| Failure::Usage(format!("--email: {e}")))?;
    let role: Role = who.role.parse().map_err(|e| Failure::Usage(format!("--role: {e}")))?;
    let domain: Domain = who.domain.parse().map_err(|e| Failure::Usage(format!("--domain: {e}")))?;
    let grant = Grant::new(role, domain)
        .ok_or_else(|| Failure::Usage("--role: peran ini tidak dapat dipegang di tempat itu".to_owned()))?;
    let parts = Parts::visit_standing(settings).await?;
    let identity = parts.identity().await?;
    Ok((parts, identity, email, PermittedGrant::by_the_platform(grant)))
}
