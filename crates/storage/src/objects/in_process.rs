//! An S3 service inside this process: the same client, no socket.

use std::path::Path;

use async_trait::async_trait;
use aws_credential_types::Credentials;
use aws_sdk_s3::Client;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use s3s::{
    S3Result,
    access::{S3Access, S3AccessContext},
    auth::SimpleAuth,
    path::S3Path,
    s3_error,
    service::S3ServiceBuilder,
};

use super::{ObjectKey, Objects, config};
use crate::{Result, StorageError};

const BUCKET: &str = "balai";
/// The service has no door but this process, so these open nothing.
const ACCESS: (&str, &str) = ("in-process", "in-process-secret");

/// The file-backed service would follow `../` out of its bucket: what is not a key of ours is
/// refused before it gets there.
struct OnlyOurKeys;

#[async_trait]
impl S3Access for OnlyOurKeys {
    async fn check(&self, cx: &mut S3AccessContext<'_>) -> S3Result<()> {
        let known = match cx.s3_path() {
            S3Path::Root => false,
            S3Path::Bucket { bucket } => &**bucket == BUCKET,
            S3Path::Object { bucket, key } => &**bucket == BUCKET && ObjectKey::parse(key).is_ok(),
        };
        if known && cx.credentials().is_some() {
            Ok(())
        } else {
            Err(s3_error!(AccessDenied, "not a key of this deployment"))
        }
    }
}

pub(super) fn open(dir: &Path) -> Result<Objects> {
    let unavailable = |e: String| StorageError::Unavailable(format!("{}: {e}", dir.display()));
    std::fs::create_dir_all(dir.join(BUCKET)).map_err(|e| unavailable(e.to_string()))?;
    let files = s3s_fs::FileSystem::new(dir).map_err(|e| unavailable(format!("{e:?}")))?;
    let mut service = S3ServiceBuilder::new(files);
    service.set_auth(SimpleAuth::from_single(ACCESS.0, ACCESS.1));
    service.set_access(OnlyOurKeys);
    let keys = Credentials::new(ACCESS.0, ACCESS.1, None, None, "in-process");
    let config =
        config("http://objects.invalid", "id-1", keys).http_client(s3s_aws::Client::from(service.build())).build();
    Ok(Objects { client: Client::from_conf(config), bucket: BUCKET.to_owned(), dir: Some(dir.to_path_buf()) })
}

/// Removes what the file-backed service leaves of objects under a prefix when they are deleted: notes whose names are
/// made of the keys, and empty directories.
pub(super) fn sweep(dir: &Path, prefix: &str) -> Result<()> {
    let unavailable = |e: std::io::Error| StorageError::Unavailable(format!("{}: {e}", dir.display()));
    for entry in std::fs::read_dir(dir).map_err(unavailable)? {
        let entry = entry.map_err(unavailable)?;
        let name = entry.file_name();
        if name.to_str().and_then(noted_key).is_some_and(|key| key.starts_with(&format!("{prefix}/"))) {
            std::fs::remove_file(entry.path()).map_err(unavailable)?;
        }
    }
    match std::fs::remove_dir_all(dir.join(BUCKET).join(prefix)) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(unavailable(e)),
        _ => Ok(()),
    }
}

/// The key in the name of a note, `.bucket-….object-<key in base64>.….json`.
fn noted_key(name: &str) -> Option<String> {
    let rest = name.strip_prefix(".bucket-")?.split_once(".object-")?.1;
    let bytes = URL_SAFE_NO_PAD.decode(rest.split('.').next()?).ok()?;
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    fn key(text: &str) -> ObjectKey {
        ObjectKey::parse(text).unwrap()
    }

    #[tokio::test]
    async fn an_object_comes_back_and_only_on_its_own_shelf() {
        let dir = tempfile::tempdir().unwrap();
        let objects = open(dir.path()).unwrap();
        objects.check().await.unwrap();
        let sragen = objects.of_tenant("33.14".parse().unwrap());
        let sinjai = objects.of_tenant("73.07".parse().unwrap());
        sragen.put(&key("a/b.pdf"), "application/pdf", Bytes::from_static(b"x")).await.unwrap();
        let back = sragen.get(&key("a/b.pdf")).await.unwrap().unwrap();
        assert_eq!((back.content_type.as_str(), &*back.body), ("application/pdf", &b"x"[..]));
        assert_eq!(sinjai.get(&key("a/b.pdf")).await.unwrap(), None);
        assert_eq!(sragen.list().await.unwrap(), ["a/b.pdf"]);
        assert!(sinjai.list().await.unwrap().is_empty());
        sragen.delete(&key("a/b.pdf")).await.unwrap();
        sragen.delete(&key("a/b.pdf")).await.unwrap();
        assert_eq!(sragen.get(&key("a/b.pdf")).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_key_made_past_our_type_is_refused_by_the_service() {
        let dir = tempfile::tempdir().unwrap();
        let objects = open(dir.path()).unwrap();
        for evil in ["../evil", "t_3314/../t_7307/x", "/abs", "t_3314//x", "t_3314/.x"] {
            let put = objects.client.put_object().bucket(BUCKET).key(evil);
            assert!(put.body(Bytes::from_static(b"x").into()).send().await.is_err(), "{evil}");
        }
        assert!(!dir.path().parent().unwrap().join("evil").exists());
    }

    #[tokio::test]
    async fn a_cleared_shelf_leaves_nothing_behind_and_its_neighbour_alone() {
        let dir = tempfile::tempdir().unwrap();
        let objects = open(dir.path()).unwrap();
        let (one, other) = (objects.of_tenant("33.14".parse().unwrap()), objects.of_tenant("73.07".parse().unwrap()));
        for shelf in [&one, &other] {
            for name in ["a/1", "a/2", "b"] {
                shelf.put(&key(name), "text/plain", Bytes::from_static(b"x")).await.unwrap();
            }
        }
        assert_eq!(one.list_after(Some("a/1")).await.unwrap(), ["a/2", "b"]);
        assert_eq!(one.clear().await.unwrap(), 3);
        assert_eq!(one.clear().await.unwrap(), 0);
        let names = std::fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
        let keys: Vec<String> = names.filter_map(|name| noted_key(&name)).collect();
        assert!(keys.iter().all(|key| key.starts_with("t_7307/")), "{keys:?}");
        assert!(!dir.path().join("balai/t_3314").exists());
        assert_eq!(other.get(&key("a/1")).await.unwrap().unwrap().content_type, "text/plain");
    }
}
