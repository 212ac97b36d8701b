//! Tracing to the browser's console, and panics that say where they happened.
//!
//! A subscriber of our own, and not tracing-subscriber's registry: it needs no spans and no threads, and
//! each viewer would download them.

use tracing::Level;

#[cfg(target_family = "wasm")]
use wasm_bindgen::prelude::wasm_bindgen;

/// Installs the panic hook and sends tracing to the console. Calling it again changes nothing.
///
/// `filter` is in the form of `RUST_LOG`: `warn`, or `info,moq_net=debug`. One that cannot be read is
/// taken as `warn`; the answer says whether it could be.
#[cfg(target_family = "wasm")]
#[wasm_bindgen]
pub fn setup(filter: &str) -> bool {
    let (filter, understood) = parse(filter);
    console::install(filter);
    understood
}

/// The most verbose level that is shown, in general and beneath a target; `None` shows nothing.
#[derive(Debug)]
struct Filter {
    default: Option<Level>,
    /// The longest target first: the first that fits is meant.
    targets: Vec<(String, Option<Level>)>,
}

impl Filter {
    fn shows(&self, target: &str, level: &Level) -> bool {
        let most = self
            .targets
            .iter()
            .find(|(prefix, _)| target.starts_with(prefix.as_str()))
            .map_or(self.default, |(_, most)| *most);
        most.is_some_and(|most| *level <= most)
    }

    fn most_verbose(&self) -> Option<Level> {
        let targets = self.targets.iter().map(|(_, level)| *level);
        targets.chain([self.default]).flatten().max()
    }
}

/// Reads a `RUST_LOG`-style filter; what cannot be read becomes `warn`, and `false`.
fn parse(text: &str) -> (Filter, bool) {
    read(text).map_or_else(
        || {
            let warn = Filter {
                default: Some(Level::WARN),
                targets: Vec::new(),
            };
            (warn, false)
        },
        |filter| (filter, true),
    )
}

fn read(text: &str) -> Option<Filter> {
    let mut filter = Filter {
        default: None,
        targets: Vec::new(),
    };
    for directive in text.split(',') {
        match directive.trim().split_once('=') {
            Some((target, name)) => filter.targets.push((target.to_owned(), level(name)?)),
            None => filter.default = level(directive.trim())?,
        }
    }
    filter
        .targets
        .sort_by_key(|(target, _)| std::cmp::Reverse(target.len()));
    Some(filter)
}

fn level(name: &str) -> Option<Option<Level>> {
    const LEVELS: [(&str, Option<Level>); 6] = [
        ("off", None),
        ("error", Some(Level::ERROR)),
        ("warn", Some(Level::WARN)),
        ("info", Some(Level::INFO)),
        ("debug", Some(Level::DEBUG)),
        ("trace", Some(Level::TRACE)),
    ];
    LEVELS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, level)| *level)
}

#[cfg(target_family = "wasm")]
mod console {
    use super::Filter;
    use std::fmt::{self, Write};
    use tracing::{
        Event, Level, Metadata, Subscriber,
        field::{Field, Visit},
        level_filters::LevelFilter,
        span,
    };

    pub fn install(filter: Filter) {
        console_error_panic_hook::set_once();
        // An error means that a subscriber is there already, which is what was asked for.
        let _ = tracing::subscriber::set_global_default(Console(filter));
    }

    /// One line of an event: its message first, then `key=value` for the other fields.
    #[derive(Default)]
    struct Line {
        message: String,
        fields: String,
    }

    impl Line {
        /// moq-net warns of each end that the other side gave, of one without an error too.
        fn is_orderly_end(&self) -> bool {
            self.message == "session error" && self.fields == " err=no error"
        }
    }

    impl Visit for Line {
        fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
            // Writing to a String cannot fail.
            let _ = match field.name() {
                "message" => write!(self.message, "{value:?}"),
                name => write!(self.fields, " {name}={value:?}"),
            };
        }

        fn record_f64(&mut self, field: &Field, value: f64) {
            // By JavaScript, which has what it takes: Rust's way to write floats is 20 KB.
            let text = js_sys::Number::from(value).to_string_with_radix(10);
            let text = text.map_or_else(|_| String::new(), String::from);
            self.record_debug(field, &format_args!("{text}"));
        }
    }

    /// Writes events, and knows nothing of spans: moq-net has none.
    struct Console(Filter);

    impl Subscriber for Console {
        fn enabled(&self, metadata: &Metadata<'_>) -> bool {
            metadata.is_event() && self.0.shows(metadata.target(), metadata.level())
        }

        fn max_level_hint(&self) -> Option<LevelFilter> {
            Some(
                self.0
                    .most_verbose()
                    .map_or(LevelFilter::OFF, LevelFilter::from_level),
            )
        }

        fn event(&self, event: &Event<'_>) {
            let mut line = Line::default();
            event.record(&mut line);
            let metadata = event.metadata();
            let level = if line.is_orderly_end() {
                Level::INFO
            } else {
                *metadata.level()
            };
            if !self.0.shows(metadata.target(), &level) {
                return;
            }
            let text = format!("{}: {}{}", metadata.target(), line.message, line.fields).into();
            match level {
                Level::ERROR => web_sys::console::error_1(&text),
                Level::WARN => web_sys::console::warn_1(&text),
                Level::INFO => web_sys::console::info_1(&text),
                _ => web_sys::console::debug_1(&text),
            }
        }

        fn new_span(&self, _span: &span::Attributes<'_>) -> span::Id {
            span::Id::from_u64(1)
        }

        fn record(&self, _span: &span::Id, _values: &span::Record<'_>) {}
        fn record_follows_from(&self, _span: &span::Id, _follows: &span::Id) {}
        fn enter(&self, _span: &span::Id) {}
        fn exit(&self, _span: &span::Id) {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_names_levels_by_target() {
        let (filter, understood) = parse("info,moq_net=debug,moq_net::model=off");
        assert!(understood);
        assert!(filter.shows("moq_net::session", &Level::DEBUG));
        assert!(!filter.shows("moq_net::session", &Level::TRACE));
        assert!(!filter.shows("moq_net::model::track", &Level::ERROR));
        assert!(filter.shows("other", &Level::INFO));
        assert!(!filter.shows("other", &Level::DEBUG));
        assert_eq!(filter.most_verbose(), Some(Level::DEBUG));
    }

    #[test]
    fn a_filter_that_cannot_be_read_is_warn() {
        for text in ["", "   ", "moq_net=loud", "warn,"] {
            let (filter, understood) = parse(text);
            assert!(!understood, "{text:?}");
            assert!(filter.shows("any", &Level::WARN));
            assert!(!filter.shows("any", &Level::INFO));
        }
    }
}
