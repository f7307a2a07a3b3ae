//! A browser: it finds every host at the server's address, keeps each host's cookies apart, and takes `Secure` ones over
//! plain HTTP, as browsers do at `localhost`. It follows no redirect unless asked.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{COOKIE, HeaderMap, SET_COOKIE};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, RequestBuilder, redirect};
use url::Url;

use crate::answer::Answer;

/// The national entrance.
pub const ROOT: &str = "";
/// The one account.
pub const ACCOUNT: &str = "akun";
/// The ministry.
pub const NATIONAL: &str = "nasional";

/// Most redirects that [`Browser::follow`] goes along.
const MOST_REDIRECTS: usize = 10;

/// A person's browser; clones share their cookies.
#[derive(Clone)]
pub struct Browser {
    client: Client,
    base: Url,
    jar: Arc<Mutex<BTreeMap<String, BTreeMap<String, String>>>>,
}

struct Here(SocketAddr);

impl Resolve for Here {
    fn resolve(&self, _: Name) -> Resolving {
        let found: Addrs = Box::new(std::iter::once(self.0));
        Box::pin(std::future::ready(Ok(found)))
    }
}

impl Browser {
    /// A browser without cookies; `base` is the address of the national entrance.
    pub fn new(base: &str, server: SocketAddr) -> Self {
        let builder = Client::builder().redirect(redirect::Policy::none()).dns_resolver(Arc::new(Here(server)));
        // the server keeps a silent connection for longer, so that it never ends one just as this client writes to it
        let client = builder.pool_idle_timeout(Duration::from_mins(1)).build().expect("a client");
        Self { client, base: Url::parse(base).expect("a base address"), jar: Arc::default() }
    }

    /// The address of a page at a host: `""`, `akun`, `nasional`, or a region's label. A whole address stays as it is.
    pub fn url(&self, host: &str, path: &str) -> Url {
        if path.contains("://") {
            return Url::parse(path).expect("an address");
        }
        let mut url = self.base.join(path).expect("a path");
        if !host.is_empty() {
            let name = format!("{host}.{}", self.base.host_str().expect("a host"));
            url.set_host(Some(&name)).expect("a host name");
        }
        url
    }

    /// Looks at a page.
    pub async fn get(&self, host: &str, path: &str) -> Answer {
        self.send(self.request(Method::GET, host, path)).await
    }

    /// Looks at a page with headers of one's own.
    pub async fn get_with(&self, host: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        let request = self.request(Method::GET, host, path);
        self.send(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await
    }

    /// Sends a form from a page of the same host, as a browser marks it.
    pub async fn post(&self, host: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(self.posting(host, path).form(fields)).await
    }

    /// Sends a form with files, each in the field `berkas` under the name it has on the sender's disk.
    pub async fn upload(&self, host: &str, path: &str, texts: &[(&str, &str)], files: &[(&str, Vec<u8>)]) -> Answer {
        let text = |form: Form, (name, value): &(&str, &str)| form.text((*name).to_owned(), (*value).to_owned());
        let form = texts.iter().fold(Form::new(), text);
        let file = |form: Form, (name, bytes): &(&str, Vec<u8>)| {
            // what a browser says of its type is not relied upon
            let part = Part::bytes(bytes.clone()).file_name((*name).to_owned()).mime_str("text/html");
            form.part("berkas", part.expect("a type"))
        };
        self.send(self.posting(host, path).multipart(files.iter().fold(form, file))).await
    }

    /// A request from a page of the same host, to be filled with a form, a file or JSON and [sent](Self::send).
    pub fn posting(&self, host: &str, path: &str) -> RequestBuilder {
        self.asking(Method::POST, host, path)
    }

    /// The same by another method, as a program of that page sends it.
    pub fn asking(&self, method: Method, host: &str, path: &str) -> RequestBuilder {
        let origin = self.url(host, "/").origin().ascii_serialization();
        self.request(method, host, path).header("Origin", origin).header("Sec-Fetch-Site", "same-origin")
    }

    /// Any request, with the cookies of its host.
    pub fn request(&self, method: Method, host: &str, path: &str) -> RequestBuilder {
        let url = self.url(host, path);
        let cookies = self.cookie_header(&url);
        let request = self.client.request(method, url);
        if cookies.is_empty() { request } else { request.header(COOKIE, cookies) }
    }

    /// Sends a request and keeps the cookies that come back.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.expect("the server answers");
        let (status, headers, url) = (response.status().as_u16(), response.headers().clone(), response.url().clone());
        let body = response.bytes().await.expect("a whole body").to_vec();
        self.keep(&url, &headers);
        Answer { status, headers, body }
    }

    /// Looks at a page and goes along redirects, over hosts too. Returns where it ended.
    pub async fn follow(&self, host: &str, path: &str) -> (Url, Answer) {
        let answer = self.get(host, path).await;
        self.follow_from(self.url(host, path), answer).await
    }

    /// Goes along the redirects that an answer begins.
    pub async fn follow_from(&self, mut url: Url, mut answer: Answer) -> (Url, Answer) {
        for _ in 0..MOST_REDIRECTS {
            if answer.location().is_empty() {
                return (url, answer);
            }
            url = url.join(answer.location()).expect("an address to go on to");
            answer = self.get("", url.as_str()).await;
        }
        panic!("more than {MOST_REDIRECTS} redirects, the last to {url}");
    }

    /// The value of a host's cookie.
    pub fn cookie(&self, host: &str, name: &str) -> Option<String> {
        let jar = self.jar.lock().unwrap_or_else(PoisonError::into_inner);
        jar.get(self.url(host, "/").host_str()?)?.get(name).cloned()
    }

    /// Puts a cookie into the jar, as somebody with another's cookie would.
    pub fn set_cookie(&self, host: &str, name: &str, value: &str) {
        let mut jar = self.jar.lock().unwrap_or_else(PoisonError::into_inner);
        let host = self.url(host, "/").host_str().expect("a host").to_owned();
        jar.entry(host).or_default().insert(name.to_owned(), value.to_owned());
    }

    fn cookie_header(&self, url: &Url) -> String {
        let jar = self.jar.lock().unwrap_or_else(PoisonError::into_inner);
        let own = url.host_str().and_then(|host| jar.get(host)).into_iter().flatten();
        own.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// Host-only cookies are the only ones that the application sets.
    fn keep(&self, url: &Url, headers: &HeaderMap) {
        let mut jar = self.jar.lock().unwrap_or_else(PoisonError::into_inner);
        let own = jar.entry(url.host_str().expect("a host").to_owned()).or_default();
        for line in headers.get_all(SET_COOKIE).iter().map(|value| value.to_str().expect("ASCII")) {
            let mut parts = line.split(';').map(str::trim);
            let (name, value) = parts.next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            let attributes: Vec<String> = parts.map(str::to_ascii_lowercase).collect();
            assert!(!attributes.iter().any(|a| a.starts_with("domain")), "a cookie for other hosts: {line}");
            if attributes.iter().any(|a| a == "max-age=0") {
                own.remove(name);
            } else {
                own.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
