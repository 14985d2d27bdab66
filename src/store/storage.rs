//! The one seam to a database: transactions of portable SQL. `$1`, `$2`… stand for values; columns are 64-bit numbers, bytes or
//! text, nothing else.

use thiserror::Error;

use super::refused::Refused;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Null,
    Int(i64),
    Bytes(Vec<u8>),
    Text(String),
}

pub fn int(value: u64) -> Value {
    Value::Int(value as i64)
}

pub fn bytes(value: impl AsRef<[u8]>) -> Value {
    Value::Bytes(value.as_ref().to_vec())
}

pub fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

/// One row of an answer, read by column number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub Vec<Value>);

impl Row {
    pub fn i64(&self, column: usize) -> Result<i64, StoreError> {
        match self.0.get(column) {
            Some(Value::Int(value)) => Ok(*value),
            _ => Err(StoreError::Corrupt("a number was expected")),
        }
    }

    pub fn u64(&self, column: usize) -> Result<u64, StoreError> {
        self.i64(column).map(|value| value as u64)
    }

    pub fn bytes(&self, column: usize) -> Result<&[u8], StoreError> {
        match self.0.get(column) {
            Some(Value::Bytes(value)) => Ok(value),
            _ => Err(StoreError::Corrupt("bytes were expected")),
        }
    }

    pub fn array<const N: usize>(&self, column: usize) -> Result<[u8; N], StoreError> {
        self.bytes(column)?
            .try_into()
            .map_err(|_length| StoreError::Corrupt("bytes of another length were expected"))
    }

    pub fn text(&self, column: usize) -> Result<&str, StoreError> {
        match self.0.get(column) {
            Some(Value::Text(value)) => Ok(value),
            _ => Err(StoreError::Corrupt("text was expected")),
        }
    }

    pub fn is_null(&self, column: usize) -> bool {
        self.0.get(column) == Some(&Value::Null)
    }
}

#[derive(Debug, Error)]
pub enum StoreError {
    /// Nothing was written, or (after a broken commit) nobody knows: every transaction may be tried again.
    #[error("the database could not: {0}")]
    Database(String),
    /// Two transactions met; this one was undone. Tried again by [`Storage::transact`], and given up after some tries.
    #[error("the database is busy: {0}")]
    Conflict(String),
    #[error("the database holds something impossible: {0}")]
    Corrupt(&'static str),
    /// Not a fault of the store: the caller may not, or sent nonsense. The transaction is undone.
    #[error("refused: {0}")]
    Refused(#[from] Refused),
}

impl StoreError {
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Database(_) | Self::Conflict(_) => false,
            Self::Corrupt(_) => true,
            Self::Refused(refused) => refused.is_permanent(),
        }
    }
}

/// Inside one transaction.
pub trait Tx {
    /// Rows changed.
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError>;
    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError>;
}

/// A database. A transaction is durable when `transact` returns `Ok`, and undone when the work fails.
pub trait Storage: Send + Sync {
    /// Runs `work` in one transaction, again from its start when the database asks for it.
    fn transact(
        &self,
        work: &mut dyn FnMut(&mut dyn Tx) -> Result<(), StoreError>,
    ) -> Result<(), StoreError>;

    /// Brings the schema up to date.
    fn migrate(&self) -> Result<(), StoreError>;

    /// Leaves nothing of deleted rows behind, as far as the engine can be told to.
    fn scrub(&self) -> Result<(), StoreError> {
        Ok(())
    }

    /// Bytes on the disk, where the engine tells.
    fn size(&self) -> Result<Option<u64>, StoreError> {
        Ok(None)
    }
}

/// [`Storage::transact`] with a result.
pub fn within<T>(
    storage: &dyn Storage,
    mut work: impl FnMut(&mut dyn Tx) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut out = None;
    storage.transact(&mut |tx| {
        out = Some(work(tx)?);
        Ok(())
    })?;
    out.ok_or(StoreError::Corrupt("a transaction without a result"))
}

/// The only row, if there is one.
pub fn one(tx: &mut dyn Tx, sql: &str, values: &[Value]) -> Result<Option<Row>, StoreError> {
    Ok(tx.query(sql, values)?.into_iter().next())
}

/// How often a transaction is tried when the database undid it for the sake of another.
pub const TRIES: u32 = 12;
