//! Room for what comes, before it comes.
//!
//! The allocator asks for a page of 64 KiB at a time where it has none left. Each growth makes a new ArrayBuffer of all
//! the memory there is, which the garbage collector takes for so much more to look after: at a page a time that came to
//! more than reading. So where memory has grown it is made to grow by a good deal at once.

use std::{cell::Cell, hint::black_box};

const PAGE_BYTES: usize = 64 * 1024;
/// The least that memory grows by.
const ROOM_BYTES: usize = 1024 * 1024;
/// It grows by this part of what there is, where that is more.
const ROOM_PART: usize = 8;

thread_local! {
    /// How many pages there were at the last look.
    static PAGES: Cell<usize> = const { Cell::new(0) };
}

/// Sees to it that there is room, if there was not enough since this was called last. Cheap: for where frames come
/// and go.
pub fn keep_room() {
    let pages = pages();
    if pages == PAGES.get() {
        return;
    }
    let room = (pages * PAGE_BYTES / ROOM_PART).max(ROOM_BYTES);
    // What is given back stays with the allocator: wasm's memory never shrinks.
    drop(black_box(Vec::<u8>::with_capacity(room)));
    PAGES.set(self::pages());
}

fn pages() -> usize {
    core::arch::wasm32::memory_size::<0>()
}
