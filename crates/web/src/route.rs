//! The table of routes: each names its host, its method and path, and who may come.
//!
//! A guarded route cannot be written without its guard: the permission is read off the type of the
//! handler's first argument. A public one gives its reason. Tests walk the table.

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::guard::GuardContext;
use actix_web::http::Method;
use actix_web::middleware::{Next, from_fn};
use actix_web::web::ServiceConfig;
use actix_web::{FromRequest, Handler, HttpMessage, Responder, web};
use balai_rbac::Permission;

use crate::host::{self, SiteKind};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody, for this reason.
    Public(&'static str),
    /// Anybody who is signed in at this host; the handler shows her own things only.
    SignedIn,
    /// Who holds this permission where the route leads.
    Needs(Permission),
}

/// What a handler's first argument proves.
pub trait Proof {
    /// The access it stands for.
    const ACCESS: Access;
}

/// The arguments of a handler whose first one is a [`Proof`].
pub trait Proven {
    /// The access that the first argument stands for.
    const ACCESS: Access;
}

macro_rules! proven {
    ($($rest:ident),*) => {
        impl<P: Proof, $($rest),*> Proven for (P, $($rest,)*) {
            const ACCESS: Access = P::ACCESS;
        }
    };
}
proven!();
proven!(A);
proven!(A, B);
proven!(A, B, C);
proven!(A, B, C, D);
proven!(A, B, C, D, E);

/// One route.
pub struct Route {
    /// Its host.
    pub site: SiteKind,
    /// Its method.
    pub method: Method,
    /// Its path, in actix's pattern language.
    pub path: &'static str,
    /// Who may come.
    pub access: Access,
    /// Whether it asks for a fresh proof of who comes; see [`Route::fresh`].
    pub fresh: bool,
    make: Box<dyn Fn() -> actix_web::Route + Send + Sync>,
}

/// Stands in the request of a route that asks for a fresh proof; the proofs of [`crate::access`] look for it.
pub struct FreshProof;

impl Route {
    /// For deeds that can do much harm: whoever comes must have proved who she is within the last ten minutes
    /// ([`balai_identity::PROOF_LASTS`]). Who has not is led to prove it and comes back; a form that she sent waits for her.
    #[must_use]
    pub fn fresh(self) -> Self {
        Self { fresh: true, ..self }
    }

    fn made(&self) -> actix_web::Route {
        let made = (self.make)();
        if self.fresh { made.wrap(from_fn(ask_for_proof)) } else { made }
    }
}

async fn ask_for_proof(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, actix_web::Error> {
    request.extensions_mut().insert(FreshProof);
    next.call(request).await
}

/// A route for anybody; `reason` says why it needs no permission.
pub fn open<F, Args>(site: SiteKind, method: Method, path: &'static str, reason: &'static str, handler: F) -> Route
where
    F: Handler<Args> + Clone + Send + Sync,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    route(site, method, path, Access::Public(reason), handler)
}

/// A route whose handler proves who may come by its first argument.
pub fn guarded<F, Args>(site: SiteKind, method: Method, path: &'static str, handler: F) -> Route
where
    F: Handler<Args> + Clone + Send + Sync,
    Args: FromRequest + Proven + 'static,
    F::Output: Responder + 'static,
{
    route(site, method, path, Args::ACCESS, handler)
}

fn route<F, Args>(site: SiteKind, method: Method, path: &'static str, access: Access, handler: F) -> Route
where
    F: Handler<Args> + Clone + Send + Sync,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let verb = method.clone();
    let make = Box::new(move || actix_web::Route::new().method(verb.clone()).to(handler.clone()));
    Route { site, method, path, access, fresh: false, make }
}

/// Registers the table: one scope per kind of host, each with its own "not found".
pub fn configure(config: &mut ServiceConfig, routes: &[Route]) {
    // Most requests are for regions, so their hosts are tried first.
    for kind in [SiteKind::Region, SiteKind::Root, SiteKind::Account, SiteKind::National] {
        let here = move |ctx: &GuardContext<'_>| host::kind_of(ctx) == Some(kind);
        let mut scope = web::scope("").guard(actix_web::guard::fn_guard(here));
        let mut paths: Vec<&'static str> = Vec::new();
        for route in routes.iter().filter(|route| route.site == kind) {
            if !paths.contains(&route.path) {
                paths.push(route.path);
            }
        }
        for path in paths {
            let mut resource = web::resource(path);
            for route in routes.iter().filter(|route| route.site == kind && route.path == path) {
                resource = resource.route(route.made());
            }
            scope = scope.service(resource);
        }
        config.service(scope.default_service(web::to(nowhere)));
    }
}

/// No route of this host fits.
pub async fn nowhere() -> Result<actix_web::HttpResponse, crate::fault::Fault> {
    Err(crate::fault::Fault::NotFound)
}

#[cfg(test)]
mod tests {
    use static_assertions::{assert_impl_all, assert_not_impl_any};

    use super::Proven;
    use crate::access::Person;
    use crate::caller::Caller;

    // `guarded` takes a handler only if its first argument is a proof. These lines do not compile otherwise.
    assert_impl_all!((Person,): Proven);
    assert_impl_all!((Person, Caller): Proven);
    assert_not_impl_any!((): Proven);
    assert_not_impl_any!((Caller, Person): Proven);
}
