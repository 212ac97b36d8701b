//! Each reason for which a ROM is refused, and mutants that are refused or run.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{GAME, rom, seal};
use gameboy_core::{Machine, Mode, RomFault};

fn refusal(rom: Vec<u8>) -> Option<RomFault> {
    Machine::new(rom, Mode::Auto).err()
}

fn with(change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut rom = rom(GAME, 0x00, 0x00);
    change(&mut rom);
    seal(&mut rom);
    rom
}

#[test]
fn each_fault_has_its_reason() {
    assert_eq!(refusal(with(|_| ())), None);
    assert_eq!(refusal(vec![]), Some(RomFault::TooShort));
    assert_eq!(
        refusal(with(|_| ())[..0x7fff].to_vec()),
        Some(RomFault::TooShort)
    );
    assert_eq!(refusal(vec![0; 9 * 1024 * 1024]), Some(RomFault::TooLong));
    assert_eq!(refusal(vec![0; 32 * 1024]), Some(RomFault::BadLogo));
    let mut bad = with(|_| ());
    bad[0x014d] ^= 1;
    assert_eq!(refusal(bad), Some(RomFault::BadChecksum));
    for kind in [0x04, 0x08, 0x09, 0x0b, 0x20, 0x22, 0xfc, 0xfd, 0xfe, 0xff] {
        assert_eq!(
            refusal(with(|rom| rom[0x0147] = kind)),
            Some(RomFault::UnsupportedMapper),
            "{kind:#x}"
        );
    }
    assert_eq!(
        refusal(with(|rom| rom[0x0148] = 0x09)),
        Some(RomFault::SizeMismatch)
    );
    assert_eq!(
        refusal(with(|rom| rom[0x0148] = 0x01)),
        Some(RomFault::SizeMismatch)
    );
    assert_eq!(
        refusal(with(|rom| rom.resize(0x8001, 0))),
        Some(RomFault::SizeMismatch)
    );
    assert_eq!(
        refusal(with(|rom| rom.resize(0x10000, 0))),
        Some(RomFault::SizeMismatch)
    );
    assert_eq!(
        refusal(with(|rom| rom[0x0149] = 0x06)),
        Some(RomFault::BadRamSize)
    );
}

#[test]
fn mbc1_beyond_its_lower_bank_bits_is_refused() {
    let large = with(|rom| {
        rom[0x0147] = 0x01;
        rom[0x0148] = 0x05;
        rom.resize(1024 * 1024, 0);
    });
    assert_eq!(refusal(large), Some(RomFault::UnsupportedMapper));
}

#[test]
fn banks_switch_across_the_whole_rom() {
    // MBC5, 128 KiB: each bank begins with its number; select bank 7 and copy its first byte to $c000.
    let banked = with(|rom| {
        rom[0x0147] = 0x19;
        rom[0x0148] = 0x02;
        rom.resize(128 * 1024, 0);
        for bank in 1..8 {
            rom[bank * 0x4000] = bank as u8;
        }
        rom[0x0150..0x015d].copy_from_slice(&[
            0x3e, 0x07, 0xea, 0x00, 0x20, 0xfa, 0x00, 0x40, 0xea, 0x00, 0xc0, 0x18, 0xfe,
        ]);
    });
    let mut machine = Machine::new(banked, Mode::Auto).expect("the ROM is sound");
    machine.step(0);
    assert_eq!(machine.peek(0xc000), 7);
    assert_eq!(machine.peek(0x0147), 0x19);
}

#[test]
fn a_game_without_a_mapper_may_write_to_its_rom() {
    let mut machine = Machine::new(rom(GAME, 0x00, 0x00), Mode::Auto).expect("the ROM is sound");
    (0..5).for_each(|_| machine.step(0));
    assert_eq!(machine.peek(0x0147), 0x00);
    assert_eq!(machine.peek(0xa000), 0xff);
}
