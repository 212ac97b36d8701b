use std::{cell::UnsafeCell, panic};

const FAULT_MAX: usize = 256;

struct Fault {
    bytes: [u8; FAULT_MAX],
    len: usize,
}

struct Cell(UnsafeCell<Fault>);

// SAFETY: a sealed module has one thread. On a target with threads nothing is exported, and nothing writes here.
unsafe impl Sync for Cell {}

static FAULT: Cell = Cell(UnsafeCell::new(Fault {
    bytes: [0; FAULT_MAX],
    len: 0,
}));

/// What the panic before a trap said, in UTF-8; empty where none has been.
pub fn fault() -> &'static [u8] {
    // SAFETY: see `Cell`; whoever reads this does so after the trap that it tells of.
    let fault = unsafe { &*FAULT.0.get() };
    fault.bytes.get(..fault.len).unwrap_or(&[])
}

fn keep(message: &str) {
    // SAFETY: see `Cell`; what comes next is a trap.
    let fault = unsafe { &mut *FAULT.0.get() };
    fault.len = message.len().min(FAULT_MAX);
    for (target, source) in fault.bytes.iter_mut().zip(message.as_bytes()) {
        *target = *source;
    }
}

/// Keeps what a panic says where the host can read it after the trap. Without the place: that is a path.
pub(crate) fn remember_panics() {
    panic::set_hook(Box::new(|info| {
        keep(info.payload_as_str().unwrap_or("panic"))
    }));
}
