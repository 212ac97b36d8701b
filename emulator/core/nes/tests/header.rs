//! Each reason for which a ROM is refused, and that every board that is not refused runs.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::rom;
use nes_core::{Machine, RomFault};

fn refusal(rom: Vec<u8>) -> Option<RomFault> {
    Machine::new(rom).err()
}

fn with(changes: &[(usize, u8)]) -> Vec<u8> {
    let mut rom = rom(0);
    for (at, byte) in changes {
        rom[*at] = *byte;
    }
    rom
}

#[test]
fn each_fault_has_its_reason() {
    assert_eq!(refusal(with(&[])), None);
    assert_eq!(refusal(vec![]), Some(RomFault::TooShort));
    assert_eq!(refusal(vec![0; 9 * 1024 * 1024]), Some(RomFault::TooLong));
    assert_eq!(refusal(vec![0; 32 * 1024]), Some(RomFault::NotARom));
    assert_eq!(refusal(with(&[(7, 0x44)])), Some(RomFault::BadHeader));
    assert_eq!(
        refusal(with(&[(6, 0x60)])),
        Some(RomFault::UnsupportedMapper)
    );
    assert_eq!(refusal(with(&[(4, 0)])), Some(RomFault::SizeMismatch));
    assert_eq!(refusal(with(&[(4, 2)])), Some(RomFault::SizeMismatch));
    assert_eq!(refusal(with(&[(5, 1)])), Some(RomFault::SizeMismatch));
    assert_eq!(
        refusal(with(&[(7, 0x08), (10, 0x0f)])),
        Some(RomFault::BadRamSize)
    );
    assert_eq!(
        refusal(with(&[(6, 0x04)])),
        Some(RomFault::UnsupportedCartridge)
    );
    assert_eq!(
        refusal(with(&[(7, 0x08), (12, 1)])),
        Some(RomFault::UnsupportedCartridge)
    );
}

#[test]
fn every_board_that_is_not_refused_runs() {
    let mut boards = 0;
    for mapper in 0..=255u8 {
        let changes = [(6, mapper << 4 | 0x02), (7, mapper & 0xf0)];
        match Machine::new(with(&changes)) {
            Ok(mut machine) => {
                (0..20).for_each(|_| machine.step(0));
                boards += 1;
            }
            Err(fault) => assert_eq!(fault, RomFault::UnsupportedMapper, "mapper {mapper}"),
        }
    }
    assert_eq!(boards, 41);
}
