//! Texts that a spreadsheet would run. A cell that begins with `=`, `+`, `-`, `@` or a control character goes out behind
//! an apostrophe and comes back without it.

/// Whether a text would run, or would be taken for one that was guarded.
fn needs_guard(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    bare.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// The text as it may stand in a cell.
pub fn guarded(text: &str) -> String {
    if needs_guard(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text as it was before [`guarded`].
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if needs_guard(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_does_not_and_comes_back_as_it_was() {
        for text in ["=1+1", "+62271", "-", "@SUM(A1)", "\t=1", "'=1", "''-x", "＝1"] {
            let out = guarded(text);
            assert!(out.starts_with('\''), "{text}");
            assert_eq!(unguarded(&out), text);
        }
        for text in ["", "KTP", "a=b", "'tis", "Jum'at"] {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
    }

    proptest::proptest! {
        #[test]
        fn guarding_is_undone_exactly(text in "['=+@a\\-\t ]{0,6}") {
            let out = guarded(&text);
            proptest::prop_assert!(!out.starts_with(['=', '+', '-', '@', '\t']));
            proptest::prop_assert_eq!(unguarded(&out), text);
        }
    }
}
