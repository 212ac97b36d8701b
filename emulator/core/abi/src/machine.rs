use std::ops::Range;

/// The error code of `init` for a fault of its caller: no ROM, a mode that does not exist, a game that is in already.
pub const MISUSE: u32 = 1;

/// A console with a game in it, as the functions of a core show it. All of its state is in it, none outside.
///
/// What the slices point to stays where it is from the first step on; lengths may differ from step to step.
pub trait Machine: Sized {
    /// The most bytes a ROM can have.
    const ROM_SIZE_MAX: usize;

    /// Checks the ROM and stands at the first instruction of the game. `mode` is the console's own.
    ///
    /// # Errors
    /// [`MISUSE`] for a mode that does not exist, or why the ROM is refused, as `docs/core-abi.md` numbers it.
    fn start(rom: Vec<u8>, mode: u32) -> Result<Self, u32>;

    /// Where the ROM lies, which nothing writes to.
    fn constant(&self) -> Range<*const u8>;

    /// Runs to the end of the next picture (bit 0 right, left, up, down, a, b, select, bit 7 start). Ends, whatever the
    /// game does, or panics where the console cannot go on.
    fn step(&mut self, buttons: u8);

    /// Whether it runs as a Game Boy Color.
    fn is_color(&self) -> bool {
        false
    }

    /// One byte a pixel, row by row.
    fn pixels(&self) -> &[u8];

    /// RGBA of each index, red in the lowest byte; empty where the picture has more colours than fit.
    fn palette(&self) -> &[u32];

    /// RGBA of each pixel, only for pictures whose palette is empty.
    fn rgba(&self) -> &[u32];

    /// This step's samples, left and right by turns.
    fn samples(&self) -> &[i16];

    /// The RAM that the cartridge keeps without power; empty where it has none. Written to before the first step.
    fn battery(&mut self) -> &mut [u8];

    /// The registers of the cartridge's clock as they run; empty where it has none. Written to before the first step.
    fn clock(&mut self) -> &mut [u8] {
        &mut []
    }

    /// A byte as the game would read it, with no effect on the game. Where nothing is mapped, 0xff.
    fn peek(&self, address: u16) -> u8;
}
