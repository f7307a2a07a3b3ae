//! One spelling of the conversions that every type with a text form has.

/// `FromStr`, `TryFrom<String>` by the type's own `parse`, and the way back to a `String`, for serde's
/// `try_from = "String", into = "String"`.
macro_rules! parsed_from_text {
    ($type:ty, $error:ty, $into_text:expr) => {
        impl std::str::FromStr for $type {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $type {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl From<$type> for String {
            fn from(value: $type) -> Self {
                let into_text: fn($type) -> String = $into_text;
                into_text(value)
            }
        }
    };
}

pub(crate) use parsed_from_text;
