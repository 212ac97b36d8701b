//! Tracing to the browser's console, and panics that say where they happened.

use tracing_subscriber::filter::Targets;

#[cfg(target_family = "wasm")]
use wasm_bindgen::prelude::wasm_bindgen;

/// Installs the panic hook and sends tracing to the console. Calling it again changes nothing.
///
/// `filter` is in the form of `RUST_LOG`: `warn`, or `info,moq_net=debug`. One that cannot be read is
/// taken as `warn`; the answer says whether it could be.
#[cfg_attr(target_family = "wasm", wasm_bindgen)]
pub fn setup(filter: &str) -> bool {
    let (targets, understood) = parse(filter);
    #[cfg(target_family = "wasm")]
    install(targets);
    #[cfg(not(target_family = "wasm"))]
    drop(targets);
    understood
}

/// Reads a `RUST_LOG`-style filter; what cannot be read becomes `warn`, and `false`.
fn parse(filter: &str) -> (Targets, bool) {
    match filter.trim().parse::<Targets>() {
        Ok(targets) if !filter.trim().is_empty() => (targets, true),
        _ => (Targets::new().with_default(tracing::Level::WARN), false),
    }
}

#[cfg(target_family = "wasm")]
fn install(targets: Targets) {
    use tracing_subscriber::layer::{Layer, SubscriberExt};

    console_error_panic_hook::set_once();
    let subscriber = tracing_subscriber::registry().with(console::Console.with_filter(targets));
    // An error means that a subscriber is there already, which is what was asked for.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

#[cfg(target_family = "wasm")]
mod console {
    use std::fmt::{self, Write};
    use tracing::{
        Event, Level, Subscriber,
        field::{Field, Visit},
    };
    use tracing_subscriber::layer::{Context, Layer};

    /// One line of an event: its message first, then `key=value` for the other fields.
    #[derive(Default)]
    struct Line {
        message: String,
        fields: String,
    }

    impl Visit for Line {
        fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
            // Writing to a String cannot fail.
            let _ = match field.name() {
                "message" => write!(self.message, "{value:?}"),
                name => write!(self.fields, " {name}={value:?}"),
            };
        }
    }

    pub struct Console;

    impl<S: Subscriber> Layer<S> for Console {
        fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
            let mut line = Line::default();
            event.record(&mut line);
            let metadata = event.metadata();
            let text = format!("{}: {}{}", metadata.target(), line.message, line.fields).into();
            match *metadata.level() {
                Level::ERROR => web_sys::console::error_1(&text),
                Level::WARN => web_sys::console::warn_1(&text),
                Level::INFO => web_sys::console::info_1(&text),
                _ => web_sys::console::debug_1(&text),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing::Level;

    #[test]
    fn a_filter_names_levels_by_target() {
        let (targets, understood) = parse("info,moq_net=debug");
        assert!(understood);
        assert!(targets.would_enable("moq_net::session", &Level::DEBUG));
        assert!(!targets.would_enable("other", &Level::DEBUG));
    }

    #[test]
    fn a_filter_that_cannot_be_read_is_warn() {
        for filter in ["", "   ", "moq_net=loud"] {
            let (targets, understood) = parse(filter);
            assert!(!understood, "{filter:?}");
            assert!(targets.would_enable("any", &Level::WARN));
            assert!(!targets.would_enable("any", &Level::INFO));
        }
    }
}
