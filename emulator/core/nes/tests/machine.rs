//! The core run natively: the same code that becomes the wasm module.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::rom;
use nes_core::{
    Machine,
    machine::{FRAME_DURATION_DENOMINATOR, FRAME_DURATION_NUMERATOR},
};

fn start(flags: u8) -> Machine {
    Machine::new(rom(flags)).expect("the ROM is sound")
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
    let (mut one, mut two) = (start(0), start(0));
    for frame in 0..600 {
        one.step(buttons(frame));
        two.step(buttons(frame));
        assert!(output(&one) == output(&two), "frame {frame} differs");
    }
}

#[test]
fn the_picture_moves_and_the_tone_sounds() {
    let mut machine = start(0);
    (0..10).for_each(|_| machine.step(0));
    let before = output(&machine);
    machine.step(0);
    let after = output(&machine);
    assert_eq!(after.0.len(), 256 * 240);
    assert_ne!(before.0, after.0);
    assert!(after.2.iter().any(|sample| sample.abs() > 1_000));
}

#[test]
fn every_button_reaches_the_game_in_its_place() {
    let places = [0x01, 0x02, 0x08, 0x04, 0x80, 0x40, 0x20, 0x10];
    for (bit, place) in places.into_iter().enumerate() {
        let mut machine = start(0);
        (0..10).for_each(|_| machine.step(1 << bit));
        assert_eq!(machine.peek(0x6001), place, "bit {bit}");
    }
}

#[test]
fn opposite_directions_reach_the_game_together() {
    let mut machine = start(0);
    (0..10).for_each(|_| machine.step(0x0f));
    assert_eq!(machine.peek(0x6001), 0x0f);
}

#[test]
fn frames_and_samples_do_not_drift_apart() {
    let mut machine = start(0);
    // The console is switched on within a frame.
    machine.step(0);
    let mut pairs = 0;
    for frame in 1..=4_000i64 {
        machine.step(0);
        pairs += (machine.samples().len() / 2) as i64;
        let due = frame * 48_000 * FRAME_DURATION_NUMERATOR / FRAME_DURATION_DENOMINATOR;
        assert!((pairs - due).abs() < 16, "{pairs} of {due} at {frame}");
    }
}

#[test]
fn the_battery_is_what_the_header_says_and_keeps_what_was_put_in() {
    assert!(start(0).battery().is_empty());
    let mut machine = start(0x02);
    let battery = machine.battery();
    assert_eq!(battery.len(), 8 * 1024);
    battery[0] = 100;
    (0..30).for_each(|_| machine.step(0));
    assert!(machine.battery()[0] > 100);
    assert_eq!(machine.peek(0x6000), machine.battery()[0]);
}

#[test]
fn an_instruction_that_stops_the_processor_ends_no_step() {
    let mut stopping = rom(0);
    stopping[16] = 0x02;
    let mut machine = Machine::new(stopping).expect("the ROM is sound");
    (0..100).for_each(|_| machine.step(0xff));
    assert_eq!(machine.peek(0x6000), 0);
    assert!(machine.samples().len() > 1_500);
}
