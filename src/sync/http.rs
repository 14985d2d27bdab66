//! Log sync over HTTP. TLS by rustls; `http://` only to this very machine.

use std::io::Read as _;
use std::net::IpAddr;
use std::sync::Once;
use std::time::Duration;

use reqwest::Url;
use reqwest::blocking::{Client as Http, Response};
use serde::de::DeserializeOwned;

use super::directory::ask::DIRECTORY_PATH;
use super::enrol::{ENROL_PATH, EnrolAnswer, EnrolRequest, RefusalBody};
use super::port::{Refusal, Transport, TransportError};

pub const CONTENT_TYPE: &str = "application/vnd.feldsher.sync";

/// The line to one store.
pub struct HttpLine {
    http: Http,
    base: Url,
    to: Url,
}

impl HttpLine {
    /// `base` is the store's address, such as `https://store.example`.
    pub fn new(base: &str) -> Result<Self, TransportError> {
        let base = address(base)?;
        Ok(Self {
            http: http(&base)?,
            to: join(&base, "/v1/sync")?,
            base,
        })
    }

    /// The same line for questions about the emergency directory.
    pub fn to_directory(&self) -> Result<Self, TransportError> {
        Ok(Self {
            http: self.http.clone(),
            to: join(&self.base, DIRECTORY_PATH)?,
            base: self.base.clone(),
        })
    }
}

impl Transport for HttpLine {
    fn exchange(
        &mut self,
        body: &[u8],
        on_bytes: &mut dyn FnMut(&[u8]) -> bool,
    ) -> Result<(), TransportError> {
        let mut response = self
            .http
            .post(self.to.clone())
            .header("content-type", CONTENT_TYPE)
            .body(body.to_vec())
            .send()
            .map_err(|error| cut(&error))?;
        if !response.status().is_success() {
            return Err(refusal(response));
        }
        if is_page(&response) {
            return Err(TransportError::Portal(
                "a page instead of an answer".to_owned(),
            ));
        }
        let mut buffer = [0; 4 * 1024];
        loop {
            let read = response
                .read(&mut buffer)
                .map_err(|error| TransportError::Cut(error.to_string()))?;
            if read == 0 || !on_bytes(&buffer[..read]) {
                return Ok(());
            }
        }
    }
}

/// Presents a one-time code. The store's key in the answer is to be pinned by the caller.
pub fn enrol(base: &str, request: &EnrolRequest) -> Result<EnrolAnswer, TransportError> {
    let base = address(base)?;
    let body = serde_json::to_vec(request).map_err(|e| TransportError::Cut(e.to_string()))?;
    let response = http(&base)?
        .post(join(&base, ENROL_PATH)?)
        .header("content-type", "application/json")
        .body(body)
        .send()
        .map_err(|error| cut(&error))?;
    if !response.status().is_success() {
        return Err(refusal(response));
    }
    if is_page(&response) {
        return Err(TransportError::Portal(
            "a page instead of an answer".to_owned(),
        ));
    }
    json(response).ok_or_else(|| TransportError::Cut("not the answer of a store".to_owned()))
}

/// Longest JSON answer that is read.
const MAX_JSON: u64 = 64 * 1024;
const CONNECT: Duration = Duration::from_secs(40);
/// For sending one request, and then for each read: a line of 2 kbit/s with 30 s of latency still moves the smallest request.
const SILENCE: Duration = Duration::from_secs(120);

fn http(base: &Url) -> Result<Http, TransportError> {
    static PROVIDER: Once = Once::new();
    // Someone may have installed one already: then that one serves.
    PROVIDER.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
    let mut builder = Http::builder()
        .connect_timeout(CONNECT)
        .timeout(SILENCE)
        .tcp_keepalive(Duration::from_secs(30))
        .redirect(reqwest::redirect::Policy::none());
    if is_loopback(base) {
        builder = builder.no_proxy();
    }
    builder
        .build()
        .map_err(|error| TransportError::Address(error.to_string()))
}

/// Only what a store may stand behind: `https`, or `http` to this machine.
fn address(base: &str) -> Result<Url, TransportError> {
    let bad = |why: &str| TransportError::Address(format!("{base}: {why}"));
    let url = Url::parse(base).map_err(|_unparsable| bad("not an address"))?;
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
        "http" => Err(bad("without TLS only this machine may be reached")),
        _ => Err(bad("neither https nor http")),
    }
}

fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn join(base: &Url, path: &str) -> Result<Url, TransportError> {
    let text = format!("{}{path}", base.as_str().trim_end_matches('/'));
    Url::parse(&text).map_err(|_unparsable| TransportError::Address(text))
}

fn cut(error: &reqwest::Error) -> TransportError {
    TransportError::Cut(error.to_string())
}

/// A store says why it refuses. Who sends elsewhere or forbids with a page is a portal; a proxy whose store is gone (5xx), and
/// anything else, is only a broken line.
fn refusal(response: Response) -> TransportError {
    let status = response.status().as_u16();
    // 511: "Network Authentication Required", RFC 6585 §6. A store redirects nobody.
    let is_portal =
        matches!(status, 300..=399 | 511) || (400..=499).contains(&status) && is_page(&response);
    let retry_after = response
        .headers()
        .get("retry-after")
        .and_then(|value| value.to_str().ok()?.parse().ok());
    let body: Option<RefusalBody> = json(response);
    match body {
        Some(body) => TransportError::Refused(Refusal {
            status,
            code: body.error,
            retry_after,
            counter: body.counter,
        }),
        None if is_portal => TransportError::Portal(format!("status {status}")),
        None => TransportError::Cut(format!("status {status}, and not from a store")),
    }
}

/// Text for people: no store answers with it.
fn is_page(response: &Response) -> bool {
    let kind = response.headers().get("content-type");
    kind.and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("text/"))
}

fn json<T: DeserializeOwned>(response: Response) -> Option<T> {
    let mut bytes = Vec::new();
    response.take(MAX_JSON).read_to_end(&mut bytes).ok()?;
    serde_json::from_slice(&bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_reaches_this_machine_only() {
        for good in [
            "https://store.example",
            "http://127.0.0.1:8440",
            "http://localhost:1",
            "http://[::1]:8440/base/",
        ] {
            assert!(address(good).is_ok(), "{good}");
        }
        for bad in [
            "http://store.example",
            "http://192.168.1.5:8440",
            "http://127.0.0.1.example",
            "ftp://127.0.0.1",
            "store",
        ] {
            let error = address(bad).unwrap_err();
            assert!(error.is_permanent(), "{bad}");
        }
        let base = address("http://[::1]:8440/base/").unwrap();
        assert_eq!(
            join(&base, "/v1/sync").unwrap().as_str(),
            "http://[::1]:8440/base/v1/sync"
        );
    }
}
