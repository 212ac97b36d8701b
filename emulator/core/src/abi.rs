//! The C functions of the wasm module. `docs/core-abi.md` is their reference.
//!
//! Pointers are good from a successful `init` on and never move after it; lengths may differ from step to step.

use std::{cell::UnsafeCell, panic};

use crate::{
    header::{ROM_SIZE_MAX, RomFault},
    machine::{Machine, Mode},
    pack::Packer,
    sound::SAMPLE_RATE,
};

/// Goes up when a function changes its meaning.
const VERSION: u32 = 2;
const FAULT_MAX: usize = 256;

/// The most stack that a call after `init` uses, in bytes, with much to spare: a step uses some hundreds. What lies
/// deeper was used by `init` alone and means nothing to anybody.
const STACK_USED: usize = 32 * 1024;

/// Where memory begins and ends that never changes again, as addresses.
type Constant = [[u32; 2]; 2];

struct Core {
    rom: Vec<u8>,
    machine: Option<Machine>,
    constant: Constant,
    packer: Packer,
    fault: [u8; FAULT_MAX],
    fault_len: usize,
}

struct Cell(UnsafeCell<Core>);

// SAFETY: a sealed module has one thread and no way to call out, so no two borrows can overlap. On a target
// with threads nothing calls these functions: native tests use `Machine`.
unsafe impl Sync for Cell {}

static CORE: Cell = Cell(UnsafeCell::new(Core {
    rom: Vec::new(),
    machine: None,
    constant: [[0; 2]; 2],
    packer: Packer::new(),
    fault: [0; FAULT_MAX],
    fault_len: 0,
}));

#[allow(clippy::mut_from_ref)]
fn core() -> &'static mut Core {
    // SAFETY: see `Cell`.
    unsafe { &mut *CORE.0.get() }
}

fn machine() -> Option<&'static mut Machine> {
    core().machine.as_mut()
}

/// The version of this set of functions.
#[unsafe(no_mangle)]
pub extern "C" fn abi_version() -> u32 {
    VERSION
}

/// Makes room for a ROM of `len` bytes and says where to put it; null where it is longer than any ROM.
#[unsafe(no_mangle)]
pub extern "C" fn rom_alloc(len: u32) -> *mut u8 {
    if len as usize > ROM_SIZE_MAX {
        return std::ptr::null_mut();
    }
    let core = core();
    // Here, because `init` has a deep stack of its own.
    core.constant[0] = [0, unused_stack_end()];
    core.rom = vec![0; len as usize];
    core.rom.as_mut_ptr()
}

/// Checks the ROM and readies the machine. `mode`: 0 as the header says, 1 Game Boy, 2 Game Boy Color.
/// Returns 0, or a [`RomFault`]. Once an `init` has worked, the module takes no other.
#[unsafe(no_mangle)]
pub extern "C" fn init(mode: u32) -> u32 {
    let core = core();
    let mode = match mode {
        0 => Mode::Auto,
        1 => Mode::Dmg,
        2 => Mode::Cgb,
        _ => return RomFault::Misuse as u32,
    };
    if core.machine.is_some() {
        return RomFault::Misuse as u32;
    }
    panic::set_hook(Box::new(remember));
    match Machine::new(std::mem::take(&mut core.rom), mode) {
        Ok(machine) => {
            let rom = machine.rom().as_ptr_range();
            core.constant[1] = [rom.start as u32, rom.end as u32];
            core.machine = Some(machine);
            0
        }
        Err(fault) => fault as u32,
    }
}

/// Keeps what a panic says where the host can read it after the trap. Without the place: that is a path.
fn remember(info: &panic::PanicHookInfo) {
    let core = core();
    let message = info.payload_as_str().unwrap_or("panic").as_bytes();
    core.fault_len = message.len().min(FAULT_MAX);
    for (target, source) in core.fault.iter_mut().zip(message) {
        *target = *source;
    }
}

/// Runs one frame with these buttons held (bit 0 right, left, up, down, a, b, select, bit 7 start).
/// Returns 1, or 0 where there was no `init`.
#[unsafe(no_mangle)]
pub extern "C" fn step(buttons: u32) -> u32 {
    machine().map_or(0, |machine| {
        machine.step(buttons as u8);
        1
    })
}

/// 1 where the game runs on a Game Boy Color.
#[unsafe(no_mangle)]
pub extern "C" fn is_color() -> u32 {
    machine().map_or(0, |machine| u32::from(machine.is_color()))
}

/// 160 × 144 bytes, one palette index a pixel.
#[unsafe(no_mangle)]
pub extern "C" fn pixels_ptr() -> *const u8 {
    machine().map_or(std::ptr::null(), |machine| machine.pixels().as_ptr())
}

/// The palette: RGBA, red in the lowest byte.
#[unsafe(no_mangle)]
pub extern "C" fn palette_ptr() -> *const u32 {
    machine().map_or(std::ptr::null(), |machine| machine.palette().as_ptr())
}

/// Colours in the palette, 0 to 256. 0: more colours than fit, and only `rgba_ptr` has this picture.
#[unsafe(no_mangle)]
pub extern "C" fn palette_len() -> u32 {
    machine().map_or(0, |machine| machine.palette().len() as u32)
}

/// 160 × 144 RGBA words; written only for pictures that `palette_len` says 0 of.
#[unsafe(no_mangle)]
pub extern "C" fn rgba_ptr() -> *const u32 {
    machine().map_or(std::ptr::null(), |machine| machine.rgba().as_ptr())
}

/// This frame's samples: i16, left and right by turns.
#[unsafe(no_mangle)]
pub extern "C" fn samples_ptr() -> *const i16 {
    machine().map_or(std::ptr::null(), |machine| machine.samples().as_ptr())
}

/// How many i16 there are, both sides counted.
#[unsafe(no_mangle)]
pub extern "C" fn samples_len() -> u32 {
    machine().map_or(0, |machine| machine.samples().len() as u32)
}

/// Sample pairs a second of emulated time.
#[unsafe(no_mangle)]
pub extern "C" fn sample_rate() -> u32 {
    SAMPLE_RATE
}

/// The cartridge's battery RAM, to read and (before the first step) to write.
#[unsafe(no_mangle)]
pub extern "C" fn battery_ptr() -> *mut u8 {
    machine().map_or(std::ptr::null_mut(), |machine| {
        machine.battery().as_mut_ptr()
    })
}

/// Bytes of battery RAM; 0 where the cartridge has none.
#[unsafe(no_mangle)]
pub extern "C" fn battery_len() -> u32 {
    machine().map_or(0, |machine| machine.battery().len() as u32)
}

/// The registers of the cartridge's clock, to read and (before the first step) to write: see [`crate::clock`].
#[unsafe(no_mangle)]
pub extern "C" fn clock_ptr() -> *mut u8 {
    machine().map_or(std::ptr::null_mut(), |machine| machine.clock().as_mut_ptr())
}

/// How many there are: 5, or 0 where the cartridge has no clock.
#[unsafe(no_mangle)]
pub extern "C" fn clock_len() -> u32 {
    machine().map_or(0, |machine| machine.clock().len() as u32)
}

/// The byte that the game would read at this address.
#[unsafe(no_mangle)]
pub extern "C" fn peek(address: u32) -> u32 {
    machine().map_or(0xff, |machine| u32::from(machine.peek(address as u16)))
}

/// Pairs of addresses, from and up to: memory that nothing after `init` writes to, or reads where it was written.
#[unsafe(no_mangle)]
pub extern "C" fn constant_ptr() -> *const [u32; 2] {
    core().constant.as_ptr()
}

/// How many pairs there are.
#[unsafe(no_mangle)]
pub extern "C" fn constant_len() -> u32 {
    core().constant.len() as u32
}

/// The stack lies at address 0 and grows down to it; it begins near where this call's own variables are.
#[inline(never)]
fn unused_stack_end() -> u32 {
    let here = 0u8;
    let here = std::ptr::from_ref(std::hint::black_box(&here)) as usize;
    here.saturating_sub(STACK_USED) as u32
}

/// Room for this many bytes to pack or unpack; null where the instance has a game, whose memory is its state.
#[unsafe(no_mangle)]
pub extern "C" fn pack_alloc(len: u32) -> *mut u8 {
    let core = core();
    if core.machine.is_some() {
        return std::ptr::null_mut();
    }
    core.packer.input(len as usize).as_mut_ptr()
}

/// Compresses what was put there, as raw DEFLATE; `packed_ptr` and `packed_len` have it.
#[unsafe(no_mangle)]
pub extern "C" fn pack() {
    core().packer.pack();
}

/// The other way. 0 where it is no raw DEFLATE, or more than `limit` bytes come of it.
#[unsafe(no_mangle)]
pub extern "C" fn unpack(limit: u32) -> u32 {
    u32::from(core().packer.unpack(limit as usize))
}

/// What `pack` or `unpack` made, until the next `pack_alloc`.
#[unsafe(no_mangle)]
pub extern "C" fn packed_ptr() -> *const u8 {
    core().packer.output().as_ptr()
}

/// Its bytes.
#[unsafe(no_mangle)]
pub extern "C" fn packed_len() -> u32 {
    core().packer.output().len() as u32
}

/// What the panic before a trap said, in UTF-8.
#[unsafe(no_mangle)]
pub extern "C" fn fault_ptr() -> *const u8 {
    core().fault.as_ptr()
}

/// Its bytes; 0 where none has been.
#[unsafe(no_mangle)]
pub extern "C" fn fault_len() -> u32 {
    core().fault_len as u32
}
