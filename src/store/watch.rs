//! What an operator's machine asks of a running store, on an address of its own: `/metrics` for Prometheus, and `/health`, which
//! also whatever distributes the requests asks at the store's own address.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

use super::Store;
use super::metrics::{Devices, Gauges, resident_bytes};
use super::serve::Shared;
use super::storage::{StoreError, Value, one, within};

/// The database has this long to answer.
const PATIENCE: Duration = Duration::from_secs(3);
/// The database is asked at most once in this time, however often somebody asks for the health.
const FRESH: Duration = Duration::from_secs(1);
const RETRY_SECS: u64 = 5;
const DAY_SECS: i64 = 86_400;

/// Whether the database answered, and when that was found out.
#[derive(Debug, Default)]
pub struct Health(Mutex<Option<(Instant, bool)>>);

impl Health {
    fn known(&self, now: Instant) -> Option<bool> {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.filter(|(at, _)| now.saturating_duration_since(*at) < FRESH)
            .map(|(_, answers)| answers)
    }

    fn set(&self, answers: bool) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), answers));
    }
}

pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/metrics", get(metrics))
        .with_state(shared)
}

/// `ok` when the database answers; else 503, so that whoever distributes requests sends none here.
pub(super) async fn health(State(shared): State<Arc<Shared>>) -> Response {
    if answers(&shared).await {
        return "ok\n".into_response();
    }
    let retry = [(header::RETRY_AFTER, RETRY_SECS.to_string())];
    (StatusCode::SERVICE_UNAVAILABLE, retry, "no database\n").into_response()
}

async fn metrics(State(shared): State<Arc<Shared>>) -> Response {
    let mut gauges = Gauges {
        at_once: shared.limits.at_once as u64,
        in_work: (shared.limits.at_once - shared.work.available_permits()) as u64,
        database_answers: answers(&shared).await,
        resident_bytes: resident_bytes("self"),
        ..Gauges::default()
    };
    if gauges.database_answers {
        let worker = Arc::clone(&shared);
        let asked = tokio::task::spawn_blocking(move || counted(&worker.store));
        if let Ok(Ok(Ok((devices, bytes)))) = tokio::time::timeout(PATIENCE, asked).await {
            gauges.devices = Some(devices);
            gauges.database_bytes = bytes;
        }
    }
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    (kind, shared.metrics.text(&gauges)).into_response()
}

async fn answers(shared: &Arc<Shared>) -> bool {
    if let Some(known) = shared.health.known(Instant::now()) {
        return known;
    }
    // Whoever asks in the meantime is told the same: a database that hangs is not asked by a crowd.
    shared.health.set(false);
    let worker = Arc::clone(shared);
    let asked = tokio::task::spawn_blocking(move || worker.store.answers());
    let answers = tokio::time::timeout(PATIENCE, asked).await;
    let answers = matches!(answers, Ok(Ok(Ok(()))));
    shared.health.set(answers);
    answers
}

impl Store {
    /// Asks the database for something that is always there.
    pub fn answers(&self) -> Result<(), StoreError> {
        within(&*self.storage, |tx| {
            one(tx, "SELECT n FROM epoch LIMIT 1", &[]).map(|_row| ())
        })
    }
}

/// Workstations, and the size of the database where the engine tells.
fn counted(store: &Store) -> Result<(Devices, Option<u64>), StoreError> {
    let since = store.clock.now() - DAY_SECS;
    let devices = within(&*store.storage, |tx| {
        let mut count = |sql: &str, values: &[Value]| -> Result<u64, StoreError> {
            one(tx, sql, values)?
                .ok_or(StoreError::Corrupt("a count without a row"))?
                .u64(0)
        };
        Ok(Devices {
            in_use: count("SELECT COUNT(*) FROM device WHERE revoked_at IS NULL", &[])?,
            revoked: count(
                "SELECT COUNT(*) FROM device WHERE revoked_at IS NOT NULL",
                &[],
            )?,
            seen: count(
                "SELECT COUNT(DISTINCT device) FROM replica WHERE seen_at >= $1",
                &[Value::Int(since)],
            )?,
            quarantine: count("SELECT COUNT(*) FROM quarantine", &[])?,
            events: count("SELECT COUNT(*) FROM event", &[])?,
        })
    })?;
    Ok((devices, store.storage.size().unwrap_or_default()))
}
