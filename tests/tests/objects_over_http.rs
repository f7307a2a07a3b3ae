//! Objects at an S3 server of somebody else's making, over HTTP; `scripts/test` starts one.

use balai_storage::{
    StorageError,
    objects::{ObjectKey, ObjectSettings, Objects},
};
use balai_tests::objects::{from_scripts_test, service_at};
use bytes::Bytes;

fn service(secret_key: String, bucket: String) -> Objects {
    let settings = ObjectSettings::Service {
        endpoint: from_scripts_test("BALAI_TEST_S3_ENDPOINT"),
        bucket,
        region: "us-east-1".to_owned(),
        access_key: from_scripts_test("BALAI_TEST_S3_ACCESS_KEY").into(),
        secret_key: secret_key.into(),
    };
    Objects::open(&settings).unwrap()
}

fn objects() -> Objects {
    Objects::open(&service_at(from_scripts_test("BALAI_TEST_S3_ENDPOINT"))).unwrap()
}

/// Tests share the bucket, so each has regions of its own.
fn shelf(objects: &Objects, code: &str) -> balai_storage::objects::Shelf {
    objects.of_tenant(code.parse().unwrap())
}

fn key(text: &str) -> ObjectKey {
    ObjectKey::parse(text).unwrap()
}

#[tokio::test]
async fn an_object_goes_there_and_comes_back_until_it_is_removed() {
    let objects = objects();
    objects.check().await.unwrap();
    let sinjai = shelf(&objects, "73.07");
    let body = Bytes::from((0..=255).cycle().take(1_500_000).collect::<Vec<u8>>());
    sinjai.put(&key("surat/a.pdf"), "application/pdf", body.clone()).await.unwrap();
    sinjai.put(&key("surat/b.txt"), "text/plain", Bytes::new()).await.unwrap();
    let back = sinjai.get(&key("surat/a.pdf")).await.unwrap().unwrap();
    assert_eq!((back.content_type.as_str(), back.body == body), ("application/pdf", true));
    assert_eq!(sinjai.list().await.unwrap(), ["surat/a.pdf", "surat/b.txt"]);
    sinjai.put(&key("surat/a.pdf"), "text/plain", Bytes::from_static(b"baru")).await.unwrap();
    assert_eq!(&*sinjai.get(&key("surat/a.pdf")).await.unwrap().unwrap().body, b"baru");
    assert!(sinjai.holds(&key("surat/a.pdf")).await.unwrap() && !sinjai.holds(&key("surat/a")).await.unwrap());
    for _ in 0..2 {
        sinjai.delete(&key("surat/a.pdf")).await.unwrap();
        assert_eq!(sinjai.get(&key("surat/a.pdf")).await.unwrap(), None);
        assert!(!sinjai.holds(&key("surat/a.pdf")).await.unwrap());
    }
    assert_eq!(sinjai.list().await.unwrap(), ["surat/b.txt"]);
}

#[tokio::test]
async fn a_region_sees_only_its_own_shelf() {
    let objects = objects();
    let (sragen, bengkulu) = (shelf(&objects, "33.14"), shelf(&objects, "17.09"));
    bengkulu.put(&key("rahasia.txt"), "text/plain", Bytes::from_static(b"kenari")).await.unwrap();
    assert_eq!(&*bengkulu.get(&key("rahasia.txt")).await.unwrap().unwrap().body, b"kenari");
    for aim in ["rahasia.txt", "t_1709/rahasia.txt"] {
        assert_eq!(sragen.get(&key(aim)).await.unwrap(), None);
        assert_eq!(objects.of_control().get(&key(aim)).await.unwrap(), None);
        sragen.delete(&key(aim)).await.unwrap();
    }
    assert!(sragen.list().await.unwrap().is_empty());
    assert_eq!(bengkulu.list().await.unwrap(), ["rahasia.txt"]);
}

#[tokio::test]
async fn a_wrong_secret_and_a_bucket_that_is_not_there_are_errors_and_no_absence() {
    let bucket = from_scripts_test("BALAI_TEST_S3_BUCKET");
    let secret = from_scripts_test("BALAI_TEST_S3_SECRET_KEY");
    for wrong in [service("salah".to_owned(), bucket), service(secret, "tidak-ada".to_owned())] {
        let shelf = shelf(&wrong, "33.01");
        assert!(matches!(wrong.check().await, Err(StorageError::Unavailable(_))));
        assert!(matches!(shelf.get(&key("a.txt")).await, Err(StorageError::Unavailable(_))));
        assert!(matches!(shelf.holds(&key("a.txt")).await, Err(StorageError::Unavailable(_))));
        let put = shelf.put(&key("a.txt"), "text/plain", Bytes::from_static(b"x")).await;
        assert!(matches!(put, Err(StorageError::Unavailable(_))), "{put:?}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_said_within_seconds() {
    let settings = ObjectSettings::Service {
        endpoint: "http://127.0.0.1:1".to_owned(),
        bucket: "balai".to_owned(),
        region: "us-east-1".to_owned(),
        access_key: "a".to_owned().into(),
        secret_key: "b".to_owned().into(),
    };
    let start = std::time::Instant::now();
    let outcome = Objects::open(&settings).unwrap().check().await;
    assert!(matches!(outcome, Err(StorageError::Unavailable(_))), "{outcome:?}");
    assert!(start.elapsed() < std::time::Duration::from_secs(15));
}

/// Stands where the server should be, keeps the whole request and hangs up.
async fn overheard(settings: impl Fn(String) -> Objects, code: &str, text: &str) -> String {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let thief = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", thief.local_addr().unwrap());
    let asking = tokio::spawn({
        let (shelf, key) = (shelf(&settings(endpoint), code), key(text));
        async move { shelf.get(&key).await.is_err() }
    });
    let (mut stream, _) = thief.accept().await.unwrap();
    let (mut heard, mut chunk) = (Vec::new(), [0_u8; 4_096]);
    while !heard.ends_with(b"\r\n\r\n") {
        let read = stream.read(&mut chunk).await.unwrap();
        assert!(read > 0, "the request has an end");
        heard.extend_from_slice(&chunk[..read]);
    }
    stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").await.unwrap();
    assert!(asking.await.unwrap());
    String::from_utf8(heard).unwrap()
}

/// Sends a request to the real server, byte by byte as given. Returns its status and all it said.
async fn replayed(request: &str) -> (String, String) {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let endpoint = from_scripts_test("BALAI_TEST_S3_ENDPOINT");
    let mut stream = tokio::net::TcpStream::connect(endpoint.trim_start_matches("http://")).await.unwrap();
    let request = request.replacen("\r\n\r\n", "\r\nConnection: close\r\n\r\n", 1);
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    (answer.split(' ').nth(1).unwrap_or_default().to_owned(), answer)
}

#[tokio::test]
async fn an_overheard_request_opens_the_one_object_it_was_signed_for() {
    const CANARY: &str = "kenari-di-kabel";
    let own = objects();
    for (code, body) in [("18.01", "milik sendiri"), ("18.02", CANARY)] {
        shelf(&own, code).put(&key("rahasia.txt"), "text/plain", Bytes::from_static(body.as_bytes())).await.unwrap();
    }
    let through = |endpoint: String| Objects::open(&service_at(endpoint)).unwrap();
    let request = overheard(through, "18.01", "rahasia.txt").await;
    let (status, said) = replayed(&request).await;
    assert!(status == "200" && said.contains("milik sendiri"), "{said}");
    for (from, to) in [
        ("t_1801/rahasia.txt", "t_1802/rahasia.txt"),
        ("t_1801/rahasia.txt", "t_1801/../t_1802/rahasia.txt"),
        ("t_1801/rahasia.txt", "t_1801/%2e%2e/t_1802/rahasia.txt"),
        ("GET ", "DELETE "),
    ] {
        assert!(request.contains(from), "{request}");
        let (status, said) = replayed(&request.replacen(from, to, 1)).await;
        assert!(status != "200" && status != "204" && !said.contains(CANARY), "{to}: {said}");
    }
    assert!(shelf(&own, "18.01").get(&key("rahasia.txt")).await.unwrap().is_some());
}

#[tokio::test]
async fn an_object_is_copied_onto_another_shelf_inside_the_store() {
    let objects = objects();
    let (from, to) = (shelf(&objects, "32.01"), shelf(&objects, "32.02"));
    let body = Bytes::from((0..=255).cycle().take(300_000).collect::<Vec<u8>>());
    from.put(&key("berkas/a"), "application/octet-stream", body.clone()).await.unwrap();
    for _ in 0..2 {
        from.copy_to(&key("berkas/a"), &to, &key("berkas/b")).await.unwrap();
    }
    assert_eq!(to.get(&key("berkas/b")).await.unwrap().unwrap().body, body);
    from.delete(&key("berkas/a")).await.unwrap();
    assert_eq!(to.list().await.unwrap(), ["berkas/b"], "the copy stands alone");
    assert!(from.copy_to(&key("berkas/a"), &to, &key("berkas/c")).await.is_err(), "nothing to copy");
    to.delete(&key("berkas/b")).await.unwrap();
}
