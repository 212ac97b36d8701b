//! The core run natively, against what was recorded of it as wasm: `emulator/testing/play.ts` has the same hands and
//! the same hash, and says how the files are made.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::{fs, path::PathBuf, thread};

use common::{GAME, rom};
use gameboy_core::{Machine, Mode};

const FRAMES_A_LINE: u32 = 2_500;
const SEED: u32 = 7;

/// Numbers that look random and are the same each time (mulberry32).
struct Generator(u32);

impl Generator {
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x6d2b_79f5);
        let state = self.0;
        let mut mixed = (state ^ (state >> 15)).wrapping_mul(state | 1);
        mixed ^= mixed.wrapping_add((mixed ^ (mixed >> 7)).wrapping_mul(mixed | 61));
        mixed ^ (mixed >> 14)
    }
}

/// Plays so many frames and returns a line for each part of them.
fn play(rom: Vec<u8>, mode: Mode, frames: u32) -> String {
    let mut machine = Machine::new(rom, mode).expect("the ROM is sound");
    let mut random = Generator(SEED);
    let mut held = 0;
    let mut hash = 0x811c_9dc5u32;
    let mut lines = String::new();
    for frame in 1..=frames {
        if random.next().is_multiple_of(8) {
            held = random.next() as u8;
        }
        machine.step(held);
        let mut fnv1a = |bytes: &[u8]| {
            for byte in bytes {
                hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
            }
        };
        fnv1a(machine.pixels());
        for color in machine.palette() {
            fnv1a(&color.to_le_bytes());
        }
        for sample in machine.samples() {
            fnv1a(&sample.to_le_bytes());
        }
        if frame % FRAMES_A_LINE == 0 {
            lines += &format!("{frame} {hash:08x}\n");
        }
    }
    lines
}

fn folder(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../..")
        .join(path)
}

/// On both consoles at the same time: it is 20,000 frames each.
fn holds(name: &str, bytes: &[u8]) {
    thread::scope(|scope| {
        for (console, mode) in [("dmg", Mode::Dmg), ("cgb", Mode::Cgb)] {
            scope.spawn(move || holds_on(name, bytes, console, mode));
        }
    });
}

fn holds_on(name: &str, bytes: &[u8], console: &str, mode: Mode) {
    let file = folder("emulator/testing/played").join(format!("{name}.{console}.txt"));
    let recorded = fs::read_to_string(&file)
        .unwrap_or_else(|error| panic!("{file:?}: {error}; see emulator/determinism.test.ts"));
    let frames = recorded.lines().count() as u32 * FRAMES_A_LINE;
    assert_eq!(
        play(bytes.to_vec(), mode, frames),
        recorded,
        "{name} {console}"
    );
}

#[test]
fn the_test_game_plays_natively_as_it_does_as_wasm() {
    holds("test-game", &rom(GAME, 0x00, 0x80));
}

#[test]
fn bundled_games_play_natively_as_they_do_as_wasm() {
    for entry in fs::read_dir(folder("public/roms")).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".gb") || name.ends_with(".gbc") {
            holds(&name, &fs::read(entry.path()).unwrap());
        }
    }
}
