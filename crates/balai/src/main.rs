//! The binary: reads the configuration, wires the rooms, offers the command line.
//!
//! Exit codes: 0 done, 1 failed, 2 wrong use.

mod audit;
mod backup;
mod breach;
mod cli;
mod clients;
mod data_lock;
mod demo;
mod doctor;
mod environment;
mod failure;
mod fault_probe;
mod kek;
mod keys;
mod logs;
mod migrate;
mod parts;
mod people;
mod provision;
mod region;
mod serve;
mod settings;
mod show;
mod tenants;
mod tokens;
mod usage;
mod work;

use std::process::ExitCode;

use balai_identity::applications::ApplicationState;
use balai_tenancy::life::Deed;
use clap::Parser;
use cli::{AuditCommand, Cli, Client, Command, ConfigCommand, Db, Keys, Region, Tenant, Token, User};
use failure::Failure;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage::answer(&error),
    };
    rustls::crypto::aws_lc_rs::default_provider().install_default().expect("the first and only provider");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("threads can be made");
    match runtime.block_on(Box::pin(run(cli))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("balai: {failure}");
            failure.code()
        }
    }
}

async fn run(cli: Cli) -> Result<(), Failure> {
    let overrides = cli.overrides();
    let json = cli.global.json;
    if let Command::Db(Db::Bootstrap { superuser_url, owner_password_file, app_password_file }) = cli.command {
        return migrate::bootstrap(&overrides, superuser_url, &owner_password_file, &app_password_file).await;
    }
    if let Command::Openapi = cli.command {
        println!("{}", balai_web::api::document().to_pretty_json()?);
        return Ok(());
    }
    let settings = match (settings::load(&overrides), &cli.command) {
        (outcome, Command::Config(ConfigCommand::Check)) => return show::config(outcome, json),
        (Ok(settings), _) => settings,
        (Err(mistakes), _) => return Err(Failure::Settings(mistakes)),
    };
    let _lines = logs::start(&settings.log);
    match cli.command {
        Command::Demo { .. } => demo::run(settings).await,
        Command::Serve { .. } => serve::run(settings).await,
        Command::Work { once } => work::run(settings, once).await,
        Command::Migrate { plan } => migrate::run(settings, plan, json).await,
        Command::Tenant(Tenant::List) => tenants::list(settings, json).await,
        Command::Tenant(Tenant::Provision { code, .. }) => tenants::provision(settings, code, json).await,
        Command::Tenant(Tenant::Suspend(turning)) => region::turn(settings, Deed::Suspend, turning, json).await,
        Command::Tenant(Tenant::Resume(turning)) => region::turn(settings, Deed::Resume, turning, json).await,
        Command::Tenant(Tenant::Archive(turning)) => region::turn(settings, Deed::Archive, turning, json).await,
        Command::Tenant(Tenant::Export { code, to, passphrase }) => {
            Box::pin(region::export(settings, &code, &to, passphrase, json)).await
        }
        Command::Tenant(Tenant::Import { from, passphrase }) => {
            Box::pin(region::import(settings, &from, passphrase, json)).await
        }
        Command::Tenant(Tenant::Erase { code, name }) => Box::pin(region::erase(settings, &code, name, json)).await,
        Command::Backup { to, region } => Box::pin(backup::backup(settings, &to, region, json)).await,
        Command::Restore { from, region, verify } => {
            Box::pin(backup::restore(settings, &from, region, verify, json)).await
        }
        Command::Region(Region::Import { file }) => tenants::import_regions(settings, file).await,
        Command::User(User::Invite(who)) => people::invite(settings, who).await,
        Command::User(User::Grant(who)) => people::grant(settings, who).await,
        Command::Token(Token::Create { email, domain, scope, days }) => {
            tokens::create(settings, &email, &domain, &scope, days, json).await
        }
        Command::Token(Token::Revoke { email }) => tokens::revoke(settings, &email, json).await,
        Command::Client(Client::Create(new)) => clients::create(settings, *new, json).await,
        Command::Client(Client::List { domain }) => clients::list(settings, &domain, json).await,
        Command::Client(Client::Show { id }) => clients::show(settings, id, json).await,
        Command::Client(Client::Secret { id, drop_former }) => clients::secret(settings, id, drop_former, json).await,
        Command::Client(Client::Pause { id }) => clients::turn(settings, id, ApplicationState::Paused, json).await,
        Command::Client(Client::Resume { id }) => clients::turn(settings, id, ApplicationState::Active, json).await,
        Command::Audit(AuditCommand::Verify { domain, .. }) => audit::verify(settings, domain.as_deref(), json).await,
        Command::Breach(args) => Box::pin(breach::run(settings, args, json)).await,
        Command::Keys(Keys::Rotate) => keys::rotate(settings, json).await,
        Command::Keys(Keys::Add { kms }) => keys::add(settings, kms, json).await,
        Command::Keys(Keys::Forget) => keys::forget(settings, json).await,
        Command::Doctor => doctor::run(settings, json).await,
        Command::Config(_) | Command::Db(_) | Command::Openapi => unreachable!("answered above"),
    }
}
