//! Makes a service of a family, an activity and an object.

use balai_kernel::Slug;

use crate::channel::{Channel, Channels};
use crate::standard::{DocumentCode, Fee, Provenance, Requirement, ServiceTime, Standard, TimeUnit};
use crate::template::{ServiceTemplate, Templates, category_key};
use crate::text::Line;

use super::file::{Activity, Family, Object, Variations, working_days};

/// Longest name of a service, in characters.
const LONGEST_NAME: usize = 120;
/// Steps where neither the activity nor the agency has its own.
const COMMON_FLOW: &str = "surat";

/// Every service the file can make.
pub(super) fn candidates(starter: &Templates, variations: &Variations) -> Vec<ServiceTemplate> {
    let mut made = Vec::new();
    for family in &variations.families {
        let base = starter.service(&family.base).expect("a family varies a starter service");
        for activity in &family.activities {
            let activity = &variations.activities[activity];
            for object in &family.objects {
                let case = Case { starter, variations, family, base, activity, object };
                made.extend(case.service(made.len()));
            }
        }
    }
    made
}

struct Case<'a> {
    starter: &'a Templates,
    variations: &'a Variations,
    family: &'a Family,
    base: &'a ServiceTemplate,
    activity: &'a Activity,
    object: &'a Object,
}

impl Case<'_> {
    /// None when the name is longer than a name may be.
    fn service(&self, place: usize) -> Option<ServiceTemplate> {
        let name = self.write(&self.activity.name);
        if name.as_str().chars().count() > LONGEST_NAME {
            return None;
        }
        let key = format!("contoh-{}-{place}", self.family.agency);
        Some(ServiceTemplate {
            key: Slug::parse(&key).expect("an agency's key and a number"),
            agency: self.family.agency.clone(),
            category: self.family.category.as_deref().map_or_else(|| self.base.category.clone(), category_key),
            name,
            note: None,
            system: self.base.system.clone().filter(|_| self.is_at_home()),
            channels: self.channels(),
            standard: self.standard(),
        })
    }

    fn standard(&self) -> Standard {
        let fee = self.fee();
        Standard {
            requirements: self.requirements(),
            procedure: self.procedure(),
            time: self.time(),
            payment: self.base.standard.payment.clone().filter(|_| Some(&fee) == self.base.standard.fee.as_ref()),
            fee: Some(fee),
            product: Some(self.write(&self.activity.product)),
            legal_basis: self.family.law.clone().unwrap_or_else(|| self.base.standard.legal_basis.clone()),
            provenance: Provenance::Sample,
            ..Standard::default()
        }
    }

    /// Whether the base is a service of the same agency, so that its way of working fits.
    fn is_at_home(&self) -> bool {
        self.family.agency == self.base.agency
    }

    /// A sentence with the thing in its place, beginning with a capital.
    fn write(&self, pattern: &str) -> Line {
        let thing = self.family.of.replace("{}", self.object.text());
        let text = pattern.replace("{}", &thing);
        let mut letters = text.chars();
        let first = letters.next().expect("a pattern is not empty");
        let text: String = first.to_uppercase().chain(letters).collect();
        Line::parse(&text).expect("patterns and objects are short")
    }

    fn requirements(&self) -> Vec<Requirement> {
        let own = self.activity.needs.as_ref().or(self.family.needs.as_ref());
        let mut requirements = match own {
            Some(needs) => needs.iter().map(|need| self.requirement(need)).collect(),
            None => self.base.standard.requirements.clone(),
        };
        for need in &self.activity.adds {
            let added = self.requirement(need);
            if !requirements.iter().any(|r: &Requirement| r.text == added.text) {
                requirements.push(added);
            }
        }
        requirements
    }

    /// A code of a document type or a text; with a question mark at its end it is for some only.
    fn requirement(&self, need: &str) -> Requirement {
        let text = need.trim_end_matches('?');
        let document = DocumentCode::parse(text).ok().and_then(|code| self.starter.document(&code));
        Requirement {
            text: document.map_or_else(|| self.write(text), |document| document.name.clone()),
            note: None,
            mandatory: !need.ends_with('?'),
            document: document.map(|document| document.code.clone()),
        }
    }

    fn procedure(&self) -> Vec<Line> {
        let named = self.family.flow.as_ref().or(self.activity.flow.as_ref());
        match named {
            Some(flow) => self.variations.flows[flow].clone(),
            None if self.is_at_home() => self.base.standard.procedure.clone(),
            None => self.variations.flows[COMMON_FLOW].clone(),
        }
    }

    fn time(&self) -> Option<ServiceTime> {
        let pace = self.activity.pace;
        if let Some(time) = self.family.time.or(self.activity.time) {
            return time.service_time();
        }
        if let Some(days) = self.object.days().or(self.family.days) {
            return working_days(days, pace);
        }
        let base = self.base.standard.time.as_ref()?;
        match base.unit {
            TimeUnit::WorkingDays => working_days(base.amount.get(), pace),
            _ => Some(base.clone()),
        }
    }

    fn fee(&self) -> Fee {
        let free = Fee::Free { basis: None };
        if self.family.free || self.activity.free {
            return free;
        }
        match (self.object.fee(), self.family.basis()) {
            (Some(amount), Some(basis)) if !amount.is_zero() => Fee::Fixed { amount, basis },
            (Some(_), _) | (None, Some(_)) => free,
            (None, None) => self.base.standard.fee.clone().unwrap_or(free),
        }
    }

    fn channels(&self) -> Channels {
        if self.is_at_home() {
            self.base.channels.clone()
        } else {
            [Channel::Hall, Channel::Online, Channel::Office].into_iter().collect()
        }
    }
}
