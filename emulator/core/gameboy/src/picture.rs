//! The picture as palette indices.
//!
//! A Game Boy has four shades, and boytacean keeps them as indices already. A Game Boy Color paints in 15-bit
//! colours; here each colour that shows gets a slot in a palette of 256 and keeps it for as long as it is in
//! use, so that an unchanged pixel is an unchanged byte. Slots follow from the pictures before alone.

use boytacean::ppu::DISPLAY_SIZE;

/// Slots of the palette.
pub const PALETTE_MAX: usize = 256;

/// RGBA as it lies in memory (red first) of the four shades of a Game Boy.
pub const SHADES: [u32; 4] = [0xffff_ffff, 0xffc0_c0c0, 0xff60_6060, 0xff00_0000];

/// No 15-bit colour.
const FREE: u16 = 0xffff;

/// Indexed pixels and their palette, for a console with more colours than fit in a byte.
pub struct Picture {
    pixels: Box<[u8; DISPLAY_SIZE]>,
    rgba: Box<[u32; DISPLAY_SIZE]>,
    palette: Box<[u32; PALETTE_MAX]>,
    /// The colour in each slot, or FREE.
    colors: Box<[u16; PALETTE_MAX]>,
    /// The frame on which each slot was last seen.
    seen: Box<[u32; PALETTE_MAX]>,
    /// The slot each colour was last given; it counts only where `colors` agrees.
    slots: Box<[u8; 0x8000]>,
    used: usize,
    frame: u32,
    fits: bool,
}

impl Default for Picture {
    fn default() -> Self {
        Self {
            pixels: Box::new([0; DISPLAY_SIZE]),
            rgba: Box::new([0xff00_0000; DISPLAY_SIZE]),
            palette: Box::new([0xff00_0000; PALETTE_MAX]),
            colors: Box::new([FREE; PALETTE_MAX]),
            seen: Box::new([0; PALETTE_MAX]),
            slots: Box::new([0; 0x8000]),
            used: 0,
            frame: 0,
            fits: true,
        }
    }
}

/// Red, green and blue of 8 bits down to the 15-bit colour they came from.
#[inline(always)]
fn to_color([red, green, blue]: [u8; 3]) -> u16 {
    u16::from(red >> 3) | u16::from(green >> 3) << 5 | u16::from(blue >> 3) << 10
}

/// A 15-bit colour as RGBA, with white at full brightness.
fn to_rgba(color: u16) -> u32 {
    let widen = |bits: u16| u32::from(bits << 3 | bits >> 2);
    widen(color & 31) | widen(color >> 5 & 31) << 8 | widen(color >> 10 & 31) << 16 | 0xff00_0000
}

impl Picture {
    /// Takes a picture of three bytes a pixel.
    pub fn update(&mut self, rgb: &[u8]) {
        self.frame = self.frame.wrapping_add(1);
        self.fits = self.index(rgb);
        if !self.fits {
            for (target, source) in self.rgba.iter_mut().zip(rgb.as_chunks::<3>().0) {
                *target = to_rgba(to_color(*source));
            }
        }
    }

    fn index(&mut self, rgb: &[u8]) -> bool {
        // Where the tables are is read once: for all the compiler knows a store of a pixel could move them.
        let (slots, colors) = (&mut *self.slots, &mut *self.colors);
        let (seen, frame) = (&mut *self.seen, self.frame);
        let (mut last, mut last_slot) = (FREE, 0);
        for (target, source) in self.pixels.iter_mut().zip(rgb.as_chunks::<3>().0) {
            let color = to_color(*source);
            if color == last {
                *target = last_slot;
                continue;
            }
            let mut slot = slots[usize::from(color & 0x7fff)];
            if colors[usize::from(slot)] != color {
                let Some(free) = claim(seen, &mut self.used, frame) else {
                    return false;
                };
                slot = free;
                slots[usize::from(color & 0x7fff)] = slot;
                colors[usize::from(slot)] = color;
                self.palette[usize::from(slot)] = to_rgba(color);
            }
            seen[usize::from(slot)] = frame;
            *target = slot;
            (last, last_slot) = (color, slot);
        }
        true
    }

    /// One byte a pixel, row by row. Meaningless where [`Picture::palette`] is empty.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels[..]
    }

    /// RGBA of each index; empty where this picture has more colours than fit.
    pub fn palette(&self) -> &[u32] {
        if self.fits {
            self.palette.get(..self.used).unwrap_or(&[])
        } else {
            &[]
        }
    }

    /// RGBA of each pixel, kept only for a picture with more colours than fit.
    pub fn rgba(&self) -> &[u32] {
        &self.rgba[..]
    }
}

/// A slot never used, or else the one unseen for longest; the lower of two alike. None where all are on screen.
fn claim(seen: &[u32], used: &mut usize, frame: u32) -> Option<u8> {
    if *used < PALETTE_MAX {
        *used += 1;
        return u8::try_from(*used - 1).ok();
    }
    let age = |slot: &usize| seen.get(*slot).map_or(0, |last| frame.wrapping_sub(*last));
    let oldest = (0..PALETTE_MAX).rev().max_by_key(age)?;
    if age(&oldest) == 0 {
        None
    } else {
        u8::try_from(oldest).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture_of(colors: impl Iterator<Item = u16>) -> Vec<u8> {
        let mut rgb: Vec<u8> = colors
            .flat_map(|c| [(c & 31) << 3, (c >> 5 & 31) << 3, (c >> 10 & 31) << 3])
            .map(|v| v as u8)
            .collect();
        rgb.resize(DISPLAY_SIZE * 3, 0);
        rgb
    }

    #[test]
    fn a_color_keeps_its_index_while_others_come_and_go() {
        let mut picture = Picture::default();
        picture.update(&picture_of(1..=100));
        let index = picture.pixels()[49];
        let color = picture.palette()[usize::from(index)];
        for base in 1..400u16 {
            picture.update(&picture_of((base * 60..base * 60 + 60).chain([50])));
            assert_eq!(picture.pixels()[60], index);
            assert_eq!(picture.palette()[usize::from(index)], color);
        }
    }

    #[test]
    fn indices_and_palette_give_the_colors_back() {
        let mut picture = Picture::default();
        for base in 0..50u16 {
            let rgb = picture_of(
                (0..250u16).map(|c| c.wrapping_mul(131).wrapping_add(base * 977) & 0x7fff),
            );
            picture.update(&rgb);
            for (pixel, source) in picture.pixels().iter().zip(rgb.as_chunks::<3>().0) {
                assert_eq!(
                    picture.palette()[usize::from(*pixel)],
                    to_rgba(to_color(*source))
                );
            }
        }
    }

    #[test]
    fn more_colors_than_slots_leaves_only_rgba() {
        let mut picture = Picture::default();
        picture.update(&picture_of(0..300));
        assert!(picture.palette().is_empty());
        assert_eq!(picture.rgba()[299], to_rgba(299));
        picture.update(&picture_of(0..200));
        assert!(!picture.palette().is_empty());
    }

    #[test]
    fn white_is_full_white() {
        assert_eq!(to_rgba(to_color([0xf8, 0xf8, 0xf8])), 0xffff_ffff);
    }
}
