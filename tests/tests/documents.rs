//! The documents that are made from the program: who may do what, and who may come where. A change of either shows as a
//! difference in a committed file. `BALAI_TEST_WRITE=1 cargo nextest run --test documents` writes them anew.

use std::fmt::Write as _;
use std::path::Path;

use balai_rbac::{Level, Permission, Policy, Role};
use balai_web::host::SiteKind;
use balai_web::route::Access;
use balai_web::routes;

/// Fails unless the document stands as it is made now.
fn stands(name: &str, made: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
    if std::env::var_os("BALAI_TEST_WRITE").is_some() {
        std::fs::write(&file, made).expect("the document is written");
    }
    let standing = std::fs::read_to_string(&file).unwrap_or_default();
    let first = made.lines().zip(standing.lines().chain(std::iter::repeat(""))).find(|(made, old)| made != old);
    assert!(
        standing == made,
        "docs/{name} is not what the program does, first in {first:?}; BALAI_TEST_WRITE=1 writes it"
    );
}

#[tokio::test]
async fn docs_roles_says_what_each_role_may_do() {
    let policy = Policy::built_in().await.expect("a policy");
    let mut text = String::from(
        "# Roles\n\nMade from `config/policy/` by `tests/tests/documents.rs`. A role is held at the ministry, in a whole region or in\n\
         one agency; what is not marked is refused. Citizens hold no role. A region composes further roles from what its owner\n\
         may do, but for composing itself.\n",
    );
    for (level, title) in [
        (Level::National, "At the ministry"),
        (Level::Region, "In a region"),
        (Level::Agency, "In one agency of a region"),
    ] {
        let roles: Vec<Role> = Role::NAMED.into_iter().filter(|role| role.fits(level)).collect();
        let names: Vec<String> = roles.iter().map(Role::to_string).collect();
        let line = "|---".repeat(names.len() + 1);
        write!(text, "\n## {title}\n\n| | {} |\n{line}|\n", names.join(" | ")).expect("text");
        for permission in Permission::ALL {
            let marks: Vec<&str> = roles
                .iter()
                .map(|role| if policy.of(*role, level).contains(*permission) { "yes" } else { "" })
                .collect();
            if marks.contains(&"yes") {
                writeln!(text, "| {} {} | {} |", permission.object(), permission.action(), marks.join(" | "))
                    .expect("text");
            }
        }
    }
    stands("ROLES.md", &text);
}

#[test]
fn docs_routes_says_who_may_come_where() {
    let mut text = String::from(
        "# Routes\n\nMade from `crates/web/src/routes.rs` by `tests/tests/documents.rs`. Every route names the permission that it asks for,\n\
         or why anybody may come. Health and assets answer on any host.\n",
    );
    for (site, title) in [
        (SiteKind::Root, "`BASE`"),
        (SiteKind::Account, "`akun.BASE`"),
        (SiteKind::National, "`nasional.BASE`"),
        (SiteKind::Region, "`<region>.BASE`"),
    ] {
        write!(text, "\n## {title}\n\n| | | who may come |\n|---|---|---|\n").expect("text");
        let mut lines: Vec<String> = routes::all()
            .iter()
            .filter(|route| route.site == site)
            .map(|route| {
                let who = match route.access {
                    Access::Public(reason) => format!("anybody: {reason}"),
                    Access::SignedIn => "who is signed in, for her own things".to_owned(),
                    Access::Needs(permission) => format!("`{} {}`", permission.object(), permission.action()),
                };
                let fresh = if route.fresh { ", with a fresh proof of who she is" } else { "" };
                format!("| `{}` | {} | {who}{fresh} |", route.path, route.method)
            })
            .collect();
        lines.sort();
        writeln!(text, "{}", lines.join("\n")).expect("text");
    }
    stands("ROUTES.md", &text);
}
