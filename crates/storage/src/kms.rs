//! A key service (AWS KMS, or whatever speaks its protocol): it makes key-encryption keys and alone opens them again.
//!
//! What stands in the file of keys is sealed by the service, bound to this deployment by the encryption context; the
//! service never sees what the key wraps.

use std::collections::HashMap;
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_sdk_kms::Client;
use aws_sdk_kms::config::timeout::TimeoutConfig;
use aws_sdk_kms::config::{BehaviorVersion, Region};
use aws_sdk_kms::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_kms::primitives::Blob;
use aws_sdk_kms::types::DataKeySpec;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use crate::envelope::Key;
use crate::error::whole;
use crate::kek::NewKey;

/// How long a question may take, repetitions included.
const LONGEST: Duration = Duration::from_secs(8);
const CONNECTING: Duration = Duration::from_secs(3);

/// Where the service is and which of its keys serves.
#[derive(Debug, Clone)]
pub struct KmsSettings {
    /// Its address; `None` for AWS's own in the region.
    pub endpoint: Option<String>,
    /// The region, also the one of signatures.
    pub region: String,
    /// Id, alias or ARN of the key that makes new ones.
    pub key: String,
    /// The deployment's name in the encryption context: what was made for another does not open here.
    pub deployment: String,
    /// The access key.
    pub access_key: SecretString,
    /// The secret key.
    pub secret_key: SecretString,
}

/// Why the service did not make or open a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KmsError {
    /// It does not answer, or says that it cannot now.
    #[error("the key service does not answer: {0}")]
    Away(String),
    /// The credentials are not known to it, or may not do this.
    #[error("the key service refuses: {0}")]
    Denied(String),
    /// The key is not there, or is switched off.
    #[error("the key service has no usable key: {0}")]
    NoKey(String),
    /// The sealed key was not made by this service for this deployment, or is damaged.
    #[error("the sealed key is not of this key service and this deployment")]
    Foreign,
    /// A key is held by a service, and none is known here.
    #[error("a key is held by a key service, and none is configured")]
    Unconfigured,
}

/// The service.
#[derive(Debug, Clone)]
pub struct Kms(KmsSettings);

impl Kms {
    /// Speaks to nobody yet.
    pub fn new(settings: KmsSettings) -> Self {
        Self(settings)
    }

    /// Lets the service make a key (`GenerateDataKey`).
    pub async fn make(&self) -> Result<NewKey, KmsError> {
        let made = self
            .client()
            .generate_data_key()
            .key_id(&self.0.key)
            .key_spec(DataKeySpec::Aes256)
            .set_encryption_context(Some(self.context()))
            .send()
            .await
            .map_err(refused)?;
        let sealed = made.ciphertext_blob.ok_or(KmsError::Foreign)?;
        Ok(NewKey::sealed(STANDARD.encode(sealed), key(made.plaintext)?))
    }

    /// Lets the service open a key that it made, in base64 (`Decrypt`). The service's key is named by what it sealed, so
    /// that a deployment may go from one of its keys to the next.
    pub(crate) async fn open(&self, sealed: &str) -> Result<Key, KmsError> {
        let sealed = STANDARD.decode(sealed).map_err(|_| KmsError::Foreign)?;
        let opened = self
            .client()
            .decrypt()
            .ciphertext_blob(Blob::new(sealed))
            .set_encryption_context(Some(self.context()))
            .send()
            .await
            .map_err(refused)?;
        key(opened.plaintext)
    }

    /// Makes a key that nobody will use, and opens it.
    pub async fn check(&self) -> Result<(), KmsError> {
        let made = self.make().await?;
        if made.opens_by(self).await? { Ok(()) } else { Err(KmsError::Foreign) }
    }

    fn context(&self) -> HashMap<String, String> {
        let pairs = [("purpose", "balai key-encryption key"), ("deployment", &self.0.deployment)];
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
    }

    /// A client for one question: connections belong to the runtime that opened them, and questions are rare.
    fn client(&self) -> Client {
        let settings = &self.0;
        let (access_key, secret_key) = (settings.access_key.expose_secret(), settings.secret_key.expose_secret());
        let timeouts = TimeoutConfig::builder().connect_timeout(CONNECTING).operation_timeout(LONGEST).build();
        let config = aws_sdk_kms::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(settings.region.clone()))
            .credentials_provider(Credentials::new(access_key, secret_key, None, None, "balai"))
            .timeout_config(timeouts);
        let config = match &settings.endpoint {
            Some(endpoint) => config.endpoint_url(endpoint),
            None => config,
        };
        Client::from_conf(config.build())
    }
}

fn key(plain: Option<Blob>) -> Result<Key, KmsError> {
    let bytes = Zeroizing::new(plain.ok_or(KmsError::Foreign)?.into_inner());
    Key::from_bytes(&bytes).map_err(|_| KmsError::Foreign)
}

fn refused<E>(error: SdkError<E>) -> KmsError
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
{
    let code = error.as_service_error().and_then(ProvideErrorMetadata::code).unwrap_or_default().to_owned();
    let status = error.raw_response().map_or(0, |answer| answer.status().as_u16());
    let said = error.as_service_error().and_then(ProvideErrorMetadata::message).map(str::to_owned);
    sorted(&code, status, said.unwrap_or_else(|| whole(&error)))
}

/// By the code of the protocol; a service that does not give one still gives the status.
fn sorted(code: &str, status: u16, said: String) -> KmsError {
    match code {
        "InvalidCiphertextException" | "IncorrectKeyException" => KmsError::Foreign,
        "NotFoundException" | "DisabledException" | "KMSInvalidStateException" | "InvalidKeyUsageException" => {
            KmsError::NoKey(said)
        }
        "AccessDeniedException"
        | "UnrecognizedClientException"
        | "InvalidSignatureException"
        | "ExpiredTokenException" => KmsError::Denied(said),
        _ if matches!(status, 401 | 403) => KmsError::Denied(said),
        _ => KmsError::Away(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_with_time_is_not_called_a_refusal() {
        let of = |code, status| sorted(code, status, String::new());
        let away = KmsError::Away(String::new());
        assert_eq!(["ThrottlingException", "KMSInternalException"].map(|code| of(code, 400)), [away.clone(), away]);
        assert_eq!(of("", 403), KmsError::Denied(String::new()));
        assert_eq!(of("AccessDeniedException", 400), KmsError::Denied(String::new()));
        assert_eq!(of("DisabledException", 400), KmsError::NoKey(String::new()));
        assert_eq!(of("InvalidCiphertextException", 400), KmsError::Foreign);
    }
}
