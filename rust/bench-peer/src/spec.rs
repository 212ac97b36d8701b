//! What a track's name says is in it.

/// What a track carries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spec {
    /// `flood/{bytes}x{frames}`: frames of so many bytes, so many a group, as fast as they are taken.
    Flood(Shape),
    /// `paced/{hertz}/{bytes}x{frames}/{phase}/{any}`: so many frames a second, each beginning with the time it was written,
    /// and written when so many hundredths of a period are over.
    Paced { hertz: u32, shape: Shape, phase: u8 },
    /// `acks`: how many frames of the session's own broadcast have come, as decimal text, again and again.
    Acks,
}

/// Frames of one size, in groups of one length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// Of a frame.
    pub bytes: usize,
    /// Of a group.
    pub frames: u32,
}

impl Spec {
    pub fn parse(name: &str) -> Option<Self> {
        match name.split('/').collect::<Vec<_>>().as_slice() {
            ["acks"] => Some(Self::Acks),
            ["flood", shape] => Shape::parse(shape).map(Self::Flood),
            ["paced", hertz, shape, phase, _] => Some(Self::Paced {
                hertz: hertz.parse().ok().filter(|hertz| *hertz > 0)?,
                shape: Shape::parse(shape)?,
                phase: phase.parse().ok().filter(|phase| *phase < 100)?,
            }),
            _ => None,
        }
    }
}

impl Shape {
    pub fn parse(text: &str) -> Option<Self> {
        let (bytes, frames) = text.split_once('x')?;
        Some(Self {
            bytes: bytes.parse().ok()?,
            frames: frames.parse().ok().filter(|frames| *frames > 0)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_is_in_a_track() {
        let shape = |bytes, frames| Shape { bytes, frames };
        assert_eq!(
            Spec::parse("flood/100x500"),
            Some(Spec::Flood(shape(100, 500)))
        );
        let paced = Spec::Paced {
            hertz: 60,
            shape: shape(1200, 60),
            phase: 25,
        };
        assert_eq!(Spec::parse("paced/60/1200x60/25/7"), Some(paced));
        assert_eq!(Spec::parse("acks"), Some(Spec::Acks));
    }

    #[test]
    fn other_names_are_no_tracks() {
        for name in [
            "",
            "flood",
            "flood/100",
            "flood/100x0",
            "paced/0/1x1/0/0",
            "paced/60/1x1/100/0",
            "acks/1",
        ] {
            assert_eq!(Spec::parse(name), None, "{name}");
        }
    }
}
