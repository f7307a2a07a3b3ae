//! What is left of an Indonesian word without its affixes: `pembuatan` and `membuat` are both `buat`.
//!
//! A small stemmer of our own, for the published ones carry a dictionary that may not be used freely. It takes off one
//! ending and at most two beginnings. Where a beginning has swallowed a letter (`pakai`, `memakai`), `config/search/
//! roots.txt` settles which letter it was; without an entry the commonest does. A stem need not be a word: it only must
//! be the same for all forms, for names and questions are both stemmed.

use std::collections::BTreeSet;
use std::sync::LazyLock;

const FILE: &str = include_str!("../../../../config/search/roots.txt");

static ROOTS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let lines = FILE.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Shortest stem that is taken when no root says so.
const SHORTEST: usize = 4;

/// The stem of a folded word.
pub fn stem(word: &str) -> String {
    if word.len() < 5 || !word.bytes().all(|b| b.is_ascii_lowercase()) || is_root(word) {
        return word.to_owned();
    }
    let bare = without_particle(word);
    let known = |word: &str| forms(word).into_iter().find(|form| is_root(form));
    known(word).or_else(|| known(bare)).unwrap_or_else(|| by_rule(bare))
}

fn is_root(word: &str) -> bool {
    ROOTS.contains(word)
}

fn without_particle(word: &str) -> &str {
    let usual = ["lah", "kah", "pun", "nya"].iter().find_map(|end| word.strip_suffix(end));
    let own = ["ku", "mu"].iter().find_map(|end| word.strip_suffix(end).filter(|rest| is_root(rest)));
    own.or(usual).filter(|rest| rest.len() >= SHORTEST).unwrap_or(word)
}

/// Every form that is left when endings and beginnings are taken off, those with least taken off first.
fn forms(word: &str) -> Vec<String> {
    let mut all = Vec::new();
    for end in ["", "i", "an", "kan", "in"] {
        let Some(rest) = word.strip_suffix(end) else { continue };
        let mut level = vec![rest.to_owned()];
        for _ in 0..3 {
            level.retain(|form| form.len() >= 3);
            all.extend(level.iter().cloned());
            level = level.iter().flat_map(|form| opened(form)).collect();
        }
    }
    all
}

/// What a word may be without its first beginning, each letter that it may have swallowed put back.
fn opened(word: &str) -> Vec<String> {
    let mut open = Vec::new();
    for start in ["mem", "pem", "m"] {
        restore(word, start, &["p", "", "m"], &mut open);
    }
    for start in ["men", "pen", "n"] {
        restore(word, start, &["t", "", "n"], &mut open);
    }
    for start in ["meng", "peng", "menge", "penge", "ng", "nge"] {
        restore(word, start, &["", "k"], &mut open);
    }
    for start in ["meny", "peny", "ny"] {
        restore(word, start, &["s", "c"], &mut open);
    }
    for start in ["me", "pe", "ber", "be", "ter", "per", "di", "ke", "se"] {
        restore(word, start, &[""], &mut open);
    }
    restore(word, "bel", &[""], &mut open);
    restore(word, "pel", &[""], &mut open);
    open
}

fn restore(word: &str, start: &str, letters: &[&str], open: &mut Vec<String>) {
    if let Some(rest) = word.strip_prefix(start) {
        open.extend(letters.iter().map(|letter| format!("{letter}{rest}")));
    }
}

/// The stem where no root is known: the surest affixes only.
fn by_rule(word: &str) -> String {
    let pair = word.strip_suffix("an").filter(|rest| rest.len() > SHORTEST);
    if let Some(rest) = pair.and_then(|rest| rest.strip_prefix("ke")).filter(|rest| rest.len() >= SHORTEST) {
        return nasal(rest).unwrap_or_else(|| rest.to_owned());
    }
    let bare = ["kan", "an"].iter().find_map(|end| word.strip_suffix(end));
    let bare = bare.filter(|rest| rest.len() >= SHORTEST).unwrap_or(word);
    let plain = ["memper", "diper", "ber", "per", "ter", "di"].iter().find_map(|start| bare.strip_prefix(start));
    let opened = nasal(bare).or_else(|| plain.map(str::to_owned)).filter(|rest| rest.len() >= SHORTEST);
    opened.unwrap_or_else(|| bare.to_owned())
}

/// A word without `meN` or `peN`, where the next letter is one that goes with it.
fn nasal(word: &str) -> Option<String> {
    let rest = word.strip_prefix("me").or_else(|| word.strip_prefix("pe"))?;
    let vowel = |text: &str| text.starts_with(['a', 'e', 'i', 'o', 'u']);
    let stem = if let Some(rest) = rest.strip_prefix("ng") {
        rest.starts_with(['g', 'h', 'k', 'a', 'e', 'i', 'o', 'u']).then(|| rest.to_owned())
    } else if let Some(rest) = rest.strip_prefix("ny") {
        vowel(rest).then(|| format!("s{rest}"))
    } else if let Some(rest) = rest.strip_prefix('m') {
        if vowel(rest) { Some(format!("p{rest}")) } else { rest.starts_with(['b', 'f', 'p']).then(|| rest.to_owned()) }
    } else if let Some(rest) = rest.strip_prefix('n') {
        if vowel(rest) {
            Some(format!("t{rest}"))
        } else {
            rest.starts_with(['c', 'd', 'j', 'z']).then(|| rest.to_owned())
        }
    } else {
        rest.starts_with(['l', 'r', 'w', 'y']).then(|| rest.to_owned())
    };
    stem.filter(|stem| stem.len() >= SHORTEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_have_one_stem() {
        for (root, forms) in [
            ("buat", &["membuat", "pembuatan", "dibuat", "buatkan", "pembuat"][..]),
            ("daftar", &["pendaftaran", "mendaftar", "mendaftarkan", "terdaftar", "daftarin"]),
            ("pasang", &["pemasangan", "memasang", "dipasang"]),
            ("panjang", &["perpanjangan", "perpanjang", "memperpanjang", "diperpanjang"]),
            ("ganti", &["penggantian", "pengganti", "mengganti", "digantikan", "ngganti"]),
            ("izin", &["perizinan", "izinnya"]),
            ("mohon", &["permohonan", "pemohon", "memohon"]),
            ("lahir", &["kelahiran", "lahiran", "dilahirkan"]),
            ("mati", &["kematian"]),
            ("rekam", &["perekaman", "merekam"]),
            ("urus", &["mengurus", "ngurus", "diurus", "urusin"]),
            ("cari", &["nyari", "mencari", "pencarian"]),
            ("nikah", &["menikah", "pernikahan", "dinikahkan"]),
            ("duduk", &["penduduk", "kependudukan"]),
            ("ajar", &["pelajar", "belajar", "pengajaran"]),
            ("kirim", &["pengiriman", "mengirim", "kiriman"]),
            ("aktif", &["pengaktifan", "aktifkan", "diaktifkan"]),
            ("rawat", &["dirawat"]),
        ] {
            for form in forms {
                assert_eq!(stem(form), root, "{form}");
            }
            assert_eq!(stem(root), root);
        }
    }

    #[test]
    fn words_that_only_look_affixed_stay_whole() {
        for word in
            ["keluarga", "surat", "dinas", "pensiun", "perempuan", "menara", "periksa", "sekolah", "tanah", "ktp"]
        {
            assert_eq!(stem(word), word);
        }
    }

    #[test]
    fn a_stem_of_a_stem_is_the_stem_for_every_known_root() {
        for root in ROOTS.iter() {
            assert_eq!(stem(root), *root);
        }
    }

    #[test]
    fn what_is_no_word_stays_as_it_is() {
        for word in ["", "ak1", "б", "ééééé", "1234567"] {
            assert_eq!(stem(word), word);
        }
    }
}
