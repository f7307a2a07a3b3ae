//! What an application knows a citizen by: a name of its own sector, and of its own for each session.

use uuid::Uuid;

use crate::Identity;
use crate::applications::Application;

impl Identity {
    /// The pairwise subject of an account in a sector (OpenID Connect Core 1.0, 8.1): two sectors cannot tell that they see
    /// the same person. Made from the control plane's data key, which a turn of the key-encryption key wraps anew and does
    /// not change, so that a subject stays for good.
    pub fn subject(&self, account: Uuid, application: &Application) -> String {
        let sector = application.sector_of_subjects();
        self.key.blind_index(format!("subject of {account} in {sector}").as_bytes())
    }

    /// What one application calls a session at the account host (`sid`); no other learns the same from it.
    pub(crate) fn session_name(&self, session: Uuid, application: Uuid) -> String {
        self.key.blind_index(format!("session {session} at {application}").as_bytes())
    }
}
