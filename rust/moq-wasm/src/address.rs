//! The address that web-transport-wasm keeps with a session, and that nobody reads.
//!
//! It can be had from the url crate by parsing alone, or by that crate's own form for serde. The parser with
//! its rules for international names is 18 KB of what each viewer would download, and JavaScript has parsed
//! the address already: so this goes by the other way.

use serde::de::{
    self, IntoDeserializer, Visitor,
    value::{SeqDeserializer, StrDeserializer},
};
use std::fmt;
use url::Url;

/// `moq:`, as the url crate takes it apart.
const WHOLE: &str = "moq:";
const FIELDS: [Field; 10] = [
    Field::Text(WHOLE),
    // Where the scheme ends, and then user name, host's start and end: there are none.
    Field::Place(3),
    Field::Place(4),
    Field::Place(4),
    Field::Place(4),
    // The host, a variant by its name.
    Field::Text("None"),
    // The port.
    Field::Absent,
    // The path's start; query and fragment.
    Field::Place(4),
    Field::Absent,
    Field::Absent,
];

#[derive(Clone, Copy)]
enum Field {
    Text(&'static str),
    Place(u32),
    Absent,
}

/// An address that says nothing but what it is for.
pub fn unread() -> Url {
    let fields = SeqDeserializer::<_, Error>::new(FIELDS.iter().copied());
    match Url::deserialize_internal(fields) {
        Ok(url) => url,
        // The fields are constants, and a test reads them back.
        Err(_) => unreachable!(),
    }
}

/// An error without words: serde's own brings along what it takes to write floats.
#[derive(Debug)]
struct Error;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an address")
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: fmt::Display>(_message: T) -> Self {
        Self
    }
}

impl<'de> IntoDeserializer<'de, Error> for Field {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> de::Deserializer<'de> for Field {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Text(text) => visitor.visit_str(text),
            Self::Place(place) => visitor.visit_u32(place),
            Self::Absent => visitor.visit_none(),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Self::Text(text) => {
                let variant: StrDeserializer<'_, Error> = text.into_deserializer();
                variant.deserialize_enum(name, variants, visitor)
            }
            other => other.deserialize_any(visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_what_parsing_would_give() -> Result<(), url::ParseError> {
        assert_eq!(unread(), Url::parse(WHOLE)?);
        assert_eq!(unread().scheme(), "moq");
        assert_eq!(unread().path(), "");
        assert!(unread().cannot_be_a_base());
        assert_eq!(unread().host(), None);
        Ok(())
    }
}
