//! Where a handle that JavaScript holds keeps its Rust object.

use moq_net::kio::{self, Waiter, WaiterList};
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::Future,
    rc::Rc,
    task::Poll,
};

/// A shared, closable home for one object.
///
/// Calls that overlap are served in the order in which they were made; closing takes the object out and
/// ends the calls that wait. Clones share the object, so a promise in flight survives `free()`.
pub struct Slot<T>(Rc<Inner<T>>);

struct Inner<T> {
    value: RefCell<Option<T>>,
    /// The tickets of the calls that wait, oldest first.
    queue: RefCell<VecDeque<u64>>,
    next_ticket: Cell<u64>,
    /// Those that wait for their turn, or for the end.
    waiters: RefCell<WaiterList>,
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: 'static> Slot<T> {
    pub fn new(value: T) -> Self {
        Self(Rc::new(Inner {
            value: RefCell::new(Some(value)),
            queue: RefCell::default(),
            next_ticket: Cell::new(0),
            waiters: RefCell::new(WaiterList::new()),
        }))
    }

    /// Runs `f` on the object, or gives `None` once closed.
    pub fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.0.value.borrow_mut().as_mut().map(f)
    }

    /// Takes the object out and ends every call that waits on it.
    pub fn close(&self) -> Option<T> {
        let value = self.0.value.borrow_mut().take();
        self.wake();
        value
    }

    /// Polls `f` until it is ready, in turn with the other calls; `None` once closed.
    pub fn wait<R: 'static, F>(&self, mut f: F) -> impl Future<Output = Option<R>> + use<T, R, F>
    where
        F: FnMut(&mut T, &Waiter) -> Poll<R> + 'static,
    {
        let ticket = Ticket::new(self.clone());
        let slot = self.clone();
        async move {
            let result = kio::wait(|waiter| {
                waiter.register(&mut slot.0.waiters.borrow_mut());
                let mut value = slot.0.value.borrow_mut();
                let Some(value) = value.as_mut() else {
                    return Poll::Ready(None);
                };
                if !ticket.is_first() {
                    return Poll::Pending;
                }
                f(value, waiter).map(Some)
            })
            .await;
            drop(ticket);
            result
        }
    }

    /// As [`Slot::wait`], but beside the queue: for calls that must not hold up others, nor be held up. And
    /// it does not hold the object: a handle that is dropped while it is watched is let go, and this ends.
    pub fn watch<R: 'static, F>(&self, mut f: F) -> impl Future<Output = Option<R>> + use<T, R, F>
    where
        F: FnMut(&mut T, &Waiter) -> Poll<R> + Unpin + 'static,
    {
        let slot = Rc::downgrade(&self.0);
        kio::wait(move |waiter| {
            let Some(slot) = slot.upgrade() else {
                return Poll::Ready(None);
            };
            waiter.register(&mut slot.waiters.borrow_mut());
            match slot.value.borrow_mut().as_mut() {
                Some(value) => f(value, waiter).map(Some),
                None => Poll::Ready(None),
            }
        })
    }

    /// Lets those who wait look again: for a change to the object that it does not tell of itself.
    pub fn wake(&self) {
        let mut waiters = self.0.waiters.borrow_mut().take();
        waiters.wake();
    }
}

impl<T> Drop for Inner<T> {
    fn drop(&mut self) {
        self.waiters.get_mut().take().wake();
    }
}

/// A place in the queue, given up on drop.
struct Ticket<T: 'static> {
    slot: Slot<T>,
    number: u64,
}

impl<T: 'static> Ticket<T> {
    fn new(slot: Slot<T>) -> Self {
        let number = slot.0.next_ticket.get();
        slot.0.next_ticket.set(number + 1);
        slot.0.queue.borrow_mut().push_back(number);
        Self { slot, number }
    }

    fn is_first(&self) -> bool {
        self.slot.0.queue.borrow().front() == Some(&self.number)
    }
}

impl<T: 'static> Drop for Ticket<T> {
    fn drop(&mut self) {
        self.slot
            .0
            .queue
            .borrow_mut()
            .retain(|ticket| *ticket != self.number);
        self.slot.wake();
    }
}
