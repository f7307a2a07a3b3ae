//! The proofs that a handler can ask for: who is signed in at this host, and that she may do what
//! the route is for. The type of a handler's first argument names the permission.

use std::future::Future;
use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use balai_identity::{Mandate, NamedSupport, PROOF_LASTS, SignedIn, oidc};
use balai_kernel::{Act, Actor};
use balai_rbac::{Domain, Permission, Reach};
use balai_storage::TenantDb;
use balai_tenancy::{Life, Tenant};
use uuid::Uuid;

use crate::account::acting;
use crate::back::Back;
use crate::cookies;
use crate::edge::forgery::FormToken;
use crate::edge::trace::origin;
use crate::fault::Fault;
use crate::frame::Lasting;
use crate::host::{self, Site};
use crate::route::{Access, FreshProof, Proof};
use crate::state::App;
use crate::trail::looks::{self, Keeps as _};
use crate::visitor::{app, here, known_tenant};

/// The cookie that carries a session's token; host-only, so another host's cookie never arrives.
pub const SESSION_COOKIE: &str = "__Host-sesi";
/// Where a host's sign-in begins; `?ke=` carries the way back.
pub const SIGN_IN: &str = "/masuk";
/// The way back, in the address of the sign-in.
pub const BACK: &str = "ke";
/// In the same address: whoever is signed in proves once more who she is.
pub const PROVE: &str = "bukti";

/// A type that stands for a permission; see [`may`].
pub trait Mark: 'static {
    /// The permission.
    const PERMISSION: Permission;
}

/// One type per permission, named alike.
pub mod may {
    use balai_rbac::Permission;

    macro_rules! marks {
        ($($name:ident),* $(,)?) => { $(
            #[doc = concat!("Stands for [`Permission::", stringify!($name), "`].")]
            pub struct $name;
            impl super::Mark for $name {
                const PERMISSION: Permission = Permission::$name;
            }
        )* };
    }
    marks!(
        ApplicationsView,
        ApplicationsVerify,
        ApplicationsApprove,
        TenantsView,
        TenantsProvision,
        TenantsSuspend,
        AdoptionView,
        AdoptionEdit,
        BroadcastsEdit,
        HolidaysPublish,
        TemplatesEdit,
        NumbersSettle,
        DeskEnter,
        CatalogueView,
        CatalogueEdit,
        CataloguePublish,
        AgenciesEdit,
        CategoriesEdit,
        DocumentsAsk,
        CitizensServe,
        PrivacyAnswer,
        SettingsView,
        SettingsEdit,
        StaffView,
        StaffInvite,
        RolesCompose,
        AuditView,
    );
}

/// Somebody who is signed in at this host.
pub struct Person {
    /// The server's parts.
    pub app: web::Data<App>,
    /// Who.
    pub who: SignedIn,
    /// The deed: who, when, from where.
    pub act: Act,
    /// Whose things she sees: her own, or those of somebody for whom she acts.
    pub subject: Uuid,
    /// By what right, where they are another's.
    pub mandate: Option<Mandate>,
    /// Path and query.
    pub here: String,
    /// What the forms of this page carry; `forms.html` has the field.
    pub form: FormToken,
}

/// Somebody of a region's staff who holds a permission somewhere in that region.
pub struct Staff<M: Mark> {
    person: Person,
    /// Whose desk it is.
    pub tenant: Arc<Tenant>,
    /// The door to the region's rows.
    pub db: TenantDb,
    /// How far the permission reaches: the whole region, or some agencies.
    pub reach: Reach,
    /// Whether she is here as the ministry's support only: she reads, and each page that she opens is in the trail.
    pub helps: bool,
    /// Whom of the ministry the region lets look at this moment.
    pub supports: Vec<NamedSupport>,
    mark: PhantomData<M>,
}

/// Somebody of the ministry who holds a permission.
pub struct Ministry<M: Mark> {
    person: Person,
    mark: PhantomData<M>,
}

impl Proof for Person {
    const ACCESS: Access = Access::SignedIn;
}
impl<M: Mark> Proof for Staff<M> {
    const ACCESS: Access = Access::Needs(M::PERMISSION);
}
impl<M: Mark> Proof for Ministry<M> {
    const ACCESS: Access = Access::Needs(M::PERMISSION);
}

impl<M: Mark> Deref for Staff<M> {
    type Target = Person;
    fn deref(&self) -> &Person {
        &self.person
    }
}
impl<M: Mark> Deref for Ministry<M> {
    type Target = Person;
    fn deref(&self) -> &Person {
        &self.person
    }
}

type Extracted<T> = Pin<Box<dyn Future<Output = Result<T, Fault>>>>;

impl FromRequest for Person {
    type Error = Fault;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let person = person(&request).await?;
            acting::alone(&request, &person).await?;
            proven(&request, &person)?;
            Ok(person)
        })
    }
}

impl<M: Mark> FromRequest for Staff<M> {
    type Error = Fault;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let tenant = known_tenant(&app(&request), &request).await?;
            let person = person(&request).await?;
            let set = person.permissions().await?;
            let reach = set.reach(M::PERMISSION, tenant.code());
            if reach == Reach::Nothing {
                return Err(Fault::NotAllowed);
            }
            if let Life::Suspended { since, grounds, .. } = &tenant.life {
                return Err(Fault::Closed(grounds.as_str().to_owned(), *since, tenant.zone()));
            }
            proven(&request, &person)?;
            let helps = set.only_helps(tenant.code());
            if helps && !request.method().is_safe() {
                return Err(Fault::NotAllowed);
            }
            let supports = person.app.identity.supports(tenant.code(), person.act.at).await?;
            let db = person.app.tenant(&tenant);
            let staff = Self { person, tenant, db, reach, helps, supports, mark: PhantomData };
            if helps {
                staff.noted(&looks::helping(request.path())).await?;
            }
            Ok(staff)
        })
    }
}

impl<M: Mark> FromRequest for Ministry<M> {
    type Error = Fault;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let person = person(&request).await?;
            let set = person.permissions().await?;
            if !set.allows(M::PERMISSION, &Domain::National) {
                return Err(Fault::NotAllowed);
            }
            proven(&request, &person)?;
            Ok(Self { person, mark: PhantomData })
        })
    }
}

impl Person {
    /// How long her session lasts if nothing more is done.
    pub fn lasting(&self) -> Lasting {
        Lasting {
            seconds: (self.who.ends_at - self.act.at).num_seconds(),
            last: self.who.ends_at == self.who.expires_at,
        }
    }

    /// What she may do, at the version of her grants that came with the session.
    pub async fn permissions(&self) -> Result<Arc<balai_rbac::PermissionSet>, Fault> {
        let control = self.app.control();
        Ok(self.app.authority.permissions(&control, self.who.account, self.who.grants_version, self.act.at).await?)
    }
}

/// Who is signed in at the request's host, or the way to sign in.
pub(crate) async fn person(request: &HttpRequest) -> Result<Person, Fault> {
    let app = app(request);
    match signed_in(&app, request).await? {
        Some(who) => {
            let act = Act::new(Actor::Account(who.account), app.clock.now(), origin(request));
            let (subject, here) = (who.account, here(request));
            Ok(Person { act, who, subject, mandate: None, here, form: FormToken::of(request), app })
        }
        None => Err(Fault::SignIn(sign_in(request))),
    }
}

/// On a route that asks for it: whether she proved lately who she is, or the way to prove it.
fn proven(request: &HttpRequest, person: &Person) -> Result<(), Fault> {
    let asked = request.extensions().contains::<FreshProof>();
    if asked && !person.who.proven_within(PROOF_LASTS, person.act.at) {
        return Err(Fault::SignIn(format!("{}&{PROVE}=1", sign_in(request))));
    }
    Ok(())
}

/// Who is signed in at the request's host, if anybody.
pub async fn signed_in(app: &App, request: &HttpRequest) -> Result<Option<SignedIn>, Fault> {
    let Some(site) = host::of(request) else { return Ok(None) };
    let Some(token) = cookies::token(request, SESSION_COOKIE) else { return Ok(None) };
    Ok(app.identity.session(&token, &oidc_site(app, &site), app.clock.now()).await?)
}

/// A host of ours as the rooms of sign-in name it.
pub fn oidc_site(app: &App, site: &Site) -> oidc::Site {
    oidc::Site::parse(&app.base.origin(site)).expect("the base address makes an origin")
}

/// Sign-in with the way back; a form that was posted comes back to its page.
fn sign_in(request: &HttpRequest) -> String {
    let back = if request.method().is_safe() { here(request) } else { request.path().to_owned() };
    Back::or(Some(&back), "/").via(SIGN_IN)
}
