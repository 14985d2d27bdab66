//! The store on PostgreSQL, or an engine that speaks its protocol. A small pool of connections, used from blocking threads only.
//! The connection itself is not encrypted: keep it on the machine or in a tunnel.

use std::collections::HashMap;
use std::error::Error as _;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use postgres::types::private::BytesMut;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, IsolationLevel, NoTls, Statement, Transaction};

use super::storage::{Row, Storage, StoreError, TRIES, Tx, Value};

pub struct Postgres {
    config: Config,
    idle: Mutex<Pool>,
    returned: Condvar,
}

/// Connections to one database from one store.
pub const MAX_CONNECTIONS: usize = 16;

impl Postgres {
    /// `address` is `postgres://user@host/database`; `postgres://user@one,two/database?target_session_attrs=read-write` finds the one of
    /// two that may be written to, also after a failover.
    pub fn open(address: &str) -> Result<Self, StoreError> {
        let mut config: Config = address
            .parse()
            .map_err(|error: postgres::Error| StoreError::Database(error.to_string()))?;
        config.connect_timeout(Duration::from_secs(10));
        let storage = Self {
            config,
            idle: Mutex::new(Pool::default()),
            returned: Condvar::new(),
        };
        let connection = storage.connect()?;
        storage.lock().idle.push(connection);
        storage.lock().open = 1;
        Ok(storage)
    }

    fn connect(&self) -> Result<Connection, StoreError> {
        let client = self.config.connect(NoTls).map_err(fault)?;
        Ok(Connection {
            client,
            prepared: HashMap::new(),
        })
    }

    fn take(&self) -> Result<Connection, StoreError> {
        let mut pool = self.lock();
        loop {
            if let Some(connection) = pool.idle.pop() {
                if connection.client.is_closed() {
                    pool.open -= 1;
                    continue;
                }
                return Ok(connection);
            }
            if pool.open < MAX_CONNECTIONS {
                pool.open += 1;
                drop(pool);
                return self.connect().inspect_err(|_error| self.forget());
            }
            let (next, waited) = self
                .returned
                .wait_timeout(pool, Duration::from_secs(20))
                .unwrap_or_else(PoisonError::into_inner);
            if waited.timed_out() {
                return Err(StoreError::Database("no free connection".to_owned()));
            }
            pool = next;
        }
    }

    fn put_back(&self, connection: Connection) {
        if connection.client.is_closed() {
            self.forget();
        } else {
            self.lock().idle.push(connection);
            self.returned.notify_one();
        }
    }

    fn forget(&self) {
        self.lock().open -= 1;
        self.returned.notify_one();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Pool> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Storage for Postgres {
    fn transact(
        &self,
        work: &mut dyn FnMut(&mut dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut lent = Lent {
            pool: self,
            connection: Some(self.take()?),
        };
        let mut tries = 0;
        let mut dead = 0;
        loop {
            tries += 1;
            match attempt(lent.connection()?, work) {
                Err(Failed::Start(_)) if dead < MAX_CONNECTIONS && lent.is_dead() => {
                    // It died while it lay idle (a database that failed over): nothing was begun, another one serves.
                    dead += 1;
                    lent.renew()?;
                }
                Err(Failed::Work(StoreError::Conflict(_))) if tries < TRIES => {
                    std::thread::sleep(Duration::from_millis(u64::from(tries * tries)));
                }
                Err(Failed::Start(error) | Failed::Work(error)) => return Err(error),
                Ok(()) => return Ok(()),
            }
        }
    }

    fn migrate(&self) -> Result<(), StoreError> {
        let mut lent = Lent {
            pool: self,
            connection: Some(self.take()?),
        };
        let client = &mut lent.connection()?.client;
        client.batch_execute(VERSION_TABLE).map_err(fault)?;
        let mut tx = client.transaction().map_err(fault)?;
        // Two stores may start at once: the second waits here.
        let row = tx
            .query_one(
                "UPDATE schema_version SET version = version WHERE id = 1 RETURNING version",
                &[],
            )
            .map_err(fault)?;
        let done: i64 = row.try_get(0).map_err(fault)?;
        let newest = MIGRATIONS.len() as i64;
        if done > newest {
            return Err(StoreError::Corrupt("the database is of a newer program"));
        }
        for sql in MIGRATIONS.iter().skip(done as usize) {
            tx.batch_execute(sql).map_err(fault)?;
        }
        tx.execute(
            "UPDATE schema_version SET version = $1 WHERE id = 1",
            &[&newest],
        )
        .map_err(fault)?;
        tx.commit().map_err(fault)
    }

    fn size(&self) -> Result<Option<u64>, StoreError> {
        let mut lent = Lent {
            pool: self,
            connection: Some(self.take()?),
        };
        // Engines that only speak the protocol may not know the function.
        let row = lent
            .connection()?
            .client
            .query_one("SELECT pg_database_size(current_database())", &[]);
        let bytes: Option<i64> = row.ok().and_then(|row| row.try_get(0).ok());
        Ok(bytes.and_then(|bytes| u64::try_from(bytes).ok()))
    }
}

const MIGRATIONS: [&str; 5] = [
    include_str!("../../migrations/store-postgres/001_start.sql"),
    include_str!("../../migrations/store-postgres/002_courier.sql"),
    include_str!("../../migrations/store-postgres/003_revoke.sql"),
    include_str!("../../migrations/store-postgres/004_directory.sql"),
    include_str!("../../migrations/store-postgres/005_erased.sql"),
];
const VERSION_TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_version (id BIGINT NOT NULL PRIMARY KEY, version BIGINT NOT NULL);
    INSERT INTO schema_version (id, version) VALUES (1, 0) ON CONFLICT DO NOTHING;";

#[derive(Default)]
struct Pool {
    idle: Vec<Connection>,
    open: usize,
}

struct Connection {
    client: Client,
    prepared: HashMap<String, Statement>,
}

/// Gives the connection back even when the work panics.
struct Lent<'a> {
    pool: &'a Postgres,
    connection: Option<Connection>,
}

impl Lent<'_> {
    fn connection(&mut self) -> Result<&mut Connection, StoreError> {
        self.connection
            .as_mut()
            .ok_or(StoreError::Corrupt("a connection was given back twice"))
    }

    fn is_dead(&self) -> bool {
        let connection = self.connection.as_ref();
        connection.is_some_and(|connection| connection.client.is_closed())
    }

    /// Gives this one back and takes another.
    fn renew(&mut self) -> Result<(), StoreError> {
        if let Some(connection) = self.connection.take() {
            self.pool.put_back(connection);
        }
        self.connection = Some(self.pool.take()?);
        Ok(())
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.pool.put_back(connection);
        }
    }
}

/// Where an attempt ended.
enum Failed {
    /// Before the work was begun.
    Start(StoreError),
    Work(StoreError),
}

fn attempt(
    connection: &mut Connection,
    work: &mut dyn FnMut(&mut dyn Tx) -> Result<(), StoreError>,
) -> Result<(), Failed> {
    let tx = connection
        .client
        .build_transaction()
        .isolation_level(IsolationLevel::ReadCommitted)
        .start()
        .map_err(|error| Failed::Start(fault(error)))?;
    let mut inside = Inside {
        tx,
        prepared: &mut connection.prepared,
    };
    work(&mut inside).map_err(Failed::Work)?;
    let done = inside.tx.commit();
    done.map_err(|error| Failed::Work(fault(error)))
}

struct Inside<'a> {
    tx: Transaction<'a>,
    prepared: &'a mut HashMap<String, Statement>,
}

impl Inside<'_> {
    fn statement(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.tx.prepare(sql).map_err(fault)?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

impl Tx for Inside<'_> {
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let statement = self.statement(sql)?;
        self.tx.execute(&statement, &bound(values)).map_err(fault)
    }

    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let statement = self.statement(sql)?;
        let rows = self.tx.query(&statement, &bound(values)).map_err(fault)?;
        rows.iter().map(read).collect()
    }
}

fn bound(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values
        .iter()
        .map(|value| value as &(dyn ToSql + Sync))
        .collect()
}

fn read(row: &postgres::Row) -> Result<Row, StoreError> {
    let values = row.columns().iter().enumerate().map(|(at, column)| {
        let value = match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(at).map(|v| v.map(Value::Int)),
            Type::BYTEA => row
                .try_get::<_, Option<Vec<u8>>>(at)
                .map(|v| v.map(Value::Bytes)),
            Type::TEXT => row
                .try_get::<_, Option<String>>(at)
                .map(|v| v.map(Value::Text)),
            _ => return Err(StoreError::Corrupt("a column of another type")),
        };
        value.map(|v| v.unwrap_or(Value::Null)).map_err(fault)
    });
    values.collect::<Result<_, _>>().map(Row)
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(value) => value.to_sql(ty, out),
            Self::Bytes(value) => value.to_sql(ty, out),
            Self::Text(value) => value.to_sql(ty, out),
        }
    }

    fn accepts(ty: &Type) -> bool {
        [Type::INT8, Type::BYTEA, Type::TEXT].contains(ty)
    }

    to_sql_checked!();
}

/// 40001 serialization failure, 40P01 deadlock: undone for another's sake. 23505 in the middle of a race is the same: the
/// second look finds the other's row.
const AGAIN: [&str; 3] = ["40001", "40P01", "23505"];

fn fault(error: postgres::Error) -> StoreError {
    let told = error
        .source()
        .map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
    match error.code() {
        Some(code) if AGAIN.contains(&code.code()) => StoreError::Conflict(told),
        _ => StoreError::Database(told),
    }
}
