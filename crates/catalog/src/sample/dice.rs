//! Numbers that look thrown and are the same for the same seed on every machine and in every release.

/// `SplitMix64`: a few lines of our own, because the sequence of a library's generator may change with its version.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// Dice for one thing: they depend on the seed and the thing's name, not on what was thrown before.
    pub fn for_name(seed: u64, name: &str) -> Self {
        // FNV-1a: spreads names over the seeds.
        let hash = name
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self(hash ^ seed.rotate_left(32))
    }

    /// The next number.
    pub fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `sides`.
    pub fn below(&mut self, sides: u16) -> u16 {
        let sides = u64::from(sides.max(1));
        u16::try_from(self.throw() % sides).expect("the rest is below a u16")
    }

    /// True in so many of a hundred throws.
    pub fn percent(&mut self, chance: u16) -> bool {
        self.below(100) < chance
    }

    /// One of some things.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        let sides = u16::try_from(things.len()).unwrap_or(u16::MAX);
        &things[usize::from(self.below(sides))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dice_fall_the_same_way_for_the_same_seed() {
        let throws = |mut dice: Dice| [dice.throw(), dice.throw(), dice.throw()];
        assert_eq!(throws(Dice(0))[0], 0xe220_a839_7b1d_cdaf);
        assert_eq!(throws(Dice::for_name(7, "a")), throws(Dice::for_name(7, "a")));
        assert_ne!(throws(Dice::for_name(7, "a")), throws(Dice::for_name(8, "a")));
        assert_ne!(throws(Dice::for_name(7, "a")), throws(Dice::for_name(7, "b")));
    }

    #[test]
    fn a_throw_stays_below_the_sides() {
        let mut dice = Dice(3);
        assert!((0..500).all(|_| dice.below(6) < 6));
        assert_eq!(dice.below(0), 0);
    }
}
