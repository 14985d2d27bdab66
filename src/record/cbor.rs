//! Deterministic CBOR (RFC 8949 §4.2.1): one content has one encoding, so that it can be signed and compared.

use ciborium::Value;

use super::RecordError;

/// No scalar of the record is longer than one change may be.
const LIMIT_BYTES: usize = 256 * 1024;
const LIMIT_DEPTH: usize = 8;

/// Shortest encoding, map keys ordered by their own encoding.
pub fn encode(value: &Value) -> Vec<u8> {
    let mut out = Vec::new();
    // Writing CBOR into memory cannot fail.
    ciborium::into_writer(&sorted(value), &mut out).ok();
    out
}

pub fn decode(bytes: &[u8]) -> Result<Value, RecordError> {
    if bytes.len() > LIMIT_BYTES {
        return Err(RecordError::TooLong { limit: LIMIT_BYTES });
    }
    ciborium::de::from_reader_with_recursion_limit(bytes, LIMIT_DEPTH)
        .map_err(|e| RecordError::Unreadable(e.to_string()))
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Map(pairs) => {
            let mut pairs: Vec<(Vec<u8>, Value, Value)> = pairs
                .iter()
                .map(|(key, value)| (encode(key), key.clone(), sorted(value)))
                .collect();
            pairs.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Map(
                pairs
                    .into_iter()
                    .map(|(_, key, value)| (key, value))
                    .collect(),
            )
        }
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_content_has_one_encoding() {
        let a = Value::Map(vec![
            (Value::from(10), Value::from("x")),
            (Value::from(2), Value::from(true)),
        ]);
        let b = Value::Map(vec![
            (Value::from(2), Value::from(true)),
            (Value::from(10), Value::from("x")),
        ]);
        assert_eq!(encode(&a), encode(&b));
        assert_eq!(decode(&encode(&a)), Ok(b));
    }

    #[test]
    fn garbage_and_depth_are_refused() {
        assert!(decode(&[0xff, 0x00]).is_err());
        assert!(decode(&[0x81; 64]).is_err());
    }
}
