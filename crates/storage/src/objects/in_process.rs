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
    service::{S3Service, S3ServiceBuilder},
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
    Ok(Objects { dir: Some(dir.to_path_buf()), ..over(service(dir)?, ACCESS.1) })
}

/// The service: it checks every signature, in a header or in a link, and then the key.
fn service(dir: &Path) -> Result<S3Service> {
    let unavailable = |e: String| StorageError::Unavailable(format!("{}: {e}", dir.display()));
    std::fs::create_dir_all(dir.join(BUCKET)).map_err(|e| unavailable(e.to_string()))?;
    let files = s3s_fs::FileSystem::new(dir).map_err(|e| unavailable(format!("{e:?}")))?;
    let mut service = S3ServiceBuilder::new(files);
    service.set_auth(SimpleAuth::from_single(ACCESS.0, ACCESS.1));
    service.set_access(OnlyOurKeys);
    Ok(service.build())
}

fn over(service: S3Service, secret: &str) -> Objects {
    let keys = Credentials::new(ACCESS.0, secret, None, None, "in-process");
    let config = config("http://objects.invalid", "id-1", keys).http_client(s3s_aws::Client::from(service)).build();
    Objects { client: Client::from_conf(config), bucket: BUCKET.to_owned(), dir: None }
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
    use std::time::Duration;

    use aws_sdk_s3::presigning::PresigningConfig;
    use bytes::Bytes;
    use http_body_util::BodyExt as _;

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

    /// A link that downloads an object, as it would be handed out.
    async fn link(objects: &Objects, key: &str, lasts: Duration) -> String {
        let config = PresigningConfig::expires_in(lasts).unwrap();
        let request = objects.client.get_object().bucket(BUCKET).key(key).presigned(config).await.unwrap();
        request.uri().to_owned()
    }

    /// What the service answers to a request of anybody: the status and the body.
    async fn ask(service: &S3Service, method: &str, uri: &str) -> (u16, Bytes) {
        let request = http::Request::builder().method(method).uri(uri).header("host", "objects.invalid");
        let answer = service.call(request.body(s3s::Body::empty()).unwrap()).await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.into_body().collect().await.unwrap().to_bytes())
    }

    #[tokio::test]
    async fn a_link_to_ones_own_object_opens_nothing_else() {
        const CANARY: &[u8] = b"kenari";
        let dir = tempfile::tempdir().unwrap();
        let service = service(dir.path()).unwrap();
        let objects = over(service.clone(), ACCESS.1);
        for (code, body) in [("33.14", &b"milik sendiri"[..]), ("17.09", CANARY)] {
            let shelf = objects.of_tenant(code.parse().unwrap());
            shelf.put(&key("rahasia.txt"), "text/plain", Bytes::from_static(body)).await.unwrap();
        }
        let minute = Duration::from_mins(1);
        let own = link(&objects, "t_3314/rahasia.txt", minute).await;
        assert_eq!(ask(&service, "GET", &own).await, (200, Bytes::from_static(b"milik sendiri")));
        let theirs = link(&objects, "t_1709/rahasia.txt", minute).await;
        assert_eq!(ask(&service, "GET", &theirs).await, (200, Bytes::from_static(CANARY)), "the attack is aimed well");

        let bare = |link: &str| link.split('?').next().unwrap().to_owned();
        let signature = |link: &str| link.split("X-Amz-Signature=").nth(1).unwrap().to_owned();
        let attacks = [
            ("another key", own.replace("t_3314", "t_1709")),
            ("climbing", own.replace("t_3314/rahasia.txt", "t_3314/../t_1709/rahasia.txt")),
            ("climbing in disguise", own.replace("t_3314/rahasia.txt", "t_3314/%2e%2e/t_1709/rahasia.txt")),
            ("climbing in one segment", own.replace("t_3314/rahasia.txt", "t_3314%2f..%2ft_1709%2frahasia.txt")),
            ("twice encoded", own.replace("t_3314/rahasia.txt", "%252e%252e/t_1709/rahasia.txt")),
            ("the whole bucket", own.replace("/t_3314/rahasia.txt", "/")),
            ("no signature", bare(&theirs)),
            ("a longer life", own.replace("X-Amz-Expires=60", "X-Amz-Expires=604800")),
            ("one's own signature", theirs.replace(&signature(&theirs), &signature(&own))),
        ];
        for (what, uri) in attacks {
            assert!(uri != own && uri != theirs, "{what}: {uri}");
            let (status, body) = ask(&service, "GET", &uri).await;
            assert!((400..500).contains(&status), "{what}: {status} {uri}");
            assert!(!body.windows(CANARY.len()).any(|part| part == CANARY), "{what}");
        }
        for method in ["PUT", "DELETE"] {
            assert_eq!(ask(&service, method, &own).await.0, 403, "{method}");
        }
        let stranger = over(service.clone(), "another-secret");
        assert_eq!(ask(&service, "GET", &link(&stranger, "t_1709/rahasia.txt", minute).await).await.0, 403);
        let brief = link(&objects, "t_3314/rahasia.txt", Duration::from_secs(1)).await;
        tokio::time::sleep(Duration::from_millis(2_100)).await;
        assert_eq!(ask(&service, "GET", &brief).await.0, 403, "it is over");
    }

    #[tokio::test]
    async fn a_client_with_another_secret_gets_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let service = service(dir.path()).unwrap();
        let sragen = |secret: &str| over(service.clone(), secret).of_tenant("33.14".parse().unwrap());
        sragen(ACCESS.1).put(&key("a.txt"), "text/plain", Bytes::from_static(b"x")).await.unwrap();
        assert!(sragen(ACCESS.1).get(&key("a.txt")).await.unwrap().is_some());
        let wrong = sragen("another-secret");
        assert!(wrong.get(&key("a.txt")).await.is_err() && wrong.list().await.is_err());
        assert!(wrong.put(&key("a.txt"), "text/plain", Bytes::new()).await.is_err());
    }
}
