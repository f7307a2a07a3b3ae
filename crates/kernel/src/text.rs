//! Text made comparable.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower-case, without diacritics, every run of punctuation and blanks one space: the form in which texts are searched.
///
/// An apostrophe inside a word disappears, so that `Jum'at` finds `jumat`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let put = |c: char| {
        if c.is_alphanumeric() {
            folded.push(c);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    };
    // nearly all texts are, and need no tables
    if text.is_ascii() {
        text.chars().filter(|c| !is_apostrophe(*c)).map(|c| c.to_ascii_lowercase()).for_each(put);
    } else {
        let marked = text.nfkd().filter(|c| !is_combining_mark(*c) && !is_apostrophe(*c));
        marked.flat_map(char::to_lowercase).for_each(put);
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | 'ʼ')
}

/// Characters that no line of typed text needs and that can hide or reorder what is shown: control characters, marks of
/// writing direction, characters without width.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_makes_spellings_meet() {
        assert_eq!(fold("  Akta KELAHIRAN, (baru)  "), "akta kelahiran baru");
        assert_eq!(fold("Désa—Café"), "desa cafe");
        assert_eq!(fold("Jum'at"), fold("jumat"));
        assert_eq!(fold("KTP-el"), "ktp el");
    }

    #[test]
    fn plain_letters_fold_as_all_others_do() {
        let every: String = (0..128_u8).map(char::from).chain("Jum'at, A'Z`9  (x)".chars()).collect();
        let with_another = fold(&format!("{every} é"));
        assert_eq!(format!("{} e", fold(&every)), with_another);
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["", " - ", "Ａkta №2", "İzin"] {
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
    }
}
