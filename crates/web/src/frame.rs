//! What stands around every page: head, navigation, foot, the region's colour.

mod tabs;

use balai_tenancy::Vocabulary;

use crate::brand::Theme;
use crate::crossing::go;
use crate::edge::forgery::FormToken;
use crate::parts::{Link, Picture, Tab};
use crate::words::{Lang, PARAMETER, Words};

pub use tabs::{DeskTab, HallTab, NationTab, RootTab};

/// The prepared values of the layout.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The small line above the name: `Balai layanan publik`.
    pub above: String,
    /// The largest thing in the head: the region's name, `Seluruh Indonesia`, `Akun Balai`.
    pub name: String,
    /// Where the name leads.
    pub home: String,
    /// The main navigation.
    pub nav: Vec<Tab>,
    /// The row below it, where the main one names parts: the entries of the reader's part.
    pub below: Vec<Tab>,
    /// The last entry of the navigation, in an outline: sign in, or the person who is.
    pub own: Option<Link>,
    /// The colour around it.
    pub theme: Theme,
    /// The region's own mark beside the name; none for Balai's.
    pub logo: Option<Picture>,
    /// The language, with what the nouns of the hall are called here.
    pub words: Words,
    /// What search engines and other people's screens say of the page; only public pages have it.
    pub about: Option<About>,
    /// Who looks at it.
    pub room: Room,
    /// Path and query of this page, for the links that change the language.
    pub here: String,
    /// Said at the very end where services, hours and numbers are samples.
    pub sample: bool,
    /// How long the session of the person at a desk lasts: the page warns before it ends.
    pub lasting: Option<Lasting>,
    /// That somebody of the ministry looks in, for all who work at the desk.
    pub looking: Option<Looking>,
    /// That she acts for somebody, on every page where she does.
    pub acting: Option<Acting>,
}

/// Somebody acts for another.
#[derive(Clone, Debug)]
pub struct Acting {
    /// For whom.
    pub name: String,
    /// Whether all documents are open to her, and not only what regions ask for.
    pub whole: bool,
    /// For which service alone.
    pub service: Option<String>,
    /// The token of the form that ends it.
    pub form: FormToken,
    /// What the addresses of forms end with: they change something for whom the page was shown, or nothing.
    pub meant: String,
}

/// Somebody of the ministry is let into a region's desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looking {
    /// Who and until when, a line each.
    pub lines: Vec<String>,
    /// The page where it is seen and ended, for who may open it.
    pub page: Option<&'static str>,
}

/// How long a session lasts if nothing more is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lasting {
    /// Seconds from when the page was made.
    pub seconds: i64,
    /// Whether it then ends whatever is done.
    pub last: bool,
}

/// What is told of a public page outside of it.
#[derive(Clone, Debug)]
pub struct About {
    /// The page's own host, with scheme.
    pub origin: String,
    /// What it is for, in a sentence.
    pub text: String,
}

/// Which kind of page the frame stands around.
#[derive(Clone, Debug)]
pub enum Room {
    /// Citizens: the foot helps them on.
    Public(Foot),
    /// Staff and ministry: denser, without a foot.
    Desk,
}

/// What the foot of a citizen's page knows.
#[derive(Clone, Debug, Default)]
pub struct Foot {
    /// The region's own number, as read and as dialled.
    pub phone: Option<Link>,
    /// The national entrance, where this is not it.
    pub regions: Option<String>,
    /// The door of the region's staff.
    pub staff: Option<String>,
    /// Whether the region has a service pledge to read.
    pub pledge: bool,
}

impl Frame {
    /// A public page of this host, with the sentence that is said of it elsewhere.
    #[must_use]
    pub fn about(self, origin: impl Into<String>, text: impl Into<String>) -> Self {
        Self { about: Some(About { origin: origin.into(), text: text.into() }), ..self }
    }

    /// The same page with a sentence of its own; an empty one leaves what was said.
    #[must_use]
    pub fn says(mut self, text: &str) -> Self {
        if let Some(about) = self.about.as_mut().filter(|_| !text.is_empty()) {
            text.clone_into(&mut about.text);
        }
        self
    }

    /// The one path of this page in a language: what narrows or turns a list is no page of its own.
    pub fn path_in(&self, lang: Lang) -> String {
        let path = self.here.split('?').next().unwrap_or("/");
        match lang {
            Lang::Id => path.to_owned(),
            Lang::En => format!("{path}?{PARAMETER}={}", Lang::En.tag()),
        }
    }

    /// The one path of this page at this address: that of the language which the address asks for. Without asking, the page
    /// speaks the reader's language at the bare path, and is no other page for it.
    pub fn own_path(&self) -> String {
        let query = self.here.split_once('?').map_or("", |(_, query)| query);
        self.path_in(Lang::asked(query).unwrap_or_default())
    }

    /// The frame of somebody whose session ends.
    #[must_use]
    pub fn lasting(self, lasting: Lasting) -> Self {
        Self { lasting: Some(lasting), ..self }
    }

    /// Whether the denser sheet is loaded.
    pub fn is_desk(&self) -> bool {
        matches!(self.room, Room::Desk)
    }

    /// This page in another language.
    pub fn in_language(&self, lang: Lang) -> String {
        let (path, query) = self.here.split_once('?').unwrap_or((&self.here, ""));
        let kept = url::form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != PARAMETER);
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(kept)
            .append_pair(PARAMETER, lang.tag())
            .finish();
        format!("{path}?{query}")
    }
}

/// What a region's frame is made of; the same on all its public pages.
#[derive(Clone, Debug)]
pub struct HallHead {
    /// `Kabupaten Sragen`.
    pub name: String,
    /// Its colour.
    pub theme: Theme,
    /// Its mark.
    pub logo: Option<Picture>,
    /// What its nouns are called.
    pub words: Vocabulary,
    /// Whether it has a service pledge.
    pub pledge: bool,
    /// Its telephone, as read and as dialled.
    pub phone: Option<Link>,
    /// The national entrance, with scheme.
    pub root: String,
    /// Its own host, with scheme.
    pub origin: String,
    /// Whether its catalogue is sample data.
    pub sample: bool,
}

impl Frame {
    /// The frame of a region's public page.
    pub fn hall(w: Words, head: &HallHead, here: &str, current: Option<HallTab>) -> Self {
        let tab = |tab, key: &str, href: &str| Tab { link: Link::new(w.t(key), href), current: current == Some(tab) };
        let visit = Tab { link: Link::new(w.t("frame-visit"), "/#datang"), current: false };
        Self {
            above: w.t("frame-above"),
            name: head.name.clone(),
            home: "/".to_owned(),
            below: Vec::new(),
            nav: vec![
                tab(HallTab::Services, "frame-services", "/layanan"),
                tab(HallTab::Agencies, "frame-agencies", "/instansi"),
                visit,
            ],
            own: Some(Link::new(w.t("frame-own"), go::own_account(here))),
            theme: head.theme.clone(),
            logo: head.logo.clone(),
            words: w,
            about: None,
            room: Room::Public(Foot {
                phone: head.phone.clone(),
                regions: Some(format!("{}/daerah", head.root)),
                staff: Some("/kelola".to_owned()),
                pledge: head.pledge,
            }),
            here: here.to_owned(),
            sample: head.sample,
            lasting: None,
            looking: None,
            acting: None,
        }
        .about(&head.origin, w.say("about-hall").put("name", &head.name).to_string())
    }

    /// The frame of the national entrance.
    pub fn root(w: Words, here: &str, current: Option<RootTab>) -> Self {
        let tab = |tab, key: &str, href: &str| Tab { link: Link::new(w.t(key), href), current: current == Some(tab) };
        Self {
            above: w.t("frame-above"),
            name: w.t("frame-everywhere"),
            home: "/".to_owned(),
            below: Vec::new(),
            nav: vec![
                tab(RootTab::Regions, "frame-regions", "/daerah"),
                tab(RootTab::Search, "frame-search", "/cari"),
                tab(RootTab::Join, "frame-join", "/daftar"),
            ],
            own: None,
            theme: Theme::default(),
            logo: None,
            words: w,
            about: None,
            room: Room::Public(Foot::default()),
            here: here.to_owned(),
            sample: false,
            lasting: None,
            looking: None,
            acting: None,
        }
    }
}

impl Frame {
    /// What the address of a form ends with, so that it counts for whom the page was shown alone.
    pub fn meant(&self) -> &str {
        self.acting.as_ref().map_or("", |acting| acting.meant.as_str())
    }

    /// The frame of somebody who acts for another.
    #[must_use]
    pub fn acting(mut self, acting: Option<Acting>) -> Self {
        self.acting = acting;
        let link = self.files();
        if let Some(tab) = self.nav.first_mut() {
            tab.link = link;
        }
        self
    }

    /// The way back to the documents whose pages the reader sees.
    pub fn files(&self) -> Link {
        files(self.words, self.acting.as_ref())
    }

    /// Whether all documents are open to the reader, and not only what regions ask of somebody for whom she acts.
    pub fn is_whole(&self) -> bool {
        self.acting.as_ref().is_none_or(|acting| acting.whole)
    }

    /// The frame of the one account. `person` is whoever is signed in here.
    pub fn account(w: Words, here: &str, person: Option<&str>) -> Self {
        Self {
            above: w.t("frame-account-above"),
            name: w.t("frame-account"),
            home: "/".to_owned(),
            below: Vec::new(),
            nav: person.map(|_| Tab { link: files(w, None), current: here.starts_with(FILES) }).into_iter().collect(),
            own: person.map(|name| Link::new(name, "/")),
            theme: Theme::default(),
            logo: None,
            words: w,
            about: None,
            room: Room::Public(Foot::default()),
            here: here.to_owned(),
            sample: false,
            lasting: None,
            looking: None,
            acting: None,
        }
    }
}

/// Where somebody's documents are.
const FILES: &str = "/berkas";

/// The way to the documents, from every page of an account; for somebody who acts for another, to what she may open there.
fn files(w: Words, acting: Option<&Acting>) -> Link {
    match acting {
        None => Link::new(w.t("vault-title"), FILES),
        Some(acting) if acting.whole => {
            Link::new(w.say("vault-title-of").put("name", acting.name.as_str()).to_string(), FILES)
        }
        Some(_) => Link::new(w.t("vault-requests"), "/berkas/permintaan"),
    }
}

impl Frame {
    /// The frame of the ministry's pages with the entries that somebody may use; `own` is her name and where her account is.
    pub fn nation(own: Link, here: &str, tabs: impl IntoIterator<Item = NationTab>, current: NationTab) -> Self {
        let (nav, below) = tabs::rows(&tabs.into_iter().map(|tab| tab.entry(current)).collect::<Vec<_>>());
        Self {
            above: "Nasional".to_owned(),
            name: "Balai kementerian".to_owned(),
            home: "/".to_owned(),
            nav,
            below,
            own: Some(own),
            theme: Theme::default(),
            logo: None,
            words: Words::default(),
            about: None,
            room: Room::Desk,
            here: here.to_owned(),
            sample: false,
            lasting: None,
            looking: None,
            acting: None,
        }
    }
}

/// What the frame of a desk is made of: whose desk it is, who sits there and as what.
#[derive(Clone, Debug)]
pub struct DeskHead {
    /// The region.
    pub hall: HallHead,
    /// As what: `penanggung jawab daerah`, `penyunting katalog Disdukcapil`.
    pub role: String,
    /// Who, and the way to her account.
    pub person: Link,
    /// The entries that she may use.
    pub tabs: Vec<DeskTab>,
    /// Whether she only looks.
    pub helps: bool,
    /// Who else looks in.
    pub looking: Option<Looking>,
}

impl Frame {
    /// The frame of a page of a region's staff.
    pub fn desk(head: &DeskHead, here: &str, current: Option<DeskTab>) -> Self {
        let words = Words::default().with(head.hall.words);
        let entries: Vec<_> = head.tabs.iter().map(|tab| tab.entry(words, current)).collect();
        let (nav, below) = tabs::rows(&entries);
        Self {
            above: format!("{} sebagai {}", if head.helps { "Melihat" } else { "Kelola" }, head.role),
            name: head.hall.name.clone(),
            home: "/kelola".to_owned(),
            nav,
            below,
            own: Some(head.person.clone()),
            theme: head.hall.theme.clone(),
            logo: head.hall.logo.clone(),
            words,
            about: None,
            room: Room::Desk,
            here: here.to_owned(),
            sample: head.hall.sample,
            lasting: None,
            looking: head.looking.clone(),
            acting: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changing_the_language_keeps_the_rest_of_the_address() {
        let frame = |here: &str| Frame::root(Words::default(), here, None);
        assert_eq!(frame("/").in_language(Lang::En), "/?bahasa=en");
        assert_eq!(frame("/cari?q=akta+lahir&bahasa=en").in_language(Lang::Id), "/cari?q=akta+lahir&bahasa=id");
    }

    #[test]
    fn a_page_has_one_address_in_each_language_whatever_narrows_it() {
        let frame = Frame::root(Words::default(), "/cari?q=akta&setelah=1", None);
        assert_eq!((frame.path_in(Lang::Id).as_str(), frame.path_in(Lang::En).as_str()), ("/cari", "/cari?bahasa=en"));
        let own = |here: &str| Frame::root(Words::of(Lang::En), here, None).own_path();
        assert_eq!(
            [own("/"), own("/?q=a"), own("/?bahasa=id"), own("/?q=a&bahasa=en")],
            ["/", "/", "/", "/?bahasa=en"]
        );
        assert!(frame.clone().says("x").about.is_none(), "nothing is told of a page that is not public");
        let told = frame.about("https://balai.test", "Semua").says("").says("Cari");
        assert_eq!(told.about.map(|about| about.text).as_deref(), Some("Cari"));
    }

    #[test]
    fn one_entry_of_the_navigation_is_where_the_reader_stands() {
        let head = HallHead {
            name: "Kabupaten Sragen".into(),
            theme: Theme::default(),
            logo: None,
            words: Vocabulary::USUAL,
            pledge: false,
            phone: None,
            root: "https://balai.test".into(),
            origin: "https://sragen.balai.test".into(),
            sample: false,
        };
        let frame = Frame::hall(Words::default(), &head, "/instansi", Some(HallTab::Agencies));
        let current: Vec<_> = frame.nav.iter().filter(|tab| tab.current).map(|tab| tab.link.href.as_str()).collect();
        assert_eq!(current, ["/instansi"]);
    }
}
