//! Where a region's mail server may be: what somebody types must not make this machine knock at its own house.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use super::MailHost;

/// The ports at which mail is handed over (RFC 5321, RFC 6409, RFC 8314), and the one that providers add.
pub(super) const PORTS: [u16; 4] = [25, 465, 587, 2525];

/// Why nothing is connected to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    /// The name leads nowhere.
    #[error("nama server tidak ditemukan di DNS")]
    Unknown,
    /// It leads into this house or to a network of nobody's.
    #[error("nama server mengarah ke alamat jaringan dalam ({0}), yang tidak boleh dihubungi dari sini")]
    Inside(IpAddr),
    /// Mail is not handed over there.
    #[error("port {0} bukan port surel; pakai 587, 465, 25, atau 2525")]
    Port(u16),
}

/// The one address to connect to. Every address that the name leads to is looked at: a name that leads inside with one of
/// them is refused, and nobody asks DNS a second time.
pub(super) async fn resolve(host: &MailHost, port: u16, inside_too: bool) -> Result<SocketAddr, Unreachable> {
    if !inside_too && !PORTS.contains(&port) {
        return Err(Unreachable::Port(port));
    }
    let found = tokio::net::lookup_host((host.as_str(), port)).await.map_err(|_| Unreachable::Unknown)?;
    choose(found, inside_too)
}

/// The one of these addresses to connect to, unless one of them leads inside.
pub(crate) fn choose(found: impl IntoIterator<Item = SocketAddr>, inside_too: bool) -> Result<SocketAddr, Unreachable> {
    let found: Vec<SocketAddr> = found.into_iter().collect();
    let inside = found.iter().map(SocketAddr::ip).find(|ip| !is_public(*ip));
    match inside {
        Some(ip) if !inside_too => Err(Unreachable::Inside(ip)),
        // servers that speak IPv4 only are still the rule
        _ => found.iter().find(|at| at.is_ipv4()).or(found.first()).copied().ok_or(Unreachable::Unknown),
    }
}

/// Whether an address belongs to the public internet (IANA special-purpose registries, RFC 6890).
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19));
    !special
}

/// Only global unicast (`2000::/3`) is public. What carries an IPv4 address inside counts as that one.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let segments = ip.segments();
    let v4 = |high: u16, low: u16| is_public_v4(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)));
    if let Some(mapped) = ip.to_ipv4_mapped() {
        return is_public_v4(mapped);
    }
    match segments {
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => v4(high, low),
        // Teredo, benchmarking, ORCHID, documentation
        [0x2001, second, ..] if second < 0x200 || second == 0xdb8 => false,
        [0x3fff, second, ..] if second < 0x1000 => false,
        [first, ..] => (0x2000..0x4000).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn addresses_of_the_house_and_of_nobody_are_told_apart_from_the_internet() {
        for inside in [
            "127.0.0.1",
            "127.8.9.1",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.0.8",
            "198.18.0.1",
            "203.0.113.9",
            "224.0.0.1",
            "255.255.255.255",
            "240.0.0.1",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::1",
            "2001:db8::1",
            "2001::1",
            "::7f00:1",
            "fec0::1",
        ] {
            assert!(!is_public(ip(inside)), "{inside}");
        }
        for outside in
            ["8.8.8.8", "103.28.14.1", "172.32.0.1", "100.128.0.1", "2400:cb00::1", "64:ff9b::808:808", "2001:4860::8"]
        {
            assert!(is_public(ip(outside)), "{outside}");
        }
    }

    #[test]
    fn a_name_that_leads_inside_with_one_of_its_addresses_is_refused() {
        let at = |text: &str| SocketAddr::new(ip(text), 587);
        assert_eq!(choose([at("8.8.8.8"), at("127.0.0.1")], false), Err(Unreachable::Inside(ip("127.0.0.1"))));
        assert_eq!(choose([at("8.8.8.8"), at("127.0.0.1")], true), Ok(at("8.8.8.8")));
        assert_eq!(choose([at("2400:cb00::1"), at("8.8.8.8")], false), Ok(at("8.8.8.8")));
        assert_eq!(choose([], false), Err(Unreachable::Unknown));
    }

    #[tokio::test]
    async fn only_ports_of_mail_are_connected_to() {
        let host = MailHost::parse("localhost").unwrap();
        assert_eq!(resolve(&host, 5432, false).await, Err(Unreachable::Port(5432)));
        assert!(matches!(resolve(&host, 587, false).await, Err(Unreachable::Inside(_))));
        assert!(resolve(&host, 5432, true).await.is_ok());
    }
}
