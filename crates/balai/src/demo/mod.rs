//! `balai demo`: everything in one process, three regions, people of each role.

mod applications;
mod people;
mod regions;
mod report;

use balai_storage::postgres::bootstrap::set_app_password;
use balai_storage::postgres::{Names, RolePrefix};
use secrecy::ExposeSecret;

use crate::failure::Failure;
use crate::parts::Parts;
use crate::settings::Settings;
use crate::{migrate, serve};

/// Sets up what is missing and serves until stopped. A second run changes nothing.
pub async fn run(mut settings: Settings) -> Result<(), Failure> {
    let listener = serve::bind(&settings.server.listen)?;
    let port = listener.local_addr()?.port();
    settings.server.base_url = format!("http://balai.localhost:{port}");
    // a mail server for trying things out stands on this machine
    settings.mail.regions.private_addresses = true;
    lend_app_login(&mut settings).await?;
    let parts = Parts::open(settings).await?;
    migrate::control(&parts).await?;
    // a directory of an older program: what cannot be brought up to date shows its maintenance page
    migrate::regions(&parts).await?;
    let regions = regions::set_up(&parts).await?;
    let accounts = people::set_up(&parts, &regions).await?;
    let applications = applications::set_up(&parts, &regions).await?;
    report::write(&parts, &regions, &accounts, &applications)?;
    report::say(&parts, &regions, &accounts);
    serve::serve(&parts, listener, true).await
}

/// The demonstration is told the owner's address only; the application's login gets a password of
/// this process's own, so that the web still works without the owner's rights.
async fn lend_app_login(settings: &mut Settings) -> Result<(), Failure> {
    let database = &mut settings.database;
    let (Some(owner_url), None) = (database.owner()?, database.app()?) else { return Ok(()) };
    let names = Names::new(RolePrefix::parse(&database.role_prefix).map_err(Failure::failed)?);
    let password = balai_kernel::SecretToken::fresh().reveal();
    set_app_password(&owner_url, &names, &password.clone().into()).await?;
    let mut url = url::Url::parse(owner_url.expose_secret())
        .map_err(|_| Failure::Usage("--database-url tidak terbaca".to_owned()))?;
    let replaced = url.set_username(&names.app()).and_then(|()| url.set_password(Some(&password)));
    replaced.map_err(|()| Failure::Usage("--database-url tidak menyebut host".to_owned()))?;
    database.app_url = String::from(url).into();
    Ok(())
}
