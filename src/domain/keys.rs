//! The keys of a type in JSON, as serde has them: a list written by hand beside the type would fall behind it.

use serde::de::value::Error;
use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};
use serde::forward_to_deserialize_any;

/// Names of the fields; empty for a type that is no plain struct.
pub fn of<T: DeserializeOwned>() -> &'static [&'static str] {
    let mut found: &'static [&'static str] = &[];
    // Asked for its fields, the type is given nothing: the error is the expected end.
    T::deserialize(Asked(&mut found)).map(drop).ok();
    found
}

struct Asked<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Asked<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Error> {
        Err(Error::custom("only asked"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Error> {
        *self.0 = fields;
        Err(Error::custom("only asked"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq
        tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::problem::Problem;
    use crate::domain::visit::Diagnosis;

    #[test]
    fn the_type_itself_says_what_it_knows() {
        assert_eq!(of::<Diagnosis>(), ["code", "title", "role"]);
        assert_eq!(
            of::<Problem>(),
            ["code", "title", "status", "onset", "note"]
        );
        assert!(of::<String>().is_empty());
    }
}
