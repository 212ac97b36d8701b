//! Whether what is written to a TCP connection waits.

#[cfg(target_os = "linux")]
use std::{fs, os::fd::BorrowedFd};

/// Has what is written to connections that are accepted from now on go out at once, on whatever listens by now.
///
/// moq-relay 0.17 leaves Nagle's algorithm on. A WebSocket's small messages then wait for each other's
/// acknowledgements, which Linux puts off by 40 ms where nothing goes the other way. What is accepted takes
/// `TCP_NODELAY` over from what listens, and that is not within reach but by its number.
#[cfg(target_os = "linux")]
pub fn send_at_once() {
    let Ok(folder) = fs::read_dir("/proc/self/fd") else {
        return;
    };
    let names = folder.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let open: Vec<i32> = names.filter_map(|name| name.parse().ok()).collect();
    for number in open {
        // SAFETY: it was open a moment ago, and is asked and told nothing that matters to any other than a socket that
        // listens; those are kept until the process ends. One that is closed meanwhile is an error, which is passed over.
        let descriptor = unsafe { BorrowedFd::borrow_raw(number) };
        let socket = socket2::SockRef::from(&descriptor);
        if socket.is_listener().unwrap_or(false) {
            // A Unix socket has no such thing.
            let _ = socket.set_tcp_nodelay(true);
        }
    }
}

/// Elsewhere a socket that is within reach by its number alone does not say whether it listens.
#[cfg(not(target_os = "linux"))]
pub fn send_at_once() {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::net::{TcpListener, TcpStream};

    #[test]
    fn what_is_accepted_afterwards_sends_at_once() -> std::io::Result<()> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let accepted = || -> std::io::Result<bool> {
            let _client = TcpStream::connect(listener.local_addr()?)?;
            listener.accept()?.0.nodelay()
        };
        assert!(!accepted()?);
        super::send_at_once();
        assert!(accepted()?);
        Ok(())
    }
}
