//! Reading objects whose keys are exactly those of an enum.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer};

/// A JSON object that must hold every key of an enum and no other, as the exchange format demands.
pub(super) struct EveryKey<K, V>(Vec<(K, V)>);

impl<'de, K, V> EveryKey<K, V>
where
    K: FromStr + Copy + PartialEq + fmt::Display,
    K::Err: fmt::Display,
    V: Deserialize<'de> + Default,
{
    pub(super) fn read<D: Deserializer<'de>>(deserializer: D, keys: &[K], what: &str) -> Result<Self, D::Error> {
        use serde::de::Error;
        let entries = Entries::<V>::deserialize(deserializer)?.0;
        let mut read: Vec<(K, V)> = Vec::with_capacity(keys.len());
        for (key, value) in entries {
            let key = key.parse::<K>().map_err(D::Error::custom)?;
            if read.iter().any(|(known, _)| *known == key) {
                return Err(D::Error::custom(format!("{what}“{key}”重复")));
            }
            read.push((key, value));
        }
        match keys.iter().find(|key| !read.iter().any(|(known, _)| known == *key)) {
            Some(missing) => Err(D::Error::custom(format!("缺少{what}“{missing}”"))),
            None => Ok(Self(read)),
        }
    }

    pub(super) fn take(&mut self, key: K) -> V {
        self.0.iter_mut().find(|(known, _)| *known == key).map(|(_, value)| std::mem::take(value)).unwrap_or_default()
    }
}

/// The entries of a JSON object in their order, repeats included.
struct Entries<V>(Vec<(String, V)>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Entries<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<V>(std::marker::PhantomData<V>);
        impl<'de, V: Deserialize<'de>> serde::de::Visitor<'de> for Visitor<V> {
            type Value = Entries<V>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Entries<V>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Visitor(std::marker::PhantomData))
    }
}
