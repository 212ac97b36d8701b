//! DEFLATE for states: for an instance that has no game in it, so that no machine's memory holds anything of it.

use miniz_oxide::{deflate::compress_to_vec, inflate::decompress_to_vec_with_limit};

/// 1 is the fastest that is smaller than none. A step up takes twice as long for a sixth less.
const LEVEL: u8 = 1;

/// What goes in, and what came out of it.
#[derive(Default)]
pub struct Packer {
    input: Vec<u8>,
    output: Vec<u8>,
}

impl Packer {
    /// Empty.
    pub const fn new() -> Self {
        Self {
            input: Vec::new(),
            output: Vec::new(),
        }
    }

    /// Room for what goes in.
    pub fn input(&mut self, len: usize) -> &mut [u8] {
        self.input.resize(len, 0);
        &mut self.input
    }

    /// What came out.
    pub fn output(&self) -> &[u8] {
        &self.output
    }

    /// Compresses what is in, as raw DEFLATE.
    pub fn pack(&mut self) {
        self.output = compress_to_vec(&self.input, LEVEL);
    }

    /// The other way. False where it is no raw DEFLATE, or more than `limit` bytes come of it.
    pub fn unpack(&mut self, limit: usize) -> bool {
        match decompress_to_vec_with_limit(&self.input, limit) {
            Ok(output) => {
                self.output = output;
                true
            }
            Err(_) => {
                self.output.clear();
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_back_within_its_limit() {
        let bytes: Vec<u8> = (0..100_000u32)
            .map(|at| (at.wrapping_mul(at) >> 9) as u8)
            .collect();
        let mut packer = Packer::new();
        packer.input(bytes.len()).copy_from_slice(&bytes);
        packer.pack();
        let packed = packer.output().to_vec();
        assert!(packed.len() < bytes.len());
        for (limit, fits) in [(bytes.len(), true), (bytes.len() - 1, false)] {
            packer.input(packed.len()).copy_from_slice(&packed);
            assert_eq!(packer.unpack(limit), fits);
            assert_eq!(packer.output() == bytes, fits);
        }
    }

    #[test]
    fn what_is_cut_short_is_refused() {
        let mut packer = Packer::new();
        packer.input(1_000).fill(7);
        packer.pack();
        let packed = packer.output().to_vec();
        packer.input(packed.len() - 1).copy_from_slice(&packed[1..]);
        assert!(!packer.unpack(1_000));
        packer.input(0);
        assert!(!packer.unpack(1_000));
    }
}
