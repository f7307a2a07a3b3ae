//! What came back.

use reqwest::header::HeaderMap;

/// An answer, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the application answers in UTF-8")
    }

    /// The first text of the body between two others.
    pub fn between(&self, start: &str, end: &str) -> String {
        between(self.text(), start, end)
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// A header; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("headers of ours are ASCII"))
    }

    /// Where a redirect leads; empty when it is none.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// Whether a text stands in the body.
    pub fn says(&self, text: &str) -> bool {
        self.body.windows(text.len()).any(|window| window == text.as_bytes())
    }

    /// The value of the page's last hidden field of a name.
    pub fn hidden(&self, name: &str) -> Option<String> {
        let start = format!("type=\"hidden\" name=\"{name}\" value=\"");
        let (_, rest) = self.text().rsplit_once(&start)?;
        rest.split('"').next().map(unescaped)
    }

    /// What the form that asks for the columns of a table would send as it stands.
    pub fn columns(&self) -> Option<Vec<(String, String)>> {
        let chosen = |select: &str| {
            let name = select.split("name=\"").nth(1)?.split('"').next()?;
            let own = select.split("</select>").next()?;
            let option = own.split("<option value=\"").find(|option| option.contains(" selected"));
            let value = option.and_then(|option| option.split('"').next()).unwrap_or_default();
            name.starts_with("kolom-").then(|| (name.to_owned(), value.to_owned()))
        };
        let columns = self.text().split("<select ").skip(1).filter_map(chosen);
        let fixed = [("lembar".to_owned(), self.hidden("lembar")?), ("judul".to_owned(), self.hidden("judul")?)];
        Some(fixed.into_iter().chain(columns).collect())
    }
}

/// The first text between two others.
pub fn between(text: &str, start: &str, end: &str) -> String {
    let rest = text.split(start).nth(1).unwrap_or_else(|| panic!("no {start}: {text}"));
    rest.split(end).next().expect("the end of it").to_owned()
}

/// A text of a page as a browser reads it.
pub fn unescaped(text: &str) -> String {
    let signs = [("&#38;", "&"), ("&#34;", "\""), ("&#60;", "<"), ("&#62;", ">"), ("&#39;", "'")];
    signs.iter().fold(text.to_owned(), |text, (written, sign)| text.replace(written, sign))
}
