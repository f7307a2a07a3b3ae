//! The fourteen components by their number and name.

use serde::{Deserialize, Serialize};

/// A component of a service standard; the first six are shown to citizens (UU 25/2009; Permenpan RB 15/2014).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Component {
    /// 1
    Requirements,
    /// 2
    Procedure,
    /// 3
    Time,
    /// 4
    Fee,
    /// 5
    Product,
    /// 6
    Complaints,
    /// 7
    LegalBasis,
    /// 8
    Facilities,
    /// 9
    Competence,
    /// 10
    Supervision,
    /// 11
    StaffCount,
    /// 12
    Guarantee,
    /// 13
    Safety,
    /// 14
    Evaluation,
}

impl Component {
    /// All fourteen in the order of the law.
    pub const ALL: [Self; 14] = [
        Self::Requirements,
        Self::Procedure,
        Self::Time,
        Self::Fee,
        Self::Product,
        Self::Complaints,
        Self::LegalBasis,
        Self::Facilities,
        Self::Competence,
        Self::Supervision,
        Self::StaffCount,
        Self::Guarantee,
        Self::Safety,
        Self::Evaluation,
    ];

    /// 1 to 14, as the law counts them.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The component with this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|component| component.number() == number)
    }

    /// The next one, for working through all.
    pub fn next(self) -> Option<Self> {
        Self::from_number(self.number() + 1)
    }

    /// Whether citizens read it; these six must be there before publication.
    pub fn is_public(self) -> bool {
        self <= Self::Complaints
    }

    /// Its name as the regulation writes it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Requirements => "Persyaratan",
            Self::Procedure => "Sistem, mekanisme, dan prosedur",
            Self::Time => "Jangka waktu",
            Self::Fee => "Biaya/tarif",
            Self::Product => "Produk pelayanan",
            Self::Complaints => "Penanganan pengaduan, saran, dan masukan",
            Self::LegalBasis => "Dasar hukum",
            Self::Facilities => "Sarana, prasarana, dan/atau fasilitas",
            Self::Competence => "Kompetensi pelaksana",
            Self::Supervision => "Pengawasan internal",
            Self::StaffCount => "Jumlah pelaksana",
            Self::Guarantee => "Jaminan pelayanan",
            Self::Safety => "Jaminan keamanan dan keselamatan pelayanan",
            Self::Evaluation => "Evaluasi kinerja pelaksana",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fourteen_components_are_numbered_as_in_the_law_and_six_are_public() {
        let numbers: Vec<u8> = Component::ALL.iter().map(|c| c.number()).collect();
        assert_eq!(numbers, (1..=14).collect::<Vec<u8>>());
        assert_eq!(Component::ALL.iter().filter(|c| c.is_public()).count(), 6);
        assert_eq!(Component::from_number(4), Some(Component::Fee));
        assert_eq!(Component::from_number(0), None);
        assert_eq!(Component::Evaluation.next(), None);
    }
}
