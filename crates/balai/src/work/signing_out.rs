//! Telling applications that somebody signed out.

use std::sync::Arc;

use async_trait::async_trait;
use balai_messaging::SignOutPost;
use chrono::{DateTime, Utc};

use super::Duty;
use crate::failure::Failure;
use crate::parts::Parts;

/// Messages of the back-channel logout.
pub struct SigningOut {
    post: SignOutPost,
}

impl SigningOut {
    pub async fn new(parts: &Parts) -> Result<Self, Failure> {
        let post = SignOutPost::new(parts.store.control(), parts.identity().await?, Arc::clone(&parts.clock));
        Ok(Self { post: post.map_err(Failure::failed)? })
    }
}

#[async_trait]
impl Duty for SigningOut {
    fn name(&self) -> &'static str {
        "signing-out"
    }

    async fn once(&self, _: DateTime<Utc>) -> Result<usize, Failure> {
        Ok(self.post.run().await?)
    }
}
