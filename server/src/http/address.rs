//! Where a visitor comes from. Only proxies that the operator named are believed; everybody else's headers are noise.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::ConnectInfo,
    http::{HeaderMap, Request},
};
use ipnet::IpNet;

/// The proxies in front of this server.
#[derive(Clone)]
pub struct Proxies(Arc<[IpNet]>);

impl Proxies {
    /// Proxies by their addresses or networks.
    pub fn new(networks: &[IpNet]) -> Self {
        Self(networks.into())
    }

    /// The address of whoever asks: the peer, or, behind a trusted proxy, the last address in `X-Forwarded-For` that
    /// is not itself a trusted proxy.
    pub fn visitor<B>(&self, request: &Request<B>) -> IpAddr {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)).to_canonical();
        self.walk(peer, request.headers())
    }

    fn walk(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let values: Vec<&str> =
            headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
        let mut nearest = peer;
        for hop in values.iter().rev().flat_map(|value| value.rsplit(',')) {
            if !self.trusts(nearest) {
                break;
            }
            match hop.trim().parse::<IpAddr>() {
                Ok(address) => nearest = address.to_canonical(),
                Err(_) => break,
            }
        }
        nearest
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor(trusted: &[&str], peer: &str, forwarded: &[&str]) -> String {
        let networks: Vec<IpNet> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        Proxies::new(&networks).walk(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn nobody_is_believed_by_default() {
        assert_eq!(visitor(&[], "10.0.0.1", &["1.2.3.4"]), "10.0.0.1");
    }

    #[test]
    fn behind_a_trusted_proxy_the_last_stranger_counts() {
        let trusted = ["10.0.0.0/8"];
        assert_eq!(visitor(&trusted, "10.0.0.1", &["6.6.6.6, 1.2.3.4, 10.0.0.2"]), "1.2.3.4");
        assert_eq!(visitor(&trusted, "10.0.0.1", &["6.6.6.6", "1.2.3.4"]), "1.2.3.4");
        assert_eq!(visitor(&trusted, "9.9.9.9", &["1.2.3.4"]), "9.9.9.9");
        assert_eq!(visitor(&trusted, "10.0.0.1", &["nonsense"]), "10.0.0.1");
        assert_eq!(visitor(&trusted, "10.0.0.1", &[]), "10.0.0.1");
    }
}
