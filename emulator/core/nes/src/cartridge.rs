//! A file as TetaNES's cartridge.
//!
//! TetaNES can read files itself, and then looks each up in a list of games whose headers are known to be wrong. Here
//! the header alone decides: what is run follows from what was checked, and neither the list nor a second and third
//! copy of the ROM are in memory.

use tetanes_core::{
    cart::{Cart, NesHeader, NesVariant},
    common::NesRegion,
    mapper::Mapper,
    memory::{Memory, MemoryLayout, RamState, Src},
    ppu::Mirroring,
};

use crate::header::{CHR_BANK_SIZE, HEADER_SIZE, Header, PRG_BANK_SIZE, RomFault};

/// RAM for data where the header says nothing: it mostly does not, and games rely on it.
const PRG_RAM_SIZE: usize = 8 * 1024;
/// RAM for pictures where there is no ROM of them.
const CHR_RAM_SIZE: usize = 8 * 1024;

/// Builds the cartridge; the ROM is copied once.
///
/// # Errors
/// `UnsupportedMapper`, where the board is not emulated after all.
pub fn build(rom: &[u8], header: Header) -> Result<Cart, RomFault> {
    let [prg_ram_size, chr_ram_size] = header.ram_shifts.map(ram_size);
    let chr_in_ram = header.chr_size == 0;
    let four_screens = header.flags & 0x08 != 0;
    let mut layout = MemoryLayout::default();
    layout.prg_rom = header.prg_size;
    layout.prg_ram = prg_ram_size.max(prg_ram_min(header.mapper));
    layout.battery_ext = battery_beside_ram(header.mapper);
    layout.chr = if chr_in_ram {
        chr_ram_size.max(CHR_RAM_SIZE)
    } else {
        header.chr_size
    };
    layout.chr_writable = chr_in_ram;
    layout.ciram = if four_screens { 4 * 1024 } else { 2 * 1024 };
    layout.ex_ram = 8 * 1024;
    let mut memory = Memory::new(layout);
    let data = rom.get(HEADER_SIZE..).unwrap_or(&[]);
    copy(data, memory.region_mut(Src::PrgRom), header.prg_size);
    if !chr_in_ram {
        let pictures = data.get(header.prg_size..).unwrap_or(&[]);
        copy(pictures, memory.region_mut(Src::Chr), header.chr_size);
    }
    memory.set_mirroring(match (four_screens, header.flags & 0x01) {
        (true, _) => Mirroring::FourScreen,
        (false, 0) => Mirroring::Horizontal,
        (false, _) => Mirroring::Vertical,
    });
    memory.set_battery_backed(header.battery());
    let mut cart = Cart {
        name: String::new(),
        header: described(header),
        region: NesRegion::Ntsc,
        ram_state: RamState::AllZeros,
        mapper: Mapper::none(),
        memory,
        chr_rom_size: header.chr_size,
        chr_ram_size: if chr_in_ram { chr_ram_size } else { 0 },
        prg_rom_size: header.prg_size,
        prg_ram_size,
        game_info: None,
    };
    cart.mapper = Mapper::from_cart(&mut cart).map_err(|_| RomFault::UnsupportedMapper)?;
    Ok(cart)
}

fn copy(from: &[u8], to: &mut [u8], len: usize) {
    for (target, source) in to.iter_mut().zip(from.iter().take(len)) {
        *target = *source;
    }
}

/// The header as boards ask for it.
fn described(header: Header) -> NesHeader {
    let mut described = NesHeader::default();
    described.variant = if header.nes2 {
        NesVariant::Nes2
    } else {
        NesVariant::INes
    };
    described.mapper_num = header.mapper;
    described.submapper_num = header.submapper;
    described.flags = header.flags;
    described.prg_rom_banks = (header.prg_size / PRG_BANK_SIZE) as u16;
    described.chr_rom_banks = (header.chr_size / CHR_BANK_SIZE) as u16;
    [described.prg_ram_shift, described.chr_ram_shift] = header.ram_shifts;
    described
}

/// Both halves of such a byte: RAM that is kept and RAM that is not.
fn ram_size(shifts: u8) -> usize {
    [shifts & 0x0f, shifts >> 4]
        .into_iter()
        .filter(|shift| *shift > 0)
        .map(|shift| 64 << shift)
        .sum()
}

/// Boards that switch banks of RAM have all of it, whatever the header says (NESdev Wiki, "MMC1", "MMC5", "FK23C").
fn prg_ram_min(mapper: u16) -> usize {
    match mapper {
        1 | 155 | 176 => 32 * 1024,
        5 => 64 * 1024,
        _ => PRG_RAM_SIZE,
    }
}

/// What the battery keeps beside that RAM: Namco's sound RAM, Bandai's EEPROMs (NESdev Wiki, "INES Mapper 019", "016").
fn battery_beside_ram(mapper: u16) -> usize {
    match mapper {
        19 => 128,
        16 | 153 | 157 | 159 => 256 + 128,
        _ => 0,
    }
}
