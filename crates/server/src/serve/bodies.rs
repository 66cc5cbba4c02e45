//! Slow bodies are cut: so many seconds for the whole of one, and one more for each 64 KiB that did come.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use http_body::{Body as _, Frame};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Sleep};

/// Bytes that earn a second.
const A_SECONDS_WORTH: usize = 64 * 1024;

/// The router, with bodies that must arrive within a time.
pub fn within(router: Router, limit: Duration) -> Router {
    let timed = move |request: Request| async move {
        if request.body().is_end_stream() {
            return request;
        }
        request.map(|inner| Body::new(TimedBody { inner, ends: Box::pin(tokio::time::sleep(limit)), came: 0 }))
    };
    router.layer(axum::middleware::map_request(timed))
}

struct TimedBody {
    inner: Body,
    ends: Pin<Box<Sleep>>,
    /// Bytes not yet counted as a second.
    came: usize,
}

/// The client took too long.
#[derive(Debug)]
struct TooSlow;

impl std::fmt::Display for TooSlow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the body took too long")
    }
}

impl std::error::Error for TooSlow {}

impl http_body::Body for TimedBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if self.ends.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Some(Err(axum::Error::new(TooSlow))));
        }
        let frame = ready!(Pin::new(&mut self.inner).poll_frame(cx));
        if let Some(Ok(frame)) = &frame {
            self.came += frame.data_ref().map_or(0, Bytes::len);
            let seconds = self.came / A_SECONDS_WORTH;
            self.came %= A_SECONDS_WORTH;
            if seconds > 0 {
                let later: Instant = self.ends.deadline() + Duration::from_secs(seconds as u64);
                self.ends.as_mut().reset(later);
            }
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.inner.size_hint()
    }
}
