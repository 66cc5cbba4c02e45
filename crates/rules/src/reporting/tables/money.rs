//! Money in 万元 as digits.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

/// An amount of money in 万元 as it is written: digits with at most eight decimals, never a float
/// (表二 第二十条第（八）项). 1 元 is 0.0001.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct WanYuan(String);

/// A text that is no amount in 万元.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}”不是以万元为单位的金额（数字，最多八位小数）")]
pub struct NotAnAmount(pub String);

impl WanYuan {
    /// 0.
    pub fn zero() -> Self {
        Self("0".to_owned())
    }

    /// The digits as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The amount in hundred-millionths of 万元, for comparing and adding.
    pub fn scaled(&self) -> u128 {
        let (whole, part) = self.0.split_once('.').unwrap_or((&self.0, ""));
        format!("{whole}{part:0<8}").parse().unwrap_or(u128::MAX)
    }

    /// Number of decimals as written: the last digit carries the tolerance of comparisons.
    pub fn decimals(&self) -> usize {
        self.0.split_once('.').map_or(0, |(_, part)| part.len())
    }

    /// Whether nothing was collected.
    pub fn is_zero(&self) -> bool {
        self.scaled() == 0
    }
}

impl FromStr for WanYuan {
    type Err = NotAnAmount;
    fn from_str(text: &str) -> Result<Self, NotAnAmount> {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let (whole, part) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
        let good_whole = digits(whole) && (whole == "0" || !whole.starts_with('0')) && whole.len() <= 20;
        if good_whole && part.is_none_or(|part| digits(part) && part.len() <= 8) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAnAmount(text.to_owned()))
        }
    }
}

impl fmt::Display for WanYuan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for WanYuan {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
