//! Frames a second of the core run natively, as the measure for the same core as wasm.
//!
//! `cargo run --release -p gameboy-core --example speed -- game.gb [frames] [dmg|cgb]` prints one number.
//! `bench/emulator` runs it beside the wasm, with the same buttons.

use std::{process::ExitCode, time::Instant};

use gameboy_core::{Machine, Mode};

/// Frames before those that are counted, as many as the wasm gets.
const WARM_UP_FRAMES: u32 = 300;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("Say which ROM: speed game.gb [frames] [dmg|cgb]");
        return ExitCode::FAILURE;
    };
    let frames: u32 = arguments
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(3_000);
    let rom = match std::fs::read(&path) {
        Ok(rom) => rom,
        Err(error) => {
            eprintln!("{path} cannot be read ({error}); name a ROM file.");
            return ExitCode::FAILURE;
        }
    };
    let mode = match arguments.next().as_deref() {
        Some("dmg") => Mode::Dmg,
        Some("cgb") => Mode::Cgb,
        _ => Mode::Auto,
    };
    match Machine::new(rom, mode) {
        Ok(mut machine) => {
            (0..WARM_UP_FRAMES).for_each(|_| machine.step(0));
            let start = Instant::now();
            for frame in 0..frames {
                machine.step(((frame / 7).wrapping_mul(2_654_435_761) >> 13) as u8);
            }
            println!("{:.0}", f64::from(frames) / start.elapsed().as_secs_f64());
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{path} is refused: {fault:?}.");
            ExitCode::FAILURE
        }
    }
}
