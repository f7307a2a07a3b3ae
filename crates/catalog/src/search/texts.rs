//! Many short texts in order, in one piece of memory: hundreds of catalogues are kept ready to be searched.

/// Texts in the order of their bytes, none twice.
#[derive(Debug, Default)]
pub struct Texts {
    all: Box<str>,
    /// Where each ends in `all`.
    ends: Box<[u32]>,
}

impl Texts {
    /// Texts that come in order.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let (mut all, mut ends) = (String::new(), Vec::new());
        for text in texts {
            all.push_str(text);
            ends.push(u32::try_from(all.len()).expect("the words of a catalogue are fewer than 4 GB"));
        }
        Self { all: all.into(), ends: ends.into() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text at a place.
    pub fn get(&self, place: usize) -> &str {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.all[start as usize..self.ends[place] as usize]
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|place| self.get(place))
    }

    /// The place of a text.
    pub fn find(&self, text: &str) -> Option<usize> {
        let place = self.first_from(text);
        (place < self.len() && self.get(place) == text).then_some(place)
    }

    /// The places of the texts that begin so.
    pub fn beginning(&self, start: &str) -> impl Iterator<Item = usize> {
        (self.first_from(start)..self.len()).take_while(move |place| self.get(*place).starts_with(start))
    }

    /// Bytes that this takes.
    pub fn size(&self) -> usize {
        self.all.len() + size_of_val(&*self.ends)
    }

    /// The place of the first text that does not come before this one.
    fn first_from(&self, text: &str) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle) < text { low = middle + 1 } else { high = middle }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_found_at_its_place_and_no_other_is() {
        let words = ["akta", "akte", "kartu", "kartu keluarga", "z"];
        let texts = Texts::of(words);
        assert!(texts.iter().eq(words));
        for (place, word) in words.into_iter().enumerate() {
            assert_eq!((texts.find(word), texts.get(place)), (Some(place), word));
        }
        for strange in ["", "a", "akt", "aktf", "kartu ", "zz"] {
            assert_eq!(texts.find(strange), None, "{strange}");
        }
        assert_eq!(Texts::default().find("akta"), None);
    }

    #[test]
    fn those_that_begin_so_stand_side_by_side() {
        let texts = Texts::of(["akta", "akte", "kartu", "kartu keluarga", "z"]);
        let beginning = |start| texts.beginning(start).collect::<Vec<_>>();
        assert_eq!(beginning("akt"), [0, 1]);
        assert_eq!(beginning("kartu"), [2, 3]);
        assert_eq!(beginning("").len(), 5);
        assert!(beginning("zz").is_empty() && beginning("b").is_empty());
    }
}
