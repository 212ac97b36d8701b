//! The header of a .nes file: every ROM is checked here before a single instruction of it runs.
//!
//! Layout: NESdev Wiki, "INES" and "NES 2.0".

/// Bytes of a header.
pub const HEADER_SIZE: usize = 16;
/// Bytes of a bank of program.
pub const PRG_BANK_SIZE: usize = 16 * 1024;
/// Bytes of a bank of pictures.
pub const CHR_BANK_SIZE: usize = 8 * 1024;
/// The longest file that is read.
pub const ROM_SIZE_MAX: usize = 8 * 1024 * 1024;

/// The largest RAM that a NES 2.0 header may ask for, as a shift of 64 bytes: 64 KiB, as much as boards switch.
const RAM_SHIFT_MAX: u8 = 10;

/// Boards by their number that TetaNES emulates.
const MAPPERS: [u16; 41] = [
    0, 1, 2, 3, 4, 5, 7, 9, 10, 11, 16, 18, 19, 21, 22, 23, 24, 25, 26, 33, 34, 48, 66, 69, 71, 76,
    79, 88, 95, 105, 113, 144, 146, 153, 154, 155, 157, 159, 176, 206, 210,
];

/// Why a ROM is refused. The numbers are the error codes of `init` and never change their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum RomFault {
    /// Shorter than a header and one bank.
    TooShort = 2,
    /// Longer than is read.
    TooLong = 3,
    /// It does not begin with `NES` and 0x1A.
    NotARom = 4,
    /// Byte 7 is of no known form of header.
    BadHeader = 5,
    /// A board that TetaNES does not emulate.
    UnsupportedMapper = 6,
    /// The header names no bank of program, or more banks than the file has.
    SizeMismatch = 7,
    /// A RAM size that does not exist.
    BadRamSize = 8,
    /// It begins with a trainer, or is made for another console than the NES at 60 Hz.
    UnsupportedCartridge = 9,
}

/// What the core needs to know of a checked header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Which board.
    pub mapper: u16,
    /// Which kind of it; 0 where the header does not say.
    pub submapper: u8,
    /// Whether the header is of the later form, which says more.
    pub nes2: bool,
    /// Bits 0 (vertical mirroring), 1 (battery) and 3 (four screens) of byte 6.
    pub flags: u8,
    /// Bytes of program.
    pub prg_size: usize,
    /// Bytes of pictures in ROM; 0 for a cartridge with RAM in their place.
    pub chr_size: usize,
    /// Bytes 10 and 11: sizes of RAM for data and for pictures, kept with a battery and not, as shifts.
    pub ram_shifts: [u8; 2],
}

impl Header {
    /// Whether the cartridge keeps its RAM without power.
    pub fn battery(&self) -> bool {
        self.flags & 0x02 != 0
    }
}

/// Checks a whole file.
///
/// # Errors
/// The first fault found, in the order of the enum.
pub fn check(rom: &[u8]) -> Result<Header, RomFault> {
    if rom.len() < HEADER_SIZE + PRG_BANK_SIZE {
        return Err(RomFault::TooShort);
    }
    if rom.len() > ROM_SIZE_MAX {
        return Err(RomFault::TooLong);
    }
    if !rom.starts_with(b"NES\x1a") {
        return Err(RomFault::NotARom);
    }
    let byte = |at: usize| rom.get(at).copied().unwrap_or(0);
    let nes2 = match byte(7) & 0x0c {
        0x00 => false,
        0x08 => true,
        _ => return Err(RomFault::BadHeader),
    };
    // The later form has upper bits of three numbers, and says what the earlier one leaves open.
    let later = |at: usize| if nes2 { byte(at) } else { 0 };
    let mapper =
        u16::from(byte(6) >> 4) | u16::from(byte(7) & 0xf0) | u16::from(later(8) & 0x0f) << 8;
    if !MAPPERS.contains(&mapper) {
        return Err(RomFault::UnsupportedMapper);
    }
    let banks = |low: u8, high: u8| usize::from(low) | usize::from(high) << 8;
    let (prg_high, chr_high) = (later(9) & 0x0f, later(9) >> 4);
    let prg_size = banks(byte(4), prg_high) * PRG_BANK_SIZE;
    let chr_size = banks(byte(5), chr_high) * CHR_BANK_SIZE;
    if prg_size == 0 || rom.len() < HEADER_SIZE + prg_size + chr_size {
        return Err(RomFault::SizeMismatch);
    }
    let ram_shifts = [later(10), later(11)];
    if ram_shifts
        .iter()
        .any(|shifts| shifts & 0x0f > RAM_SHIFT_MAX || shifts >> 4 > RAM_SHIFT_MAX)
    {
        return Err(RomFault::BadRamSize);
    }
    let trainer = byte(6) & 0x04 != 0;
    let other_console = nes2 && byte(7) & 0x03 != 0;
    let other_timing = matches!(later(12) & 0x03, 1 | 3);
    if trainer || other_console || other_timing {
        return Err(RomFault::UnsupportedCartridge);
    }
    Ok(Header {
        mapper,
        submapper: later(8) >> 4,
        nes2,
        flags: byte(6) & 0x0b,
        prg_size,
        chr_size,
        ram_shifts,
    })
}
