//! The cartridge header: every ROM is checked here before a single instruction of it runs.
//!
//! Layout: Pan Docs, "The Cartridge Header" (offsets 0x0100 to 0x014F).

/// The smallest ROM there is: two banks of 16 KiB.
pub const ROM_SIZE_MIN: usize = 32 * 1024;
/// The largest ROM that a mapper of this core can reach.
pub const ROM_SIZE_MAX: usize = 8 * 1024 * 1024;
const BANK_SIZE: usize = 16 * 1024;

/// The picture every cartridge carries at 0x0104; the console compares it before it starts the game.
pub const LOGO: [u8; 48] = [
    0xce, 0xed, 0x66, 0x66, 0xcc, 0x0d, 0x00, 0x0b, 0x03, 0x73, 0x00, 0x83, 0x00, 0x0c, 0x00, 0x0d,
    0x00, 0x08, 0x11, 0x1f, 0x88, 0x89, 0x00, 0x0e, 0xdc, 0xcc, 0x6e, 0xe6, 0xdd, 0xdd, 0xd9, 0x99,
    0xbb, 0xbb, 0x67, 0x63, 0x6e, 0x0e, 0xec, 0xcc, 0xdd, 0xdc, 0x99, 0x9f, 0xbb, 0xb9, 0x33, 0x3e,
];

/// Why a ROM is refused. The numbers are the error codes of `init` and never change their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum RomFault {
    /// `init` without a ROM, or with a mode that does not exist.
    Misuse = 1,
    /// Shorter than a header and its two banks.
    TooShort = 2,
    /// Longer than any mapper reaches.
    TooLong = 3,
    /// The logo at 0x0104 is not there: most likely no Game Boy ROM.
    BadLogo = 4,
    /// The header checksum at 0x014D does not match.
    BadChecksum = 5,
    /// The cartridge type at 0x0147 is one that boytacean does not emulate (in full).
    UnsupportedMapper = 6,
    /// The ROM size at 0x0148 is unknown, or says another size than the file has.
    SizeMismatch = 7,
    /// The RAM size at 0x0149 is unknown.
    BadRamSize = 8,
}

/// The memory bank controllers this core runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mapper {
    /// 32 KiB, nothing to switch.
    None,
    /// Up to 512 KiB here: boytacean has not the upper bank bits.
    Mbc1,
    /// Up to 256 KiB, RAM of 512 nibbles inside.
    Mbc2,
    /// Up to 2 MiB. Its clock is in [`crate::clock`].
    Mbc3,
    /// Up to 8 MiB.
    Mbc5,
}

/// What the core needs to know of a checked header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Which bank controller.
    pub mapper: Mapper,
    /// The cartridge keeps its RAM without power.
    pub battery: bool,
    /// It has a clock.
    pub clock: bool,
    /// The game knows the Game Boy Color.
    pub color: bool,
}

/// The header checksum as the console computes it.
pub fn checksum(rom: &[u8]) -> u8 {
    rom.iter()
        .take(0x014d)
        .skip(0x0134)
        .fold(0u8, |sum, byte| sum.wrapping_sub(*byte).wrapping_sub(1))
}

/// Checks a whole ROM.
///
/// # Errors
/// The first fault found, in the order of the enum.
pub fn check(rom: &[u8]) -> Result<Header, RomFault> {
    if rom.len() < ROM_SIZE_MIN {
        return Err(RomFault::TooShort);
    }
    if rom.len() > ROM_SIZE_MAX {
        return Err(RomFault::TooLong);
    }
    let byte = |address: usize| rom.get(address).copied().unwrap_or(0);
    if rom.get(0x0104..0x0134) != Some(&LOGO[..]) {
        return Err(RomFault::BadLogo);
    }
    if byte(0x014d) != checksum(rom) {
        return Err(RomFault::BadChecksum);
    }
    let (mapper, battery, limit) = match byte(0x0147) {
        0x00 => (Mapper::None, false, ROM_SIZE_MIN),
        kind @ 0x01..=0x03 => (Mapper::Mbc1, kind == 0x03, 512 * 1024),
        kind @ 0x05..=0x06 => (Mapper::Mbc2, kind == 0x06, 256 * 1024),
        kind @ 0x0f..=0x13 => (
            Mapper::Mbc3,
            matches!(kind, 0x0f | 0x10 | 0x13),
            2 * 1024 * 1024,
        ),
        kind @ 0x19..=0x1e => (Mapper::Mbc5, matches!(kind, 0x1b | 0x1e), ROM_SIZE_MAX),
        _ => return Err(RomFault::UnsupportedMapper),
    };
    let declared = match byte(0x0148) {
        code @ 0x00..=0x08 => ROM_SIZE_MIN << code,
        _ => return Err(RomFault::SizeMismatch),
    };
    // Longer than declared is padding, or a common mistake of homebrew; a missing part cannot be made up for.
    if rom.len() < declared || !rom.len().is_multiple_of(BANK_SIZE) {
        return Err(RomFault::SizeMismatch);
    }
    if rom.len() > limit {
        return Err(match mapper {
            Mapper::None => RomFault::SizeMismatch,
            _ => RomFault::UnsupportedMapper,
        });
    }
    if byte(0x0149) > 0x05 {
        return Err(RomFault::BadRamSize);
    }
    Ok(Header {
        mapper,
        battery,
        clock: matches!(byte(0x0147), 0x0f | 0x10),
        color: byte(0x0143) & 0x80 != 0,
    })
}
