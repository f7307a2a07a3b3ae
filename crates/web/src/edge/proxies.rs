//! Who really asks when a proxy stands in front: the one address in `X-Forwarded-For` that a proxy of ours wrote.
//!
//! Anybody may send that header. Each proxy puts the address that it saw at its end, so it is read from there, and only as
//! long as the one who wrote is trusted.

use std::net::IpAddr;

use actix_web::HttpRequest;
use ipnet::IpNet;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The networks in which the deployment's own proxies stand; usually one address, and none where nothing stands in front.
#[derive(Clone, Debug, Default)]
pub struct Proxies(Vec<IpNet>);

/// The text names neither an address nor a network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` bukan alamat atau jaringan; tulis seperti 127.0.0.1 atau 10.0.0.0/8")]
pub struct ProxyError(String);

impl Proxies {
    /// Reads addresses and networks with blanks or commas between them; there may be none.
    pub fn parse(text: &str) -> Result<Self, ProxyError> {
        let one = |word: &str| {
            let address = || word.parse::<IpAddr>().ok().map(IpNet::from);
            word.parse::<IpNet>().ok().or_else(address).ok_or_else(|| ProxyError(word.to_owned()))
        };
        let words = text.split([' ', ',', '\n']).filter(|word| !word.is_empty());
        words.map(one).collect::<Result<_, _>>().map(Self)
    }

    /// The address from which a request came.
    pub fn client(&self, request: &HttpRequest) -> Option<IpAddr> {
        let peer = request.peer_addr()?.ip().to_canonical();
        let headers: Vec<&str> =
            request.headers().get_all(FORWARDED_FOR).map(|value| value.to_str().unwrap_or("")).collect();
        let mut seen = peer;
        for written in headers.iter().rev().flat_map(|header| header.rsplit(',')) {
            if !self.trusts(seen) {
                break;
            }
            // what a proxy of ours did not write is nobody's word: the proxy itself is all that is known
            let Ok(address) = written.trim().parse::<IpAddr>() else { break };
            seen = address.to_canonical();
        }
        Some(seen)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn seen(trusted: &str, peer: &str, headers: &[&str]) -> String {
        let request = TestRequest::default().peer_addr(format!("{peer}:4000").parse().unwrap());
        let request = headers.iter().fold(request, |request, text| request.append_header((FORWARDED_FOR, *text)));
        Proxies::parse(trusted).unwrap().client(&request.to_http_request()).unwrap().to_string()
    }

    #[test]
    fn without_a_proxy_nobody_says_who_she_is() {
        assert_eq!(seen("", "203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(seen("127.0.0.1", "203.0.113.9", &["198.51.100.1"]), "203.0.113.9", "another than the proxy");
    }

    #[test]
    fn behind_a_proxy_its_own_word_counts_and_nothing_before_it() {
        let ours = "127.0.0.1, 10.0.0.0/8 fd00::/8";
        assert_eq!(seen(ours, "127.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(seen(ours, "127.0.0.1", &["1.2.3.4, 198.51.100.1"]), "198.51.100.1", "what the client invented");
        assert_eq!(seen(ours, "127.0.0.1", &["1.2.3.4", "198.51.100.1"]), "198.51.100.1", "in a line of its own");
        assert_eq!(seen(ours, "10.1.2.3", &["198.51.100.1, 10.9.9.9"]), "198.51.100.1", "two proxies");
        assert_eq!(seen(ours, "[fd00::1]", &["2001:db8::7"]), "2001:db8::7");
        assert_eq!(seen(ours, "[::ffff:127.0.0.1]", &["::ffff:198.51.100.1"]), "198.51.100.1");
    }

    #[test]
    fn what_is_no_address_leaves_the_proxy() {
        for header in ["", "unknown", "198.51.100.1:80", "<script>", "\u{e9}"] {
            assert_eq!(seen("127.0.0.1", "127.0.0.1", &[header]), "127.0.0.1", "{header:?}");
        }
        assert_eq!(seen("127.0.0.1", "127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(seen("127.0.0.1", "127.0.0.1", &["198.51.100.1, palsu"]), "127.0.0.1");
    }

    #[test]
    fn a_text_that_is_no_network_is_named() {
        let wrong = Proxies::parse("10.0.0.0/8 proksi").unwrap_err();
        assert!(wrong.to_string().starts_with("`proksi` bukan alamat"));
    }
}
