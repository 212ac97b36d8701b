//! The picture as palette indices.
//!
//! The console has 64 colours and eight ways to tint them (the emphasis bits of its mask register), which a game may
//! change within a picture. Each tint that shows takes a quarter of a palette of 256 and keeps it while it is in use,
//! so that an unchanged pixel is an unchanged byte; nearly all games use one. Which quarter follows from the pictures
//! before alone.

use tetanes_core::ppu::{Ppu, size::FRAME};

/// Colours of one tint.
const COLORS: usize = 64;
/// Tints that fit in a palette.
const QUARTERS: usize = 4;
const TINTS: usize = 8;

/// Indexed pixels and their palette.
pub struct Picture {
    pixels: Box<[u8]>,
    rgba: Box<[u32]>,
    palette: Box<[u32; COLORS * QUARTERS]>,
    /// The tint in each quarter in use.
    tints: [u8; QUARTERS],
    /// The frame on which each quarter was last seen.
    seen: [u32; QUARTERS],
    used: usize,
    frame: u32,
    fits: bool,
}

impl Default for Picture {
    fn default() -> Self {
        Self {
            pixels: vec![0; FRAME].into(),
            rgba: vec![0xff00_0000; FRAME].into(),
            palette: Box::new([0xff00_0000; COLORS * QUARTERS]),
            tints: [0; QUARTERS],
            seen: [0; QUARTERS],
            used: 0,
            frame: 0,
            fits: true,
        }
    }
}

/// A colour of nine bits, the tint in the upper three, as RGBA.
fn to_rgba(color: usize) -> u32 {
    let part = |at: usize| u32::from(Ppu::NTSC_PALETTE.get(color * 3 + at).copied().unwrap_or(0));
    part(0) | part(1) << 8 | part(2) << 16 | 0xff00_0000
}

impl Picture {
    /// Takes a picture of nine bits a pixel.
    pub fn update(&mut self, colors: &[u16]) {
        self.frame = self.frame.wrapping_add(1);
        self.fits = self.index(colors);
        if !self.fits {
            for (target, color) in self.rgba.iter_mut().zip(colors) {
                *target = to_rgba(usize::from(*color));
            }
        }
    }

    fn index(&mut self, colors: &[u16]) -> bool {
        let mut tint = usize::MAX;
        let mut base = 0;
        for (target, color) in self.pixels.iter_mut().zip(colors) {
            let next = usize::from(*color >> 6) % TINTS;
            if next != tint {
                let known = self
                    .tints
                    .iter()
                    .take(self.used)
                    .position(|kept| usize::from(*kept) == next);
                let Some(quarter) = known.or_else(|| claim(&self.seen, &mut self.used, self.frame))
                else {
                    return false;
                };
                tint = next;
                base = (quarter * COLORS) as u8;
                if known.is_none() {
                    self.tints[quarter] = next as u8;
                    let slots = self.palette.iter_mut().skip(quarter * COLORS).take(COLORS);
                    for (at, slot) in slots.enumerate() {
                        *slot = to_rgba(next * COLORS + at);
                    }
                }
                self.seen[quarter] = self.frame;
            }
            *target = base | (*color & 0x3f) as u8;
        }
        true
    }

    /// One byte a pixel, row by row. Meaningless where [`Picture::palette`] is empty.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// RGBA of each index; empty where this picture has more tints than fit.
    pub fn palette(&self) -> &[u32] {
        if self.fits {
            self.palette.get(..self.used * COLORS).unwrap_or(&[])
        } else {
            &[]
        }
    }

    /// RGBA of each pixel, kept only for a picture with more tints than fit.
    pub fn rgba(&self) -> &[u32] {
        &self.rgba
    }
}

/// A quarter never used, or else the one unseen for longest. None where all are on screen.
fn claim(seen: &[u32; QUARTERS], used: &mut usize, frame: u32) -> Option<usize> {
    if *used < QUARTERS {
        *used += 1;
        return Some(*used - 1);
    }
    let age = |quarter: &usize| {
        seen.get(*quarter)
            .map_or(0, |last| frame.wrapping_sub(*last))
    };
    (0..QUARTERS)
        .rev()
        .max_by_key(age)
        .filter(|quarter| age(quarter) > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture_of(tints: &[u16]) -> Vec<u16> {
        (0..FRAME)
            .map(|at| tints[at / 256 % tints.len()] << 6 | (at % 64) as u16)
            .collect()
    }

    fn shows(picture: &Picture, colors: &[u16]) {
        for (pixel, color) in picture.pixels().iter().zip(colors) {
            assert_eq!(
                picture.palette()[usize::from(*pixel)],
                to_rgba(usize::from(*color))
            );
        }
    }

    #[test]
    fn a_game_without_tints_has_the_console_s_64_colors() {
        let mut picture = Picture::default();
        let colors = picture_of(&[0]);
        picture.update(&colors);
        assert_eq!(picture.palette().len(), 64);
        assert!(
            picture
                .pixels()
                .iter()
                .zip(&colors)
                .all(|(pixel, color)| u16::from(*pixel) == *color)
        );
        shows(&picture, &colors);
    }

    #[test]
    fn a_tint_keeps_its_indices_while_others_come_and_go() {
        let mut picture = Picture::default();
        picture.update(&picture_of(&[5]));
        let before = picture.pixels().to_vec();
        for other in [0, 1, 2, 3, 4, 6, 7, 1] {
            let colors = picture_of(&[5, other]);
            picture.update(&colors);
            shows(&picture, &colors);
            assert_eq!(picture.pixels()[..256], before[..256]);
        }
    }

    #[test]
    fn more_tints_than_fit_leave_only_rgba() {
        let mut picture = Picture::default();
        let colors = picture_of(&[0, 1, 2, 3, 4]);
        picture.update(&colors);
        assert!(picture.palette().is_empty());
        assert_eq!(
            picture.rgba()[4 * 256 + 9],
            to_rgba(usize::from(colors[4 * 256 + 9]))
        );
        picture.update(&picture_of(&[4, 1]));
        assert_eq!(picture.palette().len(), 256);
    }
}
