//! What a page says to machines in the words of schema.org, as JSON-LD in a block of data. A block of data is no script: no
//! browser runs it, and the policy has nothing to allow.

use std::fmt;

use askama::filters::HtmlSafe;
use balai_catalog::Fee;
use balai_catalog::queries::ServicePage;
use balai_tenancy::Hall;
use serde_json::{Value, json};

use crate::hall::Sight;

/// A JSON-LD document, safe to print between the tags of its block.
#[derive(Clone, Debug)]
pub struct Linked(Value);

impl Linked {
    /// A `GovernmentService`.
    pub fn service(sight: &Sight<'_>, page: &ServicePage) -> Self {
        let region = &sight.visitor.tenant.region;
        let origin = sight.origin();
        let operator = json!({
            "@type": "GovernmentOrganization",
            "name": page.agency.name,
            "url": format!("{origin}/instansi/{}", page.agency.slug),
        });
        let mut service = json!({
            "@context": "https://schema.org",
            "@type": "GovernmentService",
            "@id": format!("{origin}/layanan/{}", page.service.slug),
            "url": format!("{origin}/layanan/{}", page.service.slug),
            "name": page.service.name,
            "inLanguage": "id",
            "serviceType": page.category.name,
            "serviceOperator": operator,
            "provider": {"@type": "GovernmentOrganization", "name": region.name, "url": origin},
            "areaServed": {"@type": "AdministrativeArea", "name": region.name},
            "availableChannel": channel(sight.hall.as_ref(), &origin),
        });
        let mut put = |name: &str, value: Option<Value>| {
            if let (Some(fields), Some(value)) = (service.as_object_mut(), value) {
                fields.insert(name.to_owned(), value);
            }
        };
        put("description", page.service.note.as_deref().map(Value::from));
        put("offers", page.standard.content.fee.as_ref().and_then(price));
        Self(service)
    }

    /// A document for a sample page.
    pub fn sample(name: &str) -> Self {
        Self(json!({"@context": "https://schema.org", "@type": "GovernmentService", "name": name}))
    }
}

/// Where one goes: the hall.
fn channel(hall: Option<&Hall>, origin: &str) -> Value {
    let mut place = json!({"@type": "GovernmentOffice", "url": origin});
    if let (Some(hall), Some(fields)) = (hall, place.as_object_mut()) {
        fields.insert("name".to_owned(), hall.name.as_str().into());
        if !hall.address.is_empty() {
            fields.insert("address".to_owned(), hall.address.as_str().into());
        }
        if let Some(phone) = &hall.phone {
            fields.insert("telephone".to_owned(), phone.as_str().into());
        }
    }
    json!({"@type": "ServiceChannel", "serviceLocation": place})
}

/// One sum can be said; several, or one that is computed, are left to the page.
fn price(fee: &Fee) -> Option<Value> {
    let amount = match fee {
        Fee::Free { .. } => 0,
        Fee::Fixed { amount, .. } => amount.amount(),
        Fee::Tiers { .. } | Fee::Formula { .. } => return None,
    };
    Some(json!({"@type": "Offer", "price": amount.to_string(), "priceCurrency": "IDR"}))
}

impl fmt::Display for Linked {
    /// JSON in which nothing can end the block: HTML looks for its end tag in the middle of strings too.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.to_string();
        f.write_str(&text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026"))
    }
}

impl HtmlSafe for Linked {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_written_into_a_service_ends_the_block_and_everything_is_read_back() {
        let name = "</script><script>alert(1)</script><!-- &amp; \"kutip\" \\ \u{2028}";
        let printed = Linked::sample(name).to_string();
        assert!(!printed.contains(['<', '>', '&']), "{printed}");
        let read: Value = serde_json::from_str(&printed).expect("JSON");
        assert_eq!(read["name"], name);
    }
}
