//! What an application asks, in words for citizens: the same at `/izin` and in the preview at the desk.

use balai_identity::applications::{Application, ClaimName};
use balai_kernel::Assurance;

use crate::access::Person;
use crate::fault::Fault;
use crate::words::Words;

/// One thing that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskLine {
    /// Its name in tokens, which is also what its box sends.
    pub claim: &'static str,
    /// What.
    pub title: String,
    /// The value that would go out; none where the account does not have it.
    pub value: Option<String>,
    /// What for.
    pub reason: String,
    /// By which law.
    pub law: Option<String>,
    /// Whether it may be kept back.
    pub voluntary: bool,
}

/// What an account holds of its owner, each as it may be shown.
#[derive(Clone, Debug)]
pub struct Values {
    name: String,
    email: Option<String>,
    phone: Option<String>,
    nik: Option<String>,
    assurance: Assurance,
}

impl Values {
    /// Those of somebody who is signed in; the citizen number masked.
    pub async fn of(person: &Person) -> Result<Self, Fault> {
        let identity = &person.app.identity;
        let account = identity.account(person.who.account).await?.ok_or(Fault::NotFound)?;
        let nik = identity.number(&person.app.kek, person.who.account).await?;
        Ok(Self {
            name: account.name.to_string(),
            email: account.email.map(|email| email.as_str().to_owned()),
            phone: account.phone.map(|phone| phone.to_string()),
            nik: nik.map(|nik| nik.to_string()),
            assurance: account.assurance,
        })
    }

    /// Those of nobody, for a preview.
    pub fn example() -> Self {
        Self {
            name: "Sri Rahayu".to_owned(),
            email: Some("sri@contoh.id".to_owned()),
            phone: Some("+62 812-0000-0000".to_owned()),
            nik: Some("3314********0001".to_owned()),
            assurance: Assurance::Contact,
        }
    }

    fn get(&self, w: Words, claim: ClaimName) -> Option<String> {
        match claim {
            ClaimName::Name => Some(self.name.clone()),
            ClaimName::Email => self.email.clone(),
            ClaimName::PhoneNumber => self.phone.clone(),
            ClaimName::Nik => self.nik.clone(),
            ClaimName::AssuranceLevel => Some(w.t(match self.assurance {
                Assurance::Contact => "claim-assurance-1",
                Assurance::Seen => "claim-assurance-2",
                Assurance::National => "claim-assurance-3",
            })),
        }
    }
}

/// What a claim is called.
pub fn title(w: Words, claim: ClaimName) -> String {
    w.t(match claim {
        ClaimName::Name => "claim-name",
        ClaimName::Email => "claim-email",
        ClaimName::PhoneNumber => "claim-phone",
        ClaimName::Nik => "claim-nik",
        ClaimName::AssuranceLevel => "claim-assurance",
    })
}

/// All that an application asks, what it must have first.
pub fn lines(w: Words, application: &Application, values: &Values) -> Vec<AskLine> {
    let line = |claim: ClaimName| {
        let asked = application.asked(claim)?;
        Some(AskLine {
            claim: claim.as_str(),
            title: title(w, claim),
            value: values.get(w, claim),
            reason: asked.reason.clone(),
            law: asked.law.clone(),
            voluntary: asked.voluntary,
        })
    };
    let mut lines: Vec<AskLine> = application.asks().into_iter().filter_map(line).collect();
    lines.sort_by_key(|line| line.voluntary);
    lines
}
