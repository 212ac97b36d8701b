//! Frames a second natively, as the measure for the core as wasm: of the core, or of boytacean by itself.
//!
//! `cargo run --release -p gameboy-core --example speed -- game.gb [frames] [dmg|cgb] [core|boytacean]` prints one
//! number. `bench/emulator` runs it beside the wasm, with the same buttons.

use std::{hint::black_box, process::ExitCode, time::Instant};

use boytacean::{
    gb::{GameBoy, GameBoyMode},
    pad::PadKey,
    rom::Cartridge,
};
use gameboy_core::{Machine, Mode};

/// Frames before those that are counted, as many as the wasm gets.
const WARM_UP_FRAMES: u32 = 300;

const KEYS: [PadKey; 8] = [
    PadKey::Right,
    PadKey::Left,
    PadKey::Up,
    PadKey::Down,
    PadKey::A,
    PadKey::B,
    PadKey::Select,
    PadKey::Start,
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("Say which ROM: speed game.gb [frames] [dmg|cgb] [core|boytacean]");
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
    let rate = match arguments.next().as_deref() {
        Some("boytacean") => boytacean(&rom, mode, frames),
        _ => core(rom, mode, frames),
    };
    match rate {
        Ok(rate) => {
            println!("{rate:.0}");
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("{path} is refused: {fault}.");
            ExitCode::FAILURE
        }
    }
}

/// Buttons that change every seven frames.
fn buttons(frame: u32) -> u8 {
    ((frame / 7).wrapping_mul(2_654_435_761) >> 13) as u8
}

fn rate(frames: u32, mut step: impl FnMut(u8)) -> f64 {
    (0..WARM_UP_FRAMES).for_each(|_| step(0));
    let start = Instant::now();
    (0..frames).for_each(|frame| step(buttons(frame)));
    f64::from(frames) / start.elapsed().as_secs_f64()
}

/// The core, as the wasm has it.
fn core(rom: Vec<u8>, mode: Mode, frames: u32) -> Result<f64, String> {
    let mut machine = Machine::new(rom, mode).map_err(|fault| format!("{fault:?}"))?;
    Ok(rate(frames, |buttons| machine.step(buttons)))
}

/// The crate as it comes, in its own loop, with its own sound.
fn boytacean(rom: &[u8], mode: Mode, frames: u32) -> Result<f64, String> {
    let mode = match mode {
        Mode::Dmg => GameBoyMode::Dmg,
        Mode::Cgb | Mode::Auto => GameBoyMode::Cgb,
    };
    let mut game_boy = GameBoy::new(Some(mode));
    game_boy.load(false).map_err(|error| error.to_string())?;
    let cartridge = Cartridge::from_data(rom).map_err(|error| error.to_string())?;
    game_boy
        .load_cartridge(cartridge)
        .map_err(|error| error.to_string())?;
    game_boy.boot();
    let mut held = 0;
    Ok(rate(frames, |buttons| {
        for (bit, key) in KEYS.into_iter().enumerate() {
            match (held >> bit & 1, buttons >> bit & 1) {
                (0, 1) => game_boy.key_press(key),
                (1, 0) => game_boy.key_lift(key),
                _ => {}
            }
        }
        held = buttons;
        game_boy.next_frame();
        black_box(game_boy.frame_buffer());
        black_box(game_boy.audio_buffer_eager(true));
    }))
}
