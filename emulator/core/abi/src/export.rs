/// Makes the C functions of a core: `docs/core-abi.md` is their reference. Once in a module.
///
/// Pointers are good from a successful `init` on and never move after it; lengths may differ from step to step.
#[macro_export]
macro_rules! export {
    ($machine:ty) => {
        static CORE: $crate::Cell<$machine> = $crate::Cell::new();

        fn machine() -> Option<&'static mut $machine> {
            CORE.core().machine()
        }

        /// The version of this set of functions.
        #[unsafe(no_mangle)]
        pub extern "C" fn abi_version() -> u32 {
            $crate::VERSION
        }

        /// Makes room for a ROM of `len` bytes and says where to put it; null where it is longer than any ROM.
        #[unsafe(no_mangle)]
        pub extern "C" fn rom_alloc(len: u32) -> *mut u8 {
            CORE.core().rom_alloc(len as usize)
        }

        /// Checks the ROM and readies the machine: 0, or an error code. Once it has worked, the module takes no other.
        #[unsafe(no_mangle)]
        pub extern "C" fn init(mode: u32) -> u32 {
            CORE.core().init(mode)
        }

        /// Runs one frame with these buttons held (bit 0 right, left, up, down, a, b, select, bit 7 start).
        /// Returns 1, or 0 where there was no `init`.
        #[unsafe(no_mangle)]
        pub extern "C" fn step(buttons: u32) -> u32 {
            machine().map_or(0, |machine| {
                $crate::Machine::step(machine, buttons as u8);
                1
            })
        }

        /// 1 where the game runs on a Game Boy Color.
        #[unsafe(no_mangle)]
        pub extern "C" fn is_color() -> u32 {
            machine().map_or(0, |machine| u32::from($crate::Machine::is_color(machine)))
        }

        /// One palette index a pixel, a byte each.
        #[unsafe(no_mangle)]
        pub extern "C" fn pixels_ptr() -> *const u8 {
            machine().map_or(std::ptr::null(), |machine| {
                $crate::Machine::pixels(machine).as_ptr()
            })
        }

        /// The palette: RGBA, red in the lowest byte.
        #[unsafe(no_mangle)]
        pub extern "C" fn palette_ptr() -> *const u32 {
            machine().map_or(std::ptr::null(), |machine| {
                $crate::Machine::palette(machine).as_ptr()
            })
        }

        /// Colours in the palette, 0 to 256. 0: more colours than fit, and only `rgba_ptr` has this picture.
        #[unsafe(no_mangle)]
        pub extern "C" fn palette_len() -> u32 {
            machine().map_or(0, |machine| $crate::Machine::palette(machine).len() as u32)
        }

        /// An RGBA word a pixel; written only for pictures that `palette_len` says 0 of.
        #[unsafe(no_mangle)]
        pub extern "C" fn rgba_ptr() -> *const u32 {
            machine().map_or(std::ptr::null(), |machine| {
                $crate::Machine::rgba(machine).as_ptr()
            })
        }

        /// This frame's samples: i16, left and right by turns.
        #[unsafe(no_mangle)]
        pub extern "C" fn samples_ptr() -> *const i16 {
            machine().map_or(std::ptr::null(), |machine| {
                $crate::Machine::samples(machine).as_ptr()
            })
        }

        /// How many i16 there are, both sides counted.
        #[unsafe(no_mangle)]
        pub extern "C" fn samples_len() -> u32 {
            machine().map_or(0, |machine| $crate::Machine::samples(machine).len() as u32)
        }

        /// Sample pairs a second of emulated time.
        #[unsafe(no_mangle)]
        pub extern "C" fn sample_rate() -> u32 {
            $crate::SAMPLE_RATE
        }

        /// The cartridge's battery RAM, to read and (before the first step) to write.
        #[unsafe(no_mangle)]
        pub extern "C" fn battery_ptr() -> *mut u8 {
            machine().map_or(std::ptr::null_mut(), |machine| {
                $crate::Machine::battery(machine).as_mut_ptr()
            })
        }

        /// Bytes of battery RAM; 0 where the cartridge has none.
        #[unsafe(no_mangle)]
        pub extern "C" fn battery_len() -> u32 {
            machine().map_or(0, |machine| $crate::Machine::battery(machine).len() as u32)
        }

        /// The registers of the cartridge's clock, to read and (before the first step) to write.
        #[unsafe(no_mangle)]
        pub extern "C" fn clock_ptr() -> *mut u8 {
            machine().map_or(std::ptr::null_mut(), |machine| {
                $crate::Machine::clock(machine).as_mut_ptr()
            })
        }

        /// How many there are: 5, or 0 where the cartridge has no clock.
        #[unsafe(no_mangle)]
        pub extern "C" fn clock_len() -> u32 {
            machine().map_or(0, |machine| $crate::Machine::clock(machine).len() as u32)
        }

        /// The byte that the game would read at this address.
        #[unsafe(no_mangle)]
        pub extern "C" fn peek(address: u32) -> u32 {
            machine().map_or(0xff, |machine| {
                u32::from($crate::Machine::peek(machine, address as u16))
            })
        }

        /// Pairs of addresses, from and up to: memory that nothing after `init` writes to, or reads where it was
        /// written.
        #[unsafe(no_mangle)]
        pub extern "C" fn constant_ptr() -> *const [u32; 2] {
            CORE.core().constant().as_ptr()
        }

        /// How many pairs there are.
        #[unsafe(no_mangle)]
        pub extern "C" fn constant_len() -> u32 {
            CORE.core().constant().len() as u32
        }

        /// Room for this many bytes to pack or unpack; null where the instance has a game, whose memory is its state.
        #[unsafe(no_mangle)]
        pub extern "C" fn pack_alloc(len: u32) -> *mut u8 {
            CORE.core().pack_alloc(len as usize)
        }

        /// Compresses what was put there, as raw DEFLATE; `packed_ptr` and `packed_len` have it.
        #[unsafe(no_mangle)]
        pub extern "C" fn pack() {
            CORE.core().packer.pack();
        }

        /// The other way. 0 where it is no raw DEFLATE, or more than `limit` bytes come of it.
        #[unsafe(no_mangle)]
        pub extern "C" fn unpack(limit: u32) -> u32 {
            u32::from(CORE.core().packer.unpack(limit as usize))
        }

        /// What `pack` or `unpack` made, until the next `pack_alloc`.
        #[unsafe(no_mangle)]
        pub extern "C" fn packed_ptr() -> *const u8 {
            CORE.core().packer.output().as_ptr()
        }

        /// Its bytes.
        #[unsafe(no_mangle)]
        pub extern "C" fn packed_len() -> u32 {
            CORE.core().packer.output().len() as u32
        }

        /// What the panic before a trap said, in UTF-8.
        #[unsafe(no_mangle)]
        pub extern "C" fn fault_ptr() -> *const u8 {
            $crate::fault().as_ptr()
        }

        /// Its bytes; 0 where none has been.
        #[unsafe(no_mangle)]
        pub extern "C" fn fault_len() -> u32 {
            $crate::fault().len() as u32
        }
    };
}
