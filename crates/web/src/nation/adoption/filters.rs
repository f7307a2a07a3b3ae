//! The form that narrows the figures. Its answers stand in the address, which can be kept and sent.

use balai_adoption::facts::FiscalClass;
use balai_adoption::{Filter, Reason, Stage};
use balai_tenancy::regions::Province;

use crate::asked::link;
use crate::forms::{Choice, Field};

/// The form.
#[derive(Clone, Debug)]
pub struct FilterForm {
    /// Where it leads.
    pub action: &'static str,
    /// Its selects: label, field, answers.
    pub selects: Vec<(&'static str, Field, Vec<Choice>)>,
    /// What it does not ask and keeps: names and values.
    pub kept: Vec<(&'static str, String)>,
    /// The same page without any filter, while there is one.
    pub clear: Option<String>,
}

/// The names of the selects, and what they are called.
const NAMES: [(&str, &str); 6] = [
    ("provinsi", "Provinsi"),
    ("jenis", "Jenis"),
    ("fiskal", "Kelas fiskal"),
    ("tipologi", "Tipologi"),
    ("tahap", "Tahap"),
    ("sebab", "Sebab"),
];

/// The form of a page; `without` is the select that the page does not offer.
pub fn form(
    action: &'static str,
    filter: &Filter,
    provinces: &[Province],
    typologies: &[(String, String)],
    without: &str,
) -> FilterForm {
    let pairs = filter.pairs();
    let chosen = |key: &str| pairs.iter().find(|(known, _)| *known == key).map_or("", |(_, answer)| answer.as_str());
    let select = |(name, label): (&'static str, &'static str)| {
        let field = Field::new(name).with(chosen(name));
        let choices = choices(name, provinces, typologies).into_iter().map(|choice| choice.chosen_in(&field)).collect();
        (label, field, choices)
    };
    let kept = pairs.iter().filter(|(key, _)| *key == without).cloned().collect();
    FilterForm {
        action,
        selects: NAMES.into_iter().filter(|(name, _)| *name != without).map(select).collect(),
        kept,
        clear: (!filter.is_empty()).then(|| action.to_owned()),
    }
}

fn choices(name: &str, provinces: &[Province], typologies: &[(String, String)]) -> Vec<Choice> {
    let unknown = || Choice::new("tanpa-data", "Belum ada data");
    let mut all = vec![Choice::new("", "Semua")];
    match name {
        "provinsi" => {
            let mut named: Vec<(&str, &str)> = provinces
                .iter()
                .map(|p| (p.code.as_str(), p.name.strip_prefix("Provinsi ").unwrap_or(&p.name)))
                .collect();
            named.sort_unstable_by_key(|(_, name)| *name);
            all.extend(named.into_iter().map(|(code, name)| Choice::new(code, name)));
        }
        "jenis" => all.extend([Choice::new("kabupaten", "Kabupaten"), Choice::new("kota", "Kota")]),
        "fiskal" => {
            all.extend(FiscalClass::ALL.map(|class| Choice::new(class.key(), class.title())));
            all.push(unknown());
        }
        "tipologi" => {
            all.extend(typologies.iter().map(|(key, name)| Choice::new(key, name)));
            all.push(unknown());
        }
        "tahap" => all.extend(Stage::ALL.map(|stage| Choice::new(stage.key(), stage.title()))),
        _ => all.extend(Reason::ALL.map(|reason| Choice::new(reason.key(), reason.title()))),
    }
    all
}

/// A page with a filter in its address, and further questions.
pub fn at(path: &str, filter: &Filter, more: &[(&str, &str)]) -> String {
    let pairs = filter.pairs();
    let own = pairs.iter().map(|(key, answer)| (*key, answer.as_str()));
    link(path, own.chain(more.iter().copied()))
}
