//! HTTP around the store. Push frames are committed as they arrive; the answer is made when the request is whole.

use std::future::poll_fn;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use ed25519_dalek::VerifyingKey;
use tokio::sync::{Semaphore, watch};

use super::Store;
use super::devices::Newcomer;
use super::exchange::Exchange;
use super::metrics::{ENROL, Metrics, SYNC};
use super::quota::{Quota, Rate};
use super::refused::Refused;
use super::storage::StoreError;
use super::watch::Health;
use crate::domain::ids::{DeviceId, unhex};
use crate::sync::auth::SYNC_PATH;
use crate::sync::directory::ask::{Ask, DIRECTORY_PATH, MAX_ASK};
use crate::sync::enrol::{ENROL_PATH, EnrolRequest, RefusalBody};
use crate::sync::frame::{Frame, FrameError, FrameReader};
use crate::sync::http::CONTENT_TYPE;
use crate::sync::wire::kind;

/// What one machine may ask of the store.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub body_bytes: usize,
    /// For a whole request and its answer: 8 MiB at 2 kbit/s would take nine hours, so a workstation sends less at once.
    pub request: Duration,
    /// For the first frame of a request, before it takes a place among those in work.
    pub hello: Duration,
    /// Requests in work at the same time; whoever comes on top of them is asked to come again.
    pub at_once: usize,
    /// For the requests in work when the store is to stop: what is not answered by then is cut, and sent again.
    pub stop: Duration,
    pub device: Rate,
    pub enrol: Rate,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 8 * 1024 * 1024,
            request: Duration::from_secs(600),
            hello: Duration::from_secs(10),
            at_once: 64,
            stop: Duration::from_secs(20),
            device: Rate {
                burst: 240.0,
                per_second: 8.0,
            },
            enrol: Rate {
                burst: 30.0,
                per_second: 1.0,
            },
        }
    }
}

/// A running store; stops when dropped, after the requests in work.
pub struct Running {
    address: SocketAddr,
    watch: Option<SocketAddr>,
    stop: Option<watch::Sender<bool>>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl Running {
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://` and the address.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where the operator's machine asks.
    pub fn watch_url(&self) -> Option<String> {
        self.watch.map(|address| format!("http://{address}"))
    }

    /// Takes nothing new, lets what is in work finish within [`Limits::stop`], and waits for it.
    pub fn stop(mut self) -> io::Result<()> {
        self.halt()
    }

    fn halt(&mut self) -> io::Result<()> {
        if let Some(stop) = self.stop.take() {
            // The server may have ended by itself.
            stop.send(true).ok();
        }
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(outcome)) => outcome,
            Some(Err(_panic)) => Err(io::Error::other("the server's thread panicked")),
            None => Ok(()),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Err(error) = self.halt() {
            log::error!("store: {error}");
        }
    }
}

/// Serves on a thread of its own. Port 0 takes a free one.
pub fn start(store: Arc<Store>, listen: SocketAddr, limits: Limits) -> io::Result<Running> {
    start_watched(store, listen, None, limits)
}

/// The same, with `/metrics` and `/health` at an address of their own.
pub fn start_watched(
    store: Arc<Store>,
    listen: SocketAddr,
    watched_at: Option<SocketAddr>,
    limits: Limits,
) -> io::Result<Running> {
    let listener = bound(listen)?;
    let address = listener.local_addr()?;
    let watcher = watched_at.map(bound).transpose()?;
    let watch_address = watcher.as_ref().map(TcpListener::local_addr).transpose()?;
    let (stop, stopped) = watch::channel(false);
    let (ready, is_ready) = mpsc::channel();
    let thread = std::thread::Builder::new()
        .name("store".to_owned())
        .spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .max_blocking_threads(limits.at_once + 4)
                .thread_name("store-http")
                .enable_all()
                .build()?;
            let served = runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener)?;
                let shared = shared(Arc::clone(&store), limits);
                if let Some(watcher) = watcher {
                    let watcher = tokio::net::TcpListener::from_std(watcher)?;
                    let app = super::watch::router(Arc::clone(&shared));
                    // Ends with the runtime: until the last request is answered the store can be watched.
                    tokio::spawn(async move { axum::serve(watcher, app).await });
                }
                // Nobody may wait any more: then there is nothing to tell.
                ready.send(()).ok();
                let serving = axum::serve(listener, router(shared))
                    .with_graceful_shutdown(told(stopped.clone()))
                    .into_future();
                tokio::select! {
                    served = serving => served,
                    () = late(stopped, limits.stop) => {
                        log::warn!("store: what was still in work at the stop is cut");
                        Ok(())
                    }
                }
            });
            // A workstation that holds its line open must not keep the store from stopping.
            runtime.shutdown_timeout(Duration::from_secs(10));
            // PostgreSQL connections end outside of the runtime.
            drop(store);
            served
        })?;
    is_ready
        .recv_timeout(Duration::from_secs(10))
        .map_err(|_late| io::Error::other("the server did not start"))?;
    Ok(Running {
        address,
        watch: watch_address,
        stop: Some(stop),
        thread: Some(thread),
    })
}

fn bound(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Until the store is to stop; a sender that is gone means the same.
async fn told(mut stopped: watch::Receiver<bool>) {
    stopped.wait_for(|stop| *stop).await.ok();
}

async fn late(stopped: watch::Receiver<bool>, limit: Duration) {
    told(stopped).await;
    tokio::time::sleep(limit).await;
}

/// What the handlers have in common.
pub(super) struct Shared {
    pub(super) store: Arc<Store>,
    pub(super) limits: Limits,
    pub(super) metrics: Metrics,
    pub(super) health: Health,
    devices: Quota,
    strangers: Quota,
    pub(super) work: Arc<Semaphore>,
}

fn shared(store: Arc<Store>, limits: Limits) -> Arc<Shared> {
    Arc::new(Shared {
        store,
        limits,
        metrics: Metrics::default(),
        health: Health::default(),
        devices: Quota::new(limits.device),
        strangers: Quota::new(limits.enrol),
        work: Arc::new(Semaphore::new(limits.at_once)),
    })
}

fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/v1/sync", post(sync))
        .route(DIRECTORY_PATH, post(directory))
        .route(ENROL_PATH, post(enrol))
        .route("/v1/health", get(super::watch::health))
        .with_state(shared)
}

async fn sync(State(shared): State<Arc<Shared>>, body: Body) -> Response {
    let (began, limit) = (Instant::now(), shared.limits.request);
    let answer = tokio::time::timeout(limit, synced(&shared, body)).await;
    let answer = answer.unwrap_or_else(|_elapsed| Err(Refused::Cut.into()));
    let length = answer.as_ref().map_or(0, Vec::len);
    shared
        .metrics
        .answered(SYNC, word(&answer), began.elapsed(), length);
    match answer {
        Ok(answer) => ([(header::CONTENT_TYPE, CONTENT_TYPE)], answer).into_response(),
        Err(error) => refuse(&error),
    }
}

/// An answer as the metrics name it.
fn word(answer: &Result<Vec<u8>, StoreError>) -> &'static str {
    match answer {
        Ok(_) => "ok",
        Err(StoreError::Refused(refused)) => refused.code(),
        Err(StoreError::Database(_) | StoreError::Conflict(_)) => "database",
        Err(StoreError::Corrupt(_)) => "internal",
    }
}

/// Reads on the network's side, works on a blocking thread: frames go over a short queue.
async fn synced(shared: &Arc<Shared>, mut body: Body) -> Result<Vec<u8>, StoreError> {
    // Whoever says nothing holds no place: the Hello comes first, and its signature is the first thing that the worker looks at.
    let mut frames = Frames::new(&mut body, shared);
    let hello = tokio::time::timeout(shared.limits.hello, frames.next())
        .await
        .map_err(|_elapsed| Refused::Cut)??
        .ok_or(Refused::Malformed)?;
    let permit = Arc::clone(&shared.work)
        .try_acquire_owned()
        .map_err(|_full| Refused::Busy)?;
    let (send, mut receive) = tokio::sync::mpsc::channel::<Frame>(4);
    let worker = Arc::clone(shared);
    let work = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        let mut exchange = Exchange::new(&worker.store, SYNC_PATH, worker.store.clock.now());
        while let Some(frame) = receive.blocking_recv() {
            if frame.kind == END_OF_REQUEST {
                return exchange.finish();
            }
            let known = exchange.peer().is_some();
            let began = Instant::now();
            exchange.frame(&frame)?;
            if frame.kind == kind::PUSH {
                worker.metrics.frame(began.elapsed());
                let verdicts = std::mem::take(&mut exchange.verdicts);
                let reasons = std::mem::take(&mut exchange.reasons);
                worker.metrics.judged(verdicts, &reasons);
            }
            if let (false, Some(peer)) = (known, exchange.peer()) {
                worker
                    .devices
                    .take(peer.device, Instant::now())
                    .map_err(|retry_after| Refused::Quota { retry_after })?;
            }
        }
        // The line broke: what came whole is committed, and there is nobody to answer.
        Err(Refused::Cut.into())
    });
    let read = read_frames(hello, &mut frames, &send).await;
    if read.is_ok() {
        let end = Frame {
            kind: END_OF_REQUEST,
            payload: Vec::new(),
        };
        // A closed queue means that the worker already refused.
        send.send(end).await.ok();
    }
    drop(send);
    let outcome = work.await.unwrap_or_else(|_panic| {
        log::error!("store: a request panicked");
        Err(StoreError::Corrupt("a request panicked"))
    });
    match (read, outcome) {
        (Err(read), Err(StoreError::Refused(Refused::Cut))) => Err(read.into()),
        (_, outcome) => outcome,
    }
}

/// No message has this kind; it ends the queue to the worker.
const END_OF_REQUEST: u8 = 0;

/// Hands on the first frame and all that follow.
async fn read_frames(
    first: Frame,
    frames: &mut Frames<'_>,
    send: &tokio::sync::mpsc::Sender<Frame>,
) -> Result<(), Refused> {
    let mut next = Some(first);
    while let Some(frame) = next {
        // A closed queue means that the worker already refused.
        if send.send(frame).await.is_err() {
            return Ok(());
        }
        next = frames.next().await?;
    }
    Ok(())
}

/// The frames of a body as they arrive.
struct Frames<'a> {
    body: &'a mut Body,
    reader: FrameReader,
    taken: usize,
    limit: usize,
    metrics: &'a Metrics,
}

impl<'a> Frames<'a> {
    fn new(body: &'a mut Body, shared: &'a Shared) -> Self {
        Self {
            body,
            reader: FrameReader::default(),
            taken: 0,
            limit: shared.limits.body_bytes,
            metrics: &shared.metrics,
        }
    }

    /// `None` at the end of a body that ends where a frame ends.
    async fn next(&mut self) -> Result<Option<Frame>, Refused> {
        loop {
            if let Some(frame) = self.reader.next_frame().map_err(unreadable)? {
                if frame.kind == END_OF_REQUEST {
                    return Err(Refused::Malformed);
                }
                return Ok(Some(frame));
            }
            let part = poll_fn(|context| Pin::new(&mut *self.body).poll_frame(context)).await;
            let Some(part) = part else {
                let is_whole = self.reader.is_at_border();
                return if is_whole {
                    Ok(None)
                } else {
                    Err(Refused::Cut)
                };
            };
            let Ok(data) = part.map_err(|_broken| Refused::Cut)?.into_data() else {
                continue;
            };
            self.taken += data.len();
            self.metrics.received(data.len());
            if self.taken > self.limit {
                return Err(Refused::TooLong);
            }
            self.reader.push(&data);
        }
    }
}

fn unreadable(error: FrameError) -> Refused {
    match error {
        FrameError::UnknownDictionary(_) => Refused::Dictionary,
        FrameError::TooLong(_) => Refused::TooLong,
        FrameError::NotOurs | FrameError::Compression | FrameError::Flags => Refused::Malformed,
    }
}

/// One question about the emergency directory. Its answers are short, so that none of them holds a place for long.
async fn directory(State(shared): State<Arc<Shared>>, body: Body) -> Response {
    let answer = async {
        let body = tokio::time::timeout(shared.limits.hello, axum::body::to_bytes(body, MAX_ASK))
            .await
            .map_err(|_elapsed| Refused::Cut)?
            .map_err(|_long| Refused::TooLong)?;
        let permit = Arc::clone(&shared.work)
            .try_acquire_owned()
            .map_err(|_full| Refused::Busy)?;
        let worker = Arc::clone(&shared);
        tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let answer = worker.store.directory_answer(&body)?;
            // Only who was found to be that device has used up its patience.
            let ask = Ask::read(&body).map_err(|_codec| Refused::Malformed)?;
            worker
                .devices
                .take(ask.device, Instant::now())
                .map_err(|retry_after| Refused::Quota { retry_after })?;
            Ok(answer)
        })
        .await
        .unwrap_or(Err(StoreError::Corrupt("a request panicked")))
    };
    match answer.await {
        Ok(bytes) => ([(header::CONTENT_TYPE, CONTENT_TYPE)], bytes).into_response(),
        Err(error) => refuse(&error),
    }
}

async fn enrol(State(shared): State<Arc<Shared>>, body: Body) -> Response {
    let answer = async {
        // A code has 128 bits, so that trying is hopeless; this keeps the attempt from costing anything.
        shared
            .strangers
            .take(DeviceId::default(), Instant::now())
            .map_err(|retry_after| Refused::Quota { retry_after })?;
        let body = tokio::time::timeout(
            Duration::from_secs(30),
            axum::body::to_bytes(body, MAX_ENROL_BYTES),
        )
        .await
        .map_err(|_elapsed| Refused::Cut)?
        .map_err(|_long| Refused::TooLong)?;
        let worker = Arc::clone(&shared);
        tokio::task::spawn_blocking(move || enrolled(&worker.store, &body))
            .await
            .unwrap_or(Err(StoreError::Corrupt("a request panicked")))
    };
    let began = Instant::now();
    let answer = answer.await;
    let length = answer.as_ref().map_or(0, Vec::len);
    shared
        .metrics
        .answered(ENROL, word(&answer), began.elapsed(), length);
    match answer {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(error) => refuse(&error),
    }
}

const MAX_ENROL_BYTES: usize = 16 * 1024;

fn enrolled(store: &Store, body: &Bytes) -> Result<Vec<u8>, StoreError> {
    let request: EnrolRequest = serde_json::from_slice(body).map_err(|_json| Refused::Malformed)?;
    let newcomer = Newcomer {
        device: request.device,
        key: key(&request.device_key)?,
        name: request.device_name,
        managers: request
            .manager_keys
            .iter()
            .map(|text| key(text))
            .collect::<Result<_, _>>()?,
    };
    let answer = store.enrol_answer(&request.code, &newcomer)?;
    log::info!("store: device {} enrolled", newcomer.device);
    serde_json::to_vec(&answer).map_err(|_json| StoreError::Corrupt("an answer that is no JSON"))
}

fn key(text: &str) -> Result<VerifyingKey, Refused> {
    let bytes: [u8; 32] = unhex(text)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(Refused::Malformed)?;
    VerifyingKey::from_bytes(&bytes).map_err(|_point| Refused::Malformed)
}

fn refuse(error: &StoreError) -> Response {
    let refused = match error {
        StoreError::Refused(refused) => *refused,
        StoreError::Database(_) | StoreError::Conflict(_) => {
            log::error!("store: {error}");
            Refused::Busy
        }
        StoreError::Corrupt(_) => {
            log::error!("store: {error}");
            return answer_json(StatusCode::INTERNAL_SERVER_ERROR, "internal", None, None);
        }
    };
    let status = StatusCode::from_u16(refused.status()).unwrap_or(StatusCode::BAD_REQUEST);
    let (counter, retry_after) = match refused {
        Refused::Replayed { highest } => (Some(highest), None),
        Refused::Quota { retry_after } => (None, Some(retry_after)),
        Refused::Busy => (None, Some(BUSY_RETRY_SECS)),
        _ => (None, None),
    };
    log::info!("store: refused: {}", refused.code());
    answer_json(status, refused.code(), counter, retry_after)
}

const BUSY_RETRY_SECS: u64 = 5;

fn answer_json(
    status: StatusCode,
    code: &str,
    counter: Option<u64>,
    retry_after: Option<u64>,
) -> Response {
    let body = serde_json::to_vec(&RefusalBody {
        error: code.to_owned(),
        counter,
    })
    .unwrap_or_default();
    let mut response = (status, [(header::CONTENT_TYPE, "application/json")], body).into_response();
    if let Some(secs) = retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, secs.into());
    }
    response
}
