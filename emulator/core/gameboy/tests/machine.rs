//! The core run natively: the same code that becomes the wasm module.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{GAME, rom};
use gameboy_core::{CYCLES_PER_FRAME, Machine, Mode, machine::LEAD_MAX, sound::SAMPLE_RATE};

fn start(rom: Vec<u8>, mode: Mode) -> Machine {
    Machine::new(rom, mode).expect("the ROM is sound")
}

/// Everything a viewer could see or hear of a step.
fn output(machine: &Machine) -> (Vec<u8>, Vec<u32>, Vec<i16>) {
    (
        machine.pixels().to_vec(),
        machine.palette().to_vec(),
        machine.samples().to_vec(),
    )
}

/// Buttons that look random and are not.
fn buttons(frame: u32) -> u8 {
    ((frame / 7).wrapping_mul(2_654_435_761) >> 13) as u8
}

#[test]
fn two_machines_with_the_same_buttons_agree() {
    for mode in [Mode::Dmg, Mode::Cgb] {
        let mut one = start(rom(GAME, 0x00, 0x80), mode);
        let mut two = start(rom(GAME, 0x00, 0x80), mode);
        for frame in 0..600 {
            one.step(buttons(frame));
            two.step(buttons(frame));
            assert!(output(&one) == output(&two), "frame {frame} differs");
        }
    }
}

#[test]
fn the_picture_moves_and_the_tone_sounds() {
    for mode in [Mode::Dmg, Mode::Cgb] {
        let mut machine = start(rom(GAME, 0x00, 0x80), mode);
        (0..10).for_each(|_| machine.step(0));
        let before = output(&machine);
        machine.step(0);
        let after = output(&machine);
        assert_ne!(before.0, after.0);
        assert!(after.2.iter().any(|sample| sample.abs() > 1_000));
    }
}

#[test]
fn every_button_reaches_the_game() {
    for bit in 0..8 {
        let mut idle = start(rom(GAME, 0x00, 0x00), Mode::Auto);
        let mut held = start(rom(GAME, 0x00, 0x00), Mode::Auto);
        for _ in 0..10 {
            idle.step(0);
            held.step(1 << bit);
        }
        let (what, differs) = match bit {
            0..4 => (0xff42, idle.peek(0xff42) != held.peek(0xff42)),
            _ => (0xc000, idle.peek(0xc000) != held.peek(0xc000)),
        };
        assert!(differs, "bit {bit} left {what:#06x} as it was");
    }
}

#[test]
fn panning_keeps_the_sides_apart() {
    // NR51 = $f3: channel 1 on both sides. $13 leaves it on the right, and on the left too; $01 right alone.
    let mut program = GAME.to_vec();
    let at = program
        .windows(4)
        .position(|w| w == [0x3e, 0xf3, 0xe0, 0x25])
        .unwrap();
    program[at + 1] = 0x01;
    let mut machine = start(rom(&program, 0x00, 0x00), Mode::Auto);
    (0..60).for_each(|_| machine.step(0));
    let pairs = machine.samples().as_chunks::<2>().0;
    assert!(pairs.iter().all(|pair| pair[0] == 0));
    assert!(pairs.iter().any(|pair| pair[1] != 0));
}

#[test]
fn samples_keep_pace_with_frames() {
    let mut machine = start(rom(GAME, 0x00, 0x00), Mode::Auto);
    let mut pairs = 0i64;
    for frame in 1..=2_000i64 {
        machine.step(0);
        pairs += machine.samples().len() as i64 / 2;
        let due = frame * CYCLES_PER_FRAME * i64::from(SAMPLE_RATE) / 4_194_304;
        let slack = LEAD_MAX * i64::from(SAMPLE_RATE) / 4_194_304 + 1;
        assert!(
            (pairs - due).abs() <= slack,
            "{pairs} pairs after frame {frame}, {due} due"
        );
    }
}

/// Programs that make a picture never end; each step must all the same.
#[test]
fn a_step_ends_whatever_the_game_does() {
    let endless: [(&str, &[u8]); 6] = [
        ("screen off for good", &[0xaf, 0xe0, 0x40, 0x18, 0xfe]),
        ("stop", &[0x10, 0x00, 0x18, 0xfc]),
        (
            "stop with a speed switch",
            &[0x3e, 0x01, 0xe0, 0x4d, 0x10, 0x00, 0x18, 0xf8],
        ),
        (
            "halt with interrupts off",
            &[0xf3, 0xaf, 0xe0, 0xff, 0x76, 0x18, 0xfd],
        ),
        (
            "screen off and halt",
            &[0xf3, 0xaf, 0xe0, 0x40, 0x76, 0x18, 0xfd],
        ),
        (
            "screen off and on without end",
            &[0xaf, 0xe0, 0x40, 0x3e, 0x91, 0xe0, 0x40, 0x18, 0xf7],
        ),
    ];
    for (name, program) in endless {
        for mode in [Mode::Dmg, Mode::Cgb] {
            let mut machine = start(rom(program, 0x00, 0x80), mode);
            let mut pairs = 0i64;
            for _ in 0..24 {
                machine.step(0);
                pairs += machine.samples().len() as i64 / 2;
            }
            let due = 24 * CYCLES_PER_FRAME * i64::from(SAMPLE_RATE) / 4_194_304;
            assert!(
                (pairs - due).abs() < 450,
                "{name}: {pairs} pairs, {due} due"
            );
        }
    }
}

#[test]
fn switching_banks_a_dmg_has_not_is_harmless() {
    // SVBK = 7, then a write and a read of $d000.
    let program = [
        0x3e, 0x07, 0xe0, 0x70, 0xea, 0x00, 0xd0, 0xfa, 0x00, 0xd0, 0x18, 0xfe,
    ];
    let mut machine = start(rom(&program, 0x00, 0x00), Mode::Dmg);
    (0..3).for_each(|_| machine.step(0));
}

#[test]
fn the_battery_holds_what_the_game_wrote() {
    let mut machine = start(rom(GAME, 0x03, 0x00), Mode::Auto);
    assert_eq!(machine.battery().len(), 8 * 1024);
    (0..10).for_each(|_| machine.step(0));
    assert_ne!(machine.battery()[0], 0);
    let count = machine.peek(0xc000);
    assert_eq!(machine.battery()[0], count);
    assert!(
        start(rom(GAME, 0x00, 0x00), Mode::Auto)
            .battery()
            .is_empty()
    );
}

#[test]
fn a_dmg_game_shows_greys_on_a_color_console() {
    let mut machine = start(rom(GAME, 0x00, 0x00), Mode::Cgb);
    (0..10).for_each(|_| machine.step(0));
    let mut shown: Vec<u32> = machine
        .pixels()
        .iter()
        .map(|pixel| machine.palette()[usize::from(*pixel)])
        .collect();
    shown.sort_unstable();
    shown.dedup();
    assert_eq!(shown.len(), 4);
}

#[test]
fn the_bundled_games_run() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../public/roms");
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path
            .extension()
            .is_some_and(|end| end == "gb" || end == "gbc")
        {
            let bytes = std::fs::read(&path).unwrap();
            let mut machine = start(bytes, Mode::Auto);
            (0..600).for_each(|frame| machine.step(buttons(frame)));
            let first = machine.pixels()[0];
            assert!(
                machine.pixels().iter().any(|pixel| *pixel != first),
                "{path:?} shows one colour"
            );
        }
    }
}
