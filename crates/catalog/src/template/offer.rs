//! A service as it is offered to a region, and what became of it: three states of one thing, field by field.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use crate::channel::Channels;
use crate::standard::{Component, Standard};
use crate::text::{Line, Prose};

use super::ServiceTemplate;

/// What a template or another region says of a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Offer {
    /// Its name.
    pub name: Line,
    /// What citizens should know besides the standard.
    #[serde(default)]
    pub note: Option<Prose>,
    /// The national system that does the work.
    #[serde(default)]
    pub system: Option<Line>,
    /// Where it can be asked for.
    pub channels: Channels,
    /// What it promises.
    pub standard: Standard,
}

/// A part of an offer that is accepted or refused by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The name.
    Name,
    /// The note.
    Note,
    /// The national system.
    System,
    /// The channels.
    Channels,
    /// One of the fourteen.
    Component(Component),
}

/// A field that the template changed since the region last looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub field: Field,
    /// Whether the region had changed it too; then taking the template's loses what the region wrote.
    pub own: bool,
}

impl Field {
    /// All fields, what stands beside the standard first.
    pub fn all() -> impl Iterator<Item = Self> {
        let beside = [Self::Name, Self::Note, Self::System, Self::Channels];
        beside.into_iter().chain(Component::ALL.map(Self::Component))
    }

    /// The field as it stands in forms.
    pub fn code(self) -> String {
        match self {
            Self::Name => "nama".to_owned(),
            Self::Note => "catatan".to_owned(),
            Self::System => "sistem".to_owned(),
            Self::Channels => "kanal".to_owned(),
            Self::Component(component) => component.number().to_string(),
        }
    }

    /// Its name on screen.
    pub fn title(self) -> String {
        match self {
            Self::Name => "Nama layanan".to_owned(),
            Self::Note => "Catatan untuk warga".to_owned(),
            Self::System => "Sistem nasional".to_owned(),
            Self::Channels => "Kanal".to_owned(),
            Self::Component(component) => format!("{}. {}", component.number(), component.title()),
        }
    }
}

impl Offer {
    /// Whether two say the same in a field.
    pub fn agrees(&self, other: &Self, field: Field) -> bool {
        match field {
            Field::Name => self.name == other.name,
            Field::Note => self.note == other.note,
            Field::System => self.system == other.system,
            Field::Channels => self.channels == other.channels,
            Field::Component(component) => self.standard.entry(component) == other.standard.entry(component),
        }
    }

    /// This one with a field of the other.
    #[must_use]
    pub fn with(mut self, field: Field, other: &Self) -> Self {
        match field {
            Field::Name => self.name = other.name.clone(),
            Field::Note => self.note.clone_from(&other.note),
            Field::System => self.system.clone_from(&other.system),
            Field::Channels => self.channels = other.channels.clone(),
            Field::Component(component) => self.standard = self.standard.with(other.standard.entry(component)),
        }
        self
    }

    /// What the template says now and did not say when the region last looked (`self`), where the region does not say it
    /// already. A component that the template leaves empty is the region's own matter.
    pub fn changes(&self, now: &Self, region: &Self) -> Vec<Change> {
        let says = |field| match field {
            Field::Component(component) => now.standard.has(component),
            _ => true,
        };
        Field::all()
            .filter(|field| says(*field) && !self.agrees(now, *field) && !region.agrees(now, *field))
            .map(|field| Change { field, own: !self.agrees(region, field) })
            .collect()
    }
}

impl From<&ServiceTemplate> for Offer {
    fn from(template: &ServiceTemplate) -> Self {
        Self {
            name: template.name.clone(),
            note: template.note.clone(),
            system: template.system.clone(),
            channels: template.channels.clone(),
            standard: template.standard.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::{Entry, ServiceTime, TimeUnit};

    fn offer() -> Offer {
        Offer::from(&super::super::Templates::starter().services[0])
    }

    fn days(offer: Offer, amount: u16) -> Offer {
        let time = ServiceTime::of(amount, TimeUnit::WorkingDays);
        Offer { standard: offer.standard.with(Entry::Time(time)), ..offer }
    }

    const TIME: Field = Field::Component(Component::Time);

    #[test]
    fn what_the_region_left_alone_is_offered_without_a_warning() {
        let (base, now) = (days(offer(), 1), days(offer(), 2));
        assert_eq!(base.changes(&now, &base), [Change { field: TIME, own: false }]);
    }

    #[test]
    fn what_both_changed_is_offered_with_a_warning_unless_they_agree() {
        let (base, now) = (days(offer(), 1), days(offer(), 2));
        assert_eq!(base.changes(&now, &days(offer(), 3)), [Change { field: TIME, own: true }]);
        assert_eq!(base.changes(&now, &now), []);
    }

    #[test]
    fn what_only_the_region_changed_is_no_change_of_the_template() {
        let base = days(offer(), 1);
        assert_eq!(base.changes(&base, &days(offer(), 9)), []);
    }

    #[test]
    fn a_component_that_the_template_leaves_empty_is_the_regions_own() {
        let written = Offer { standard: offer().standard.with(Entry::StaffCount(Some(4))), ..offer() };
        assert_eq!(written.changes(&offer(), &written), []);
    }

    #[test]
    fn a_field_is_taken_alone() {
        let (base, now) = (days(offer(), 1), days(offer(), 2));
        assert_eq!(base.clone().with(TIME, &now), now);
        assert_eq!(base.clone().with(Field::Name, &now), base);
        assert_eq!(Field::all().count(), 18);
    }
}
