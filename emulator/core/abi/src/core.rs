use std::cell::UnsafeCell;

use crate::{
    fault::remember_panics,
    machine::{MISUSE, Machine},
    pack::Packer,
};

/// The most stack that a call after `init` uses, in bytes, with much to spare: a step uses some hundreds. What lies
/// deeper was used by `init` alone and means nothing to anybody.
const STACK_USED: usize = 32 * 1024;

/// Where memory begins and ends that never changes again, as addresses.
type Constant = [[u32; 2]; 2];

/// All that a module has: a ROM that is being put in, the machine it is in, and a packer where it is in none.
pub struct Core<M> {
    rom: Vec<u8>,
    machine: Option<M>,
    constant: Constant,
    /// Used in an instance without a game alone.
    pub packer: Packer,
}

/// The place of a module's one [`Core`].
pub struct Cell<M>(UnsafeCell<Core<M>>);

// SAFETY: a sealed module has one thread and no way to call out, so no two borrows can overlap. On a target
// with threads nothing calls the exported functions: native tests use the machine itself.
unsafe impl<M> Sync for Cell<M> {}

impl<M> Default for Cell<M> {
    fn default() -> Self {
        Self::new()
    }
}

impl<M> Cell<M> {
    /// Without a game.
    pub const fn new() -> Self {
        Self(UnsafeCell::new(Core {
            rom: Vec::new(),
            machine: None,
            constant: [[0; 2]; 2],
            packer: Packer::new(),
        }))
    }

    /// What is in it, for one call of the module.
    #[allow(clippy::mut_from_ref)]
    pub fn core(&self) -> &mut Core<M> {
        // SAFETY: see `Sync` above.
        unsafe { &mut *self.0.get() }
    }
}

impl<M: Machine> Core<M> {
    /// Room for a ROM of so many bytes; null where it is longer than any.
    pub fn rom_alloc(&mut self, len: usize) -> *mut u8 {
        if len > M::ROM_SIZE_MAX {
            return std::ptr::null_mut();
        }
        // Here, because `init` has a deep stack of its own.
        self.constant[0] = [0, unused_stack_end()];
        self.rom = vec![0; len];
        self.rom.as_mut_ptr()
    }

    /// Puts that ROM into a machine: 0, or an error code. Once this has worked, the module takes no other.
    pub fn init(&mut self, mode: u32) -> u32 {
        if self.machine.is_some() {
            return MISUSE;
        }
        remember_panics();
        match M::start(std::mem::take(&mut self.rom), mode) {
            Ok(machine) => {
                let rom = machine.constant();
                self.constant[1] = [rom.start as u32, rom.end as u32];
                self.machine = Some(machine);
                0
            }
            Err(fault) => fault,
        }
    }

    /// The machine, where there is one.
    pub fn machine(&mut self) -> Option<&mut M> {
        self.machine.as_mut()
    }

    /// What never changes again, as pairs of addresses.
    pub fn constant(&self) -> &[[u32; 2]] {
        &self.constant
    }

    /// Room for what is to be packed or unpacked; null in an instance with a game, whose memory is its state.
    pub fn pack_alloc(&mut self, len: usize) -> *mut u8 {
        if self.machine.is_some() {
            return std::ptr::null_mut();
        }
        self.packer.input(len).as_mut_ptr()
    }
}

/// The stack lies at address 0 and grows down to it; it begins near where this call's own variables are.
#[inline(never)]
fn unused_stack_end() -> u32 {
    let here = 0u8;
    let here = std::ptr::from_ref(std::hint::black_box(&here)) as usize;
    here.saturating_sub(STACK_USED) as u32
}
