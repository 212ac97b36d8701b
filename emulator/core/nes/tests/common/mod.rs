//! A tiny game made of bytes: `emulator/testing/nes-rom.ts` has the same, with what each line does.

/// Scrolls a pattern, plays a tone, answers every button, and counts frames at $6000.
const GAME: &str = "
    78d8a2ff9a 2c022010fb2c022010fb a9008d06208d0620 a210a000
    98860045008d0720c8d0f5cad0f2 a93f8d0620a9008d0620 a2208a0a4915293f8d0720cad0f4
    a9208d0620a9008d0620 a208a000988d0720c8d0f9cad0f6 a9018d1540a9bf8d0040
    a9088d0140a9fd8d0240a9008d0340 a9808d0020a90a8d0120
    a501c501f0fc a9018d1640a9008d1640 a208ad16404a2602cad0f7
    e603a502290f1865038503 a50229f049fd8d0240 a5038d0520a9008d0520a9808d0020
    a50229e0090a8d0120 ee0060a5028d0160 4c7cc0 e60140";

/// Bits 4 to 7 of byte 6 are the board's number; bit 1 says that it has a battery.
pub fn rom(flags: u8) -> Vec<u8> {
    let digits: Vec<u8> = GAME
        .chars()
        .filter_map(|digit| digit.to_digit(16))
        .map(|digit| digit as u8)
        .collect();
    let program: Vec<u8> = digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect();
    let mut rom = vec![0u8; 16 + 0x4000];
    rom[..7].copy_from_slice(&[b'N', b'E', b'S', 0x1a, 1, 0, flags]);
    rom[16..16 + program.len()].copy_from_slice(&program);
    let [low, high] = (0xc000 + program.len() as u16 - 3).to_le_bytes();
    rom[16 + 0x3ffa..].copy_from_slice(&[low, high, 0x00, 0xc0, 0x00, 0xc0]);
    rom
}
