//! Chance that is the same everywhere for the same seed (SplitMix64, Steele et al. 2014): a library's generator may
//! change its numbers with a version, and the demonstration's register must not.

/// A stream of chance.
pub struct Chance(u64);

impl Chance {
    /// A stream for a seed.
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`; 0 where `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        if n == 0 { 0 } else { self.next() % n }
    }

    /// A number from one to the other, both possible.
    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most.saturating_sub(least) + 1)
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    /// One of several.
    pub fn pick<T: Copy>(&mut self, among: &[T]) -> Option<T> {
        let place = self.below(among.len() as u64);
        among.get(usize::try_from(place).unwrap_or_default()).copied()
    }

    /// One of several by weight.
    pub fn weighted<T: Copy>(&mut self, among: &[(T, u64)]) -> Option<T> {
        let mut left = self.below(among.iter().map(|(_, weight)| weight).sum());
        for (value, weight) in among {
            if left < *weight {
                return Some(*value);
            }
            left -= weight;
        }
        None
    }
}
