//! Forwarding: one track's groups and datagrams as another's, in this process. Frames are shared, not copied.

use moq_net::{
    Error, broadcast, group,
    kio::{self, Waiter},
    track,
};
use std::{task::Poll, time::Duration};
use wasm_bindgen_futures::spawn_local;

/// A track to read from, held so that holding it does not count as reading it.
pub struct Source {
    pub broadcast: broadcast::Consumer,
    pub name: String,
    pub demand: track::Demand,
}

/// Serves `target` from `source` while somebody reads `target`, until either ends.
pub async fn track(source: Source, mut target: track::Producer) {
    let wanted = target.demand();
    while kio::wait(|waiter| poll_wanted(&source.demand, &wanted, waiter)).await {
        match pump(&source, &mut target, &wanted).await {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let _ = target.abort(error);
                return;
            }
        }
    }
    let _ = target.finish();
}

/// Ready with true once somebody reads the target, with false once either track has ended.
fn poll_wanted(source: &track::Demand, target: &track::Demand, waiter: &Waiter) -> Poll<bool> {
    if let Poll::Ready(used) = target.poll_used(waiter) {
        return Poll::Ready(used.is_ok());
    }
    loop {
        // The end is told only as the answer to a question on use, whichever is open.
        let flipped = if source.is_used() {
            source.poll_unused(waiter)
        } else {
            source.poll_used(waiter)
        };
        match flipped {
            Poll::Ready(Ok(())) => {}
            Poll::Ready(Err(_)) => return Poll::Ready(false),
            Poll::Pending => return Poll::Pending,
        }
    }
}

enum Event {
    Group(Box<group::Consumer>),
    Datagram(moq_net::Datagram),
    Unwanted,
    End,
}

/// One stretch of reading; true where nobody reads any more for now, false at the end.
async fn pump(
    source: &Source,
    target: &mut track::Producer,
    wanted: &track::Demand,
) -> Result<bool, Error> {
    let everything = track::Subscription::default().with_max_age(Duration::MAX);
    let mut reader = source
        .broadcast
        .track(&source.name)?
        .subscribe(everything)
        .await?;
    loop {
        match kio::wait(|waiter| poll_event(&mut reader, wanted, waiter)).await? {
            Event::Group(group) => match target.create_group(group::Info {
                sequence: group.sequence,
            }) {
                Ok(copy) => spawn_local(self::group(*group, copy)),
                // From an earlier stretch.
                Err(Error::Duplicate) => {}
                Err(error) => return Err(error),
            },
            Event::Datagram(datagram) => {
                target.insert_datagram(datagram.sequence, datagram.timestamp, datagram.payload)?;
            }
            Event::Unwanted => return Ok(true),
            Event::End => return Ok(false),
        }
    }
}

fn poll_event(
    reader: &mut track::Subscriber,
    wanted: &track::Demand,
    waiter: &Waiter,
) -> Poll<Result<Event, Error>> {
    if let Poll::Ready(group) = reader.poll_recv_group(waiter) {
        return Poll::Ready(
            group.map(|group| group.map_or(Event::End, |group| Event::Group(Box::new(group)))),
        );
    }
    if let Poll::Ready(Ok(Some(datagram))) = reader.poll_recv_datagram(waiter) {
        return Poll::Ready(Ok(Event::Datagram(datagram)));
    }
    wanted.poll_unused(waiter).map(|unused| {
        Ok(match unused {
            Ok(()) => Event::Unwanted,
            Err(_) => Event::End,
        })
    })
}

async fn group(mut from: group::Consumer, mut to: group::Producer) {
    let end = loop {
        let written = match from.read_frame().await {
            Ok(Some(frame)) => to.write_frame(frame.timestamp, frame.payload),
            Ok(None) => break to.finish(),
            Err(error) => Err(error),
        };
        if let Err(error) = written {
            break to.abort(error);
        }
    };
    // It has ended already: the reader or the track was faster.
    let _ = end;
}

/// Copies what is in a group now.
pub fn snapshot(from: &mut group::Consumer, to: &mut group::Producer) -> Result<(), Error> {
    while let Poll::Ready(Some(frame)) = from.poll_read_frame(&Waiter::noop())? {
        to.write_frame(frame.timestamp, frame.payload)?;
    }
    Ok(())
}
