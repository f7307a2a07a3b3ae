//! Lists in one cell: numbered lines, each with parts behind `|`.

use crate::standard::{DocumentCode, Requirement};
use crate::text::{LONGEST_LINE, Line, TextError};

use super::MOST_LINES;
use super::problem::Fault;

/// The lines of a cell without their numbers. A line without a number goes on with the one before, where lines are
/// numbered; one line without a number and with semicolons is a list too.
pub(super) fn split(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let numbered = lines.first().is_some_and(|line| unnumbered(line).is_some());
    if let ([only], false) = (lines.as_slice(), numbered) {
        return only.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    }
    let mut items: Vec<String> = Vec::new();
    for line in lines {
        match (unnumbered(line), items.last_mut()) {
            (Some(bare), _) => items.push(bare.to_owned()),
            (None, Some(last)) if numbered => {
                last.push(' ');
                last.push_str(line);
            }
            (None, _) => items.push(line.to_owned()),
        }
    }
    items
}

/// What stands behind `1.`, `2)`, `a.` or a bullet; none where there is none of these.
fn unnumbered(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix(['•', '·', '▪', '–']).or_else(|| line.strip_prefix("- ")) {
        return Some(rest.trim_start());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let letter = usize::from(digits == 0 && line.starts_with(|c: char| c.is_ascii_lowercase()));
    let rest = line.get((1..=3).contains(&digits).then_some(digits).or((letter == 1).then_some(1))?..)?;
    let rest = rest.strip_prefix(['.', ')'])?;
    rest.starts_with(char::is_whitespace).then(|| rest.trim_start())
}

/// The items as numbered lines.
pub(super) fn join(items: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<String> = (1..).zip(items).map(|(number, item)| format!("{number}. {item}")).collect();
    lines.join("\n")
}

/// The parts of an item, which stand between bars.
pub(super) fn parts(item: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut letters = item.chars().peekable();
    while let Some(letter) = letters.next() {
        let last = parts.last_mut().expect("there is one");
        match letter {
            '\\' if matches!(letters.peek(), Some('|' | '\\')) => last.extend(letters.next()),
            '|' => parts.push(String::new()),
            other => last.push(other),
        }
    }
    parts.into_iter().map(|part| part.trim().to_owned()).collect()
}

/// A text that may stand as a part.
pub(super) fn part(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|")
}

/// The lines of a list.
pub(super) fn lines(text: &str) -> Result<Vec<Line>, Fault> {
    bounded(split(text))?.iter().map(|item| line(item)).collect()
}

pub(super) fn line(text: &str) -> Result<Line, Fault> {
    Line::parse(text).map_err(text_fault)
}

pub(super) fn text_fault(error: TextError) -> Fault {
    match error {
        TextError::Empty => Fault::new("Kosong", "Isi bagian ini"),
        TextError::TooLong { most, .. } => {
            let remedy = if most == LONGEST_LINE { "Ringkas, atau pecah menjadi beberapa baris" } else { "Ringkas" };
            Fault::new(error.to_string().trim_end_matches('.'), remedy)
        }
    }
}

fn bounded(items: Vec<String>) -> Result<Vec<String>, Fault> {
    if items.len() <= MOST_LINES {
        return Ok(items);
    }
    let what = format!("{} baris, paling banyak {MOST_LINES}", items.len());
    Err(Fault::new(what, "Gabungkan beberapa baris"))
}

/// The requirements of a cell.
pub(super) fn requirements(text: &str) -> Result<Vec<Requirement>, Fault> {
    bounded(split(text))?.iter().map(|item| requirement(item)).collect()
}

fn requirement(item: &str) -> Result<Requirement, Fault> {
    let mut parts = parts(item).into_iter();
    let text = line(&parts.next().unwrap_or_default())?;
    let mut requirement = Requirement { text, note: None, mandatory: true, document: None };
    for part in parts.filter(|part| !part.is_empty()) {
        let (word, rest) = part.split_once(':').unwrap_or((part.as_str(), ""));
        match (balai_kernel::fold(word).as_str(), rest.trim()) {
            ("bila perlu" | "opsional" | "jika ada", "") => requirement.mandatory = false,
            ("wajib", "") => requirement.mandatory = true,
            ("catatan", rest) if !rest.is_empty() => requirement.note = Some(line(rest)?),
            ("dokumen", rest) => {
                let code = DocumentCode::parse(rest);
                requirement.document = Some(code.map_err(|error| {
                    Fault::new("Kode dokumen tidak dikenal", error.to_string().trim_end_matches('.'))
                })?);
            }
            _ if requirement.note.is_none() => requirement.note = Some(line(&part)?),
            _ => {
                return Err(Fault::new(
                    "Bagian di belakang | tidak dikenal",
                    "Tulis | catatan: …, | bila perlu, atau | dokumen: KTP",
                ));
            }
        }
    }
    Ok(requirement)
}

/// The requirements as numbered lines.
pub(super) fn requirements_cell(requirements: &[Requirement]) -> String {
    join(requirements.iter().map(|requirement| {
        let mut item = part(requirement.text.as_str());
        if let Some(note) = &requirement.note {
            item.push_str(" | catatan: ");
            item.push_str(&part(note.as_str()));
        }
        if !requirement.mandatory {
            item.push_str(" | bila perlu");
        }
        if let Some(document) = &requirement.document {
            item.push_str(" | dokumen: ");
            item.push_str(document.as_str());
        }
        item
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_however_it_is_numbered() {
        for text in ["1. KTP\n2. KK", "KTP\nKK", "KTP; KK", "- KTP\n- KK", "a. KTP\nb. KK", "1) KTP\n\n2) KK\n"] {
            assert_eq!(split(text), ["KTP", "KK"], "{text:?}");
        }
        assert_eq!(split("1. KTP\n   asli\n2. KK"), ["KTP asli", "KK"]);
        assert_eq!(split("3 lembar foto"), ["3 lembar foto"]);
        assert_eq!(split("1. a; b"), ["a; b"]);
    }

    #[test]
    fn a_requirement_keeps_its_parts() {
        let [requirement] =
            requirements("1. KTP-el | bila perlu | dokumen: KTP | catatan: asli").unwrap().try_into().unwrap();
        assert_eq!(requirement.text.as_str(), "KTP-el");
        assert!(!requirement.mandatory);
        assert_eq!(requirement.note.unwrap().as_str(), "asli");
        assert_eq!(requirement.document.unwrap().as_str(), "KTP");
        assert!(requirements("1. KTP | dokumen: ktp el").is_err());
        assert!(requirements(&"x\n".repeat(61)).is_err());
    }
}
