//! Canonical JSON after RFC 8785: one text for one value, whatever database it was read from.
//!
//! Keys stand in the order of their UTF-16 units, nothing is blank between them, strings escape what must be escaped and
//! nothing else. Two things are stricter than the RFC's JavaScript: an integer keeps all its digits (sums of rupiah pass
//! 2^53), and a number that is whole is written without a fraction.

use serde_json::{Number, Value};

/// The one text of a value.
pub fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
            out.push('{');
            for (at, (name, value)) in fields.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(name.as_str()).to_string());
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Number(number) => out.push_str(&written(number)),
        plain => out.push_str(&plain.to_string()),
    }
}

fn written(number: &Number) -> String {
    match number.as_f64() {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
        Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9_007_199_254_740_992.0 => {
            (float as i64).to_string()
        }
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_ordered_by_their_utf16_units_and_nothing_is_blank() {
        // the RFC's own example: a smiling face (a surrogate pair) stands before a letter of the private plane
        let value = json!({ "\u{fb33}": 1, "\u{1f600}": 2, "\u{20ac}": 3, "\r": 4, "1": 5, "\u{80}": 6, "\u{f6}": 7 });
        assert_eq!(
            canonical(&value),
            "{\"\\r\":4,\"1\":5,\"\u{80}\":6,\"\u{f6}\":7,\"\u{20ac}\":3,\"\u{1f600}\":2,\"\u{fb33}\":1}"
        );
    }

    #[test]
    fn a_number_is_written_one_way() {
        let read = |text: &str| canonical(&serde_json::from_str(text).unwrap());
        assert_eq!(read("[1.0, 10e2, -0.0, 0.5, 1e-7]"), "[1,1000,0,0.5,1e-7]");
        assert_eq!(read("9223372036854775807"), "9223372036854775807");
    }

    #[test]
    fn strings_escape_only_what_must_be() {
        assert_eq!(canonical(&json!("a\"\\\u{8}\n\u{1f}é/")), "\"a\\\"\\\\\\b\\n\\u001fé/\"");
    }
}
