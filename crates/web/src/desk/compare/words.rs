//! Two texts word by word: what went and what came.

/// Longer texts than this are shown as replaced whole: comparing them word by word would cost more than it tells.
const MOST_WORDS: usize = 1_500;

/// Some words of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words, with blanks between them.
    pub text: String,
    /// Whether the other text does not have them here.
    pub changed: bool,
}

/// Both texts, the words that only one of them has marked. Lines are compared in order; a line is one text.
pub fn compare(old: &str, new: &str) -> (Vec<Run>, Vec<Run>) {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split_whitespace().collect(), new.split_whitespace().collect());
    let kept = if old.len().max(new.len()) > MOST_WORDS { Vec::new() } else { in_common(&old, &new) };
    let side = |words: &[&str], place: fn(&(usize, usize)) -> usize| {
        let kept: Vec<usize> = kept.iter().map(place).collect();
        runs(words, &kept)
    };
    (side(&old, |pair| pair.0), side(&new, |pair| pair.1))
}

/// The longest row of words that both have, as pairs of places.
fn in_common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut longest = vec![0_u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if old[i] == new[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

fn runs(words: &[&str], kept: &[usize]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let changed = kept.binary_search(&place).is_err();
        match runs.last_mut().filter(|run| run.changed == changed) {
            Some(run) => {
                run.text.push(' ');
                run.text.push_str(word);
            }
            None => runs.push(Run { text: (*word).to_owned(), changed }),
        }
    }
    runs
}

/// Lines of both, paired: those that stand in both first found together, others beside nothing.
pub fn pair_lines(old: &[String], new: &[String]) -> Vec<(Option<String>, Option<String>)> {
    let (from, to): (Vec<&str>, Vec<&str>) =
        (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    let ends = std::iter::once((old.len(), new.len()));
    for (same_i, same_j) in in_common(&from, &to).into_iter().chain(ends) {
        let (gone, come) = (&old[i..same_i], &new[j..same_j]);
        for place in 0..gone.len().max(come.len()) {
            pairs.push((gone.get(place).cloned(), come.get(place).cloned()));
        }
        if same_i < old.len() && same_j < new.len() {
            pairs.push((Some(old[same_i].clone()), Some(new[same_j].clone())));
        }
        (i, j) = (same_i + 1, same_j + 1);
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(runs: &[Run]) -> String {
        let word = |run: &Run| if run.changed { format!("[{}]", run.text) } else { run.text.clone() };
        runs.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_that_went_and_came_are_marked_and_the_rest_is_not() {
        let (old, new) = compare("Ambil nomor di meja depan", "Ambil nomor antrean di meja kanan");
        assert_eq!(marked(&old), "Ambil nomor di meja [depan]");
        assert_eq!(marked(&new), "Ambil nomor [antrean] di meja [kanan]");
        let (old, new) = compare("sama saja", "sama saja");
        assert_eq!((marked(&old), marked(&new)), ("sama saja".into(), "sama saja".into()));
        assert_eq!(marked(&compare("", "baru").1), "[baru]");
    }

    #[test]
    fn a_line_that_was_put_between_others_stands_beside_nothing() {
        let lines = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        let pairs = pair_lines(&lines("KTP,KK"), &lines("KTP,Surat kuasa,KK"));
        let said: Vec<_> =
            pairs.iter().map(|(o, n)| (o.as_deref().unwrap_or("-"), n.as_deref().unwrap_or("-"))).collect();
        assert_eq!(said, [("KTP", "KTP"), ("-", "Surat kuasa"), ("KK", "KK")]);
        assert_eq!(pair_lines(&[], &[]), []);
    }

    #[test]
    fn a_text_of_many_words_is_shown_as_replaced() {
        let long = "kata ".repeat(MOST_WORDS + 1);
        let (old, _) = compare(&long, "kata");
        assert!(old.len() == 1 && old[0].changed);
    }
}
