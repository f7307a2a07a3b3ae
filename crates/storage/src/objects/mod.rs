//! Files: always through the S3 protocol, at a service or at an implementation in this process.

mod in_process;
mod key;

use std::{path::PathBuf, time::Duration};

use aws_credential_types::Credentials;
use aws_sdk_s3::{
    Client,
    config::{BehaviorVersion, Region, timeout::TimeoutConfig},
    operation::get_object::GetObjectError,
    primitives::ByteStream,
};
use balai_kernel::RegionCode;
use bytes::Bytes;
use secrecy::{ExposeSecret, SecretString};

pub use key::{ObjectKey, ObjectKeyError};

use crate::error::whole;
use crate::{Result, StorageError};

/// Where objects are kept.
#[derive(Debug, Clone)]
pub enum ObjectSettings {
    /// A directory of this machine, spoken to by the same client without a socket.
    InProcess {
        /// The directory.
        dir: PathBuf,
    },
    /// An S3 service.
    Service {
        /// Its address, such as `https://s3.example.go.id`.
        endpoint: String,
        /// The bucket, made by the operator.
        bucket: String,
        /// The region name the service wants in signatures.
        region: String,
        /// The access key.
        access_key: SecretString,
        /// The secret key.
        secret_key: SecretString,
    },
}

/// All objects of a deployment.
#[derive(Clone)]
pub struct Objects {
    client: Client,
    bucket: String,
    /// Where the in-process service keeps its files.
    dir: Option<PathBuf>,
}

/// The objects of one space; a key cannot leave it.
#[derive(Clone)]
pub struct Shelf {
    objects: Objects,
    prefix: String,
}

/// An object with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// The media type it was stored with.
    pub content_type: String,
    /// Its bytes.
    pub body: Bytes,
}

impl Objects {
    /// Makes the client. In process the bucket is made too.
    pub fn open(settings: &ObjectSettings) -> Result<Self> {
        match settings {
            ObjectSettings::InProcess { dir } => in_process::open(dir),
            ObjectSettings::Service { endpoint, bucket, region, access_key, secret_key } => {
                let keys =
                    Credentials::new(access_key.expose_secret(), secret_key.expose_secret(), None, None, "balai");
                let config = config(endpoint, region, keys).build();
                Ok(Self { client: Client::from_conf(config), bucket: bucket.clone(), dir: None })
            }
        }
    }

    /// The objects of one region.
    pub fn of_tenant(&self, code: RegionCode) -> Shelf {
        Shelf { objects: self.clone(), prefix: format!("t_{}", code.compact()) }
    }

    /// The objects of the control plane.
    pub fn of_control(&self) -> Shelf {
        Shelf { objects: self.clone(), prefix: "control".to_owned() }
    }

    /// Whether the bucket answers.
    pub async fn check(&self) -> Result<()> {
        self.client.head_bucket().bucket(&self.bucket).send().await.map_err(unavailable)?;
        Ok(())
    }
}

impl Shelf {
    /// Stores an object; an older one under the same key is replaced.
    pub async fn put(&self, key: &ObjectKey, content_type: &str, body: Bytes) -> Result<()> {
        self.objects
            .client
            .put_object()
            .bucket(&self.objects.bucket)
            .key(self.full(key))
            .content_type(content_type)
            .body(ByteStream::from(body))
            .send()
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    /// Brings an object, or `None` where there is none.
    pub async fn get(&self, key: &ObjectKey) -> Result<Option<Object>> {
        let request = self.objects.client.get_object().bucket(&self.objects.bucket);
        match request.key(self.full(key)).send().await {
            Ok(found) => {
                let content_type = found.content_type().unwrap_or("application/octet-stream").to_owned();
                let body = found.body.collect().await.map_err(unavailable)?.into_bytes();
                Ok(Some(Object { content_type, body }))
            }
            Err(e) if e.as_service_error().is_some_and(GetObjectError::is_no_such_key) => Ok(None),
            Err(e) => Err(unavailable(e)),
        }
    }

    /// Whether there is an object; its bytes do not come here. A bucket that is not there is an error, which an answer to HEAD
    /// would not tell from an absence.
    pub async fn holds(&self, key: &ObjectKey) -> Result<bool> {
        let key = self.full(key);
        let request = self.objects.client.list_objects_v2().bucket(&self.objects.bucket);
        let page = request.prefix(&key).max_keys(1).send().await.map_err(unavailable)?;
        // of all keys that begin with it, it is the first
        Ok(page.contents().iter().any(|object| object.key() == Some(key.as_str())))
    }

    /// Copies an object onto another shelf, within the object store: its bytes do not come here.
    pub async fn copy_to(&self, key: &ObjectKey, shelf: &Self, to: &ObjectKey) -> Result<()> {
        self.objects
            .client
            .copy_object()
            .bucket(&shelf.objects.bucket)
            .copy_source(format!("{}/{}", self.objects.bucket, self.full(key)))
            .key(shelf.full(to))
            .send()
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    /// Removes an object; one that is not there is removed already.
    pub async fn delete(&self, key: &ObjectKey) -> Result<()> {
        self.objects
            .client
            .delete_object()
            .bucket(&self.objects.bucket)
            .key(self.full(key))
            .send()
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    /// The keys on this shelf, in order, at most 1,000.
    pub async fn list(&self) -> Result<Vec<String>> {
        self.list_after(None).await
    }

    /// The next keys on this shelf after one, in order, at most 1,000.
    pub async fn list_after(&self, after: Option<&str>) -> Result<Vec<String>> {
        let prefix = format!("{}/", self.prefix);
        let page = self
            .objects
            .client
            .list_objects_v2()
            .bucket(&self.objects.bucket)
            .prefix(&prefix)
            .set_start_after(after.map(|key| format!("{prefix}{key}")))
            .send()
            .await
            .map_err(unavailable)?;
        let keys = page.contents().iter().filter_map(|o| o.key());
        Ok(keys.filter_map(|k| k.strip_prefix(&prefix)).map(str::to_owned).collect())
    }

    /// Removes everything on this shelf; returns how many objects went.
    pub async fn clear(&self) -> Result<u64> {
        let mut gone = 0;
        loop {
            let keys = self.list().await?;
            if keys.is_empty() {
                if let Some(dir) = &self.objects.dir {
                    in_process::sweep(dir, &self.prefix)?;
                }
                return Ok(gone);
            }
            for key in keys {
                let key = ObjectKey::parse(&key).map_err(|_| StorageError::Corrupt(format!("object {key}")))?;
                self.delete(&key).await?;
                gone += 1;
            }
        }
    }

    fn full(&self, key: &ObjectKey) -> String {
        format!("{}/{key}", self.prefix)
    }
}

fn config(endpoint: &str, region: &str, keys: Credentials) -> aws_sdk_s3::config::Builder {
    aws_sdk_s3::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(region.to_owned()))
        .credentials_provider(keys)
        .endpoint_url(endpoint)
        .force_path_style(true)
        .timeout_config(
            TimeoutConfig::builder()
                .connect_timeout(Duration::from_secs(3))
                .operation_timeout(Duration::from_secs(30))
                .build(),
        )
}

fn unavailable(error: impl std::error::Error) -> StorageError {
    StorageError::Unavailable(whole(&error))
}
