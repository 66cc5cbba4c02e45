//! What packed bytes unpack to, counted without keeping it.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use memchr::memmem;

use crate::reading::document::{Limits, Unreadable};

/// Something measured, or why it is too much.
pub(super) type Measured<T> = Result<T, Unreadable>;

/// Counts what deflated bytes unpack to, keeping none of it.
pub(super) fn inflated(packed: &[u8], most: u64) -> Measured<u64> {
    let zlib = count(ZlibDecoder::new(packed), most)?;
    // Without a valid head some writers leave plain deflate, which the interpreter reads as well.
    Ok(if zlib == 0 { count(DeflateDecoder::new(packed), most)? } else { zlib })
}

fn count(mut unpacking: impl Read, most: u64) -> Measured<u64> {
    let mut buffer = [0_u8; 16 * 1024];
    let mut size = 0_u64;
    loop {
        match unpacking.read(&mut buffer) {
            Ok(0) | Err(_) => return Ok(size),
            Ok(read) => size += read as u64,
        }
        if size > most {
            return Err(Unreadable::Bomb);
        }
    }
}

/// Measures the streams that are unpacked as soon as a file is opened: those that hold its objects. They are found in
/// the bytes, as nothing else can be known yet.
pub(super) fn object_streams(bytes: &[u8], limits: &Limits) -> Measured<()> {
    /// A dictionary is looked for this far before its stream.
    const BEFORE: usize = 512;
    let (objects, tables, head) =
        (memmem::Finder::new("ObjStm"), memmem::Finder::new("XRef"), memmem::FinderRev::new(" obj"));
    let mut total = 0;
    for start in memmem::find_iter(bytes, b"stream") {
        let at = start + b"stream".len();
        let before = bytes.get(start.saturating_sub(BEFORE)..start).unwrap_or_default();
        if before.ends_with(b"end") {
            continue;
        }
        let from = head.rfind(before).unwrap_or(0);
        let dict = before.get(from..).unwrap_or_default();
        if objects.find(dict).is_none() && tables.find(dict).is_none() {
            continue;
        }
        let data = bytes.get(at..).unwrap_or_default();
        let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).unwrap_or(data);
        // What does not begin as packed bytes do is not unpacked; the file may say "stream" a million times.
        let is_packed = matches!(data, [first, second, ..]
            if first & 0x0F == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0);
        if is_packed {
            total += count(ZlibDecoder::new(data), limits.unpacked)?;
        }
        if total > limits.unpacked {
            return Err(Unreadable::Bomb);
        }
    }
    Ok(())
}
