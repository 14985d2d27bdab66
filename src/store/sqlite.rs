//! The store on embedded SQLite: one file, WAL, every commit on the disk before it is acknowledged.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use rusqlite::{Connection, ErrorCode, ToSql, TransactionBehavior, params_from_iter};

use super::storage::{Row, Storage, StoreError, TRIES, Tx, Value};

pub struct Sqlite(Mutex<Connection>);

impl Sqlite {
    pub fn open(file: &Path) -> Result<Self, StoreError> {
        Self::prepare(Connection::open(file).map_err(fault)?)
    }

    /// For simulations: everything but the disk.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::prepare(Connection::open_in_memory().map_err(fault)?)
    }

    fn prepare(connection: Connection) -> Result<Self, StoreError> {
        connection
            .busy_timeout(Duration::from_secs(10))
            .map_err(fault)?;
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;",
            )
            .map_err(fault)?;
        connection.set_prepared_statement_cache_capacity(128);
        Ok(Self(Mutex::new(connection)))
    }
}

impl Storage for Sqlite {
    fn transact(
        &self,
        work: &mut dyn FnMut(&mut dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        // A panic inside a transaction undid it: the connection is still good.
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut tries = 0;
        loop {
            tries += 1;
            match attempt(&mut connection, work) {
                Err(StoreError::Conflict(_)) if tries < TRIES => {}
                outcome => return outcome,
            }
        }
    }

    fn migrate(&self) -> Result<(), StoreError> {
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tx = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fault)?;
        let done: i64 = tx
            .query_row("PRAGMA user_version", [], |row| row.get(0))
            .map_err(fault)?;
        let newest = MIGRATIONS.len() as i64;
        if done > newest {
            return Err(StoreError::Corrupt("the database is of a newer program"));
        }
        for sql in MIGRATIONS.iter().skip(done as usize) {
            tx.execute_batch(sql).map_err(fault)?;
        }
        tx.pragma_update(None, "user_version", newest)
            .map_err(fault)?;
        tx.commit().map_err(fault)
    }

    /// What was deleted was overwritten in its pages; here the log in which they stood before goes.
    fn scrub(&self) -> Result<(), StoreError> {
        let connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_row| Ok(()))
            .map_err(fault)
    }

    fn size(&self) -> Result<Option<u64>, StoreError> {
        let connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = |pragma: &str| -> Result<i64, StoreError> {
            connection
                .query_row(pragma, [], |row| row.get(0))
                .map_err(fault)
        };
        let bytes = number("PRAGMA page_count")? * number("PRAGMA page_size")?;
        Ok(u64::try_from(bytes).ok())
    }
}

const MIGRATIONS: [&str; 5] = [
    include_str!("../../migrations/store-sqlite/001_start.sql"),
    include_str!("../../migrations/store-sqlite/002_courier.sql"),
    include_str!("../../migrations/store-sqlite/003_revoke.sql"),
    include_str!("../../migrations/store-sqlite/004_directory.sql"),
    include_str!("../../migrations/store-sqlite/005_erased.sql"),
];

fn attempt(
    connection: &mut Connection,
    work: &mut dyn FnMut(&mut dyn Tx) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let tx = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(fault)?;
    work(&mut Inside(&tx))?;
    tx.commit().map_err(fault)
}

struct Inside<'a>(&'a Connection);

impl Tx for Inside<'_> {
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let mut statement = self.0.prepare_cached(&numbered(sql)).map_err(fault)?;
        let changed = statement.execute(params_from_iter(values)).map_err(fault)?;
        Ok(changed as u64)
    }

    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.0.prepare_cached(&numbered(sql)).map_err(fault)?;
        let columns = statement.column_count();
        let mut found = statement.query(params_from_iter(values)).map_err(fault)?;
        let mut rows = Vec::new();
        while let Some(row) = found.next().map_err(fault)? {
            let values = (0..columns)
                .map(|column| row.get_ref(column).map_err(fault).and_then(value))
                .collect::<Result<_, _>>()?;
            rows.push(Row(values));
        }
        Ok(rows)
    }
}

/// SQLite counts `?1`, PostgreSQL `$1`.
fn numbered(sql: &str) -> String {
    sql.replace('$', "?")
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Sql::Null),
            Self::Int(value) => ToSqlOutput::Owned(Sql::Integer(*value)),
            Self::Bytes(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value)),
            Self::Text(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
        })
    }
}

fn value(value: ValueRef<'_>) -> Result<Value, StoreError> {
    Ok(match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Int(value),
        ValueRef::Blob(value) => Value::Bytes(value.to_vec()),
        ValueRef::Text(value) => Value::Text(String::from_utf8_lossy(value).into_owned()),
        ValueRef::Real(_) => return Err(StoreError::Corrupt("a fraction")),
    })
}

fn fault(error: rusqlite::Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            StoreError::Conflict(error.to_string())
        }
        _ => StoreError::Database(error.to_string()),
    }
}
