use balai_kernel::{SecretToken, Slug};
use url::Url;
use uuid::Uuid;

/// The addresses that letters lead to, made from the one address of the deployment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    root: Url,
}

/// The address cannot be the root of a deployment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the deployment's address must be http or https with a host name and nothing behind it")]
pub struct PlacesError;

impl Places {
    /// `root` is the public address of `BASE` with scheme and port, such as `https://balai.go.id/`.
    pub fn new(root: Url) -> Result<Self, PlacesError> {
        let named = root.domain().is_some() && matches!(root.scheme(), "http" | "https");
        let bare = root.path() == "/" && root.query().is_none() && root.fragment().is_none();
        if named && bare { Ok(Self { root }) } else { Err(PlacesError) }
    }

    /// Where a sign-up begins.
    pub fn sign_up(&self) -> Url {
        Self::at(&self.root, "daftar")
    }

    /// Opens a draft.
    pub fn draft(&self, token: &SecretToken) -> Url {
        Self::at(&self.root, &format!("daftar/lanjut/{}", token.reveal()))
    }

    /// The page with the button that confirms an address.
    pub fn confirmation(&self, token: &SecretToken) -> Url {
        Self::at(&self.root, &format!("daftar/konfirmasi/{}", token.reveal()))
    }

    /// Where an applicant looks up their state.
    pub fn status(&self) -> Url {
        Self::at(&self.root, "daftar/status")
    }

    /// The page that makes an account from an invitation.
    pub fn invitation(&self, token: &SecretToken) -> Url {
        Self::at(&self.sibling("akun"), &format!("undangan/{}", token.reveal()))
    }

    /// The page of the account that answers an offer of a role.
    pub fn handover(&self, id: Uuid) -> Url {
        Self::at(&self.sibling("akun"), &format!("serah-terima/{id}"))
    }

    /// A page of the one account.
    pub fn account(&self, page: &str) -> Url {
        Self::at(&self.sibling("akun"), page)
    }

    /// The ministry's figures.
    pub fn radar(&self) -> Url {
        Self::at(&self.sibling("nasional"), "adopsi")
    }

    /// A region's hall.
    pub fn hall(&self, slug: &Slug) -> Url {
        self.sibling(slug.as_str())
    }

    /// The desk of a region's staff.
    pub fn desk(&self, slug: &Slug) -> Url {
        Self::at(&self.hall(slug), "kelola")
    }

    /// Where a region sees whom of the ministry it lets look, and ends it.
    pub fn support(&self, slug: &Slug) -> Url {
        Self::at(&self.hall(slug), "kelola/bantuan")
    }

    /// A page of the ministry.
    pub fn ministry(&self, page: &str) -> Url {
        Self::at(&self.sibling("nasional"), page)
    }

    /// A page of the desk of a region's staff.
    pub fn desk_page(&self, slug: &Slug, page: &str) -> Url {
        Self::at(&self.hall(slug), &format!("kelola/{page}"))
    }

    fn sibling(&self, label: &str) -> Url {
        let host = format!("{label}.{}", self.root.host_str().unwrap_or_default());
        let mut url = self.root.clone();
        url.set_host(Some(&host)).expect("a label before a host name is a host name");
        url
    }

    fn at(base: &Url, path: &str) -> Url {
        base.join(path).expect("our own paths are relative addresses")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lead_to_siblings_of_the_root_with_its_scheme_and_port() {
        let places = Places::new("http://balai.localhost:8080/".parse().unwrap()).unwrap();
        assert_eq!(places.status().as_str(), "http://balai.localhost:8080/daftar/status");
        let hall = places.hall(&Slug::parse("kota-bandung").unwrap());
        assert_eq!(hall.as_str(), "http://kota-bandung.balai.localhost:8080/");
        let token = SecretToken::fresh();
        let invitation = places.invitation(&token);
        assert_eq!(invitation.as_str(), format!("http://akun.balai.localhost:8080/undangan/{}", token.reveal()));
    }

    #[test]
    fn what_is_no_root_is_refused() {
        for text in ["ftp://balai.go.id/", "https://balai.go.id/x", "https://10.0.0.1/", "mailto:a@b.id"] {
            assert_eq!(Places::new(text.parse().unwrap()), Err(PlacesError), "{text}");
        }
    }
}
