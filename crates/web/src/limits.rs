//! How often: limits per address, kept in this process by real time. What they allow is a setting.

use crate::app::App;
use crate::errors::Failure;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

/// After so many checks the addresses that have been quiet are forgotten.
const TIDY_EVERY: u32 = 1000;

/// So many of something a minute, for each address.
pub struct AddressLimit {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    checks: AtomicU32,
}

impl AddressLimit {
    /// Allows so many a minute; 0 is taken as 1.
    pub fn per_minute(allowed: u32) -> AddressLimit {
        let allowed = NonZeroU32::new(allowed).unwrap_or(NonZeroU32::MIN);
        AddressLimit { limiter: RateLimiter::keyed(Quota::per_minute(allowed)), checks: AtomicU32::new(0) }
    }

    /// Counts one more.
    ///
    /// # Errors
    /// [`Failure::TooMany`] with the seconds to wait.
    pub fn count(&self, address: IpAddr) -> Result<(), Failure> {
        if self.checks.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&network(address)).map_err(|until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            Failure::TooMany { wait: wait.as_secs() + 1 }
        })
    }
}

/// What counts as one address: a household or an office has a whole /64 of IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address => address,
    }
}

/// The address a request came from: the peer's, or what a trusted proxy says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<App> for ClientAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_canonical());
        // Without a peer (a request made inside the program) nobody is believed and everybody is one address.
        let Some(peer) = peer else { return Ok(ClientAddress(IpAddr::V4(Ipv4Addr::UNSPECIFIED))) };
        let lines = parts.headers.get_all("x-forwarded-for").into_iter().filter_map(|line| line.to_str().ok());
        let said: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
        Ok(ClientAddress(behind_proxies(peer, &said, &app.settings.trusted_proxies)))
    }
}

/// Goes back through `X-Forwarded-For` from its end, as far as each hop is a trusted proxy.
fn behind_proxies(peer: IpAddr, said: &[&str], trusted: &[IpAddr]) -> IpAddr {
    let mut address = peer;
    for hop in said.iter().rev() {
        if !trusted.contains(&address) {
            break;
        }
        let Ok(before) = hop.parse::<IpAddr>() else { break };
        address = before.to_canonical();
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        let trusted = [ip("10.0.0.1"), ip("10.0.0.2")];
        assert_eq!(behind_proxies(ip("1.2.3.4"), &["9.9.9.9"], &trusted), ip("1.2.3.4"), "a stranger says so");
        assert_eq!(
            behind_proxies(ip("10.0.0.1"), &["6.6.6.6", "9.9.9.9"], &trusted),
            ip("9.9.9.9"),
            "forged first hop"
        );
        assert_eq!(behind_proxies(ip("10.0.0.1"), &["9.9.9.9", "10.0.0.2"], &trusted), ip("9.9.9.9"), "two proxies");
        assert_eq!(behind_proxies(ip("10.0.0.1"), &["unknown"], &trusted), ip("10.0.0.1"));
    }

    #[test]
    fn an_address_waits_and_others_do_not() {
        let limit = AddressLimit::per_minute(2);
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        assert!(limit.count(ip("2001:db8::1")).is_ok() && limit.count(ip("2001:db8::2")).is_ok());
        assert!(matches!(limit.count(ip("2001:db8::3")), Err(Failure::TooMany { wait: 1..=31 })), "one /64");
        assert!(limit.count(ip("2001:db8:0:1::3")).is_ok() && limit.count(ip("192.0.2.1")).is_ok());
    }
}
