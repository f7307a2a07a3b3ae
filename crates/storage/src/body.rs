//! Sealing of whole files in place: the bytes are turned over piece by piece, so that memory holds a file once.
//!
//! What is kept is the turned bytes, then the tag of each piece, then the random head of the nonces. Each piece is bound to
//! its number and to whether it is the last, so that nothing can be cut off, moved or added.

use chacha20poly1305::{
    XNonce,
    aead::{AeadInOut, Tag},
};
use zeroize::Zeroizing;

use crate::envelope::{Key, Seat, random};
use crate::{Result, StorageError};

/// Plain bytes in a piece.
const PIECE: usize = 64 * 1024;
const TAG: usize = 16;
/// Random bytes at the head of each nonce; the piece's number and the mark of the last follow.
const PREFIX: usize = 19;

/// Bytes of a sealed file: who makes room for them beforehand sees nothing moved in memory.
pub const fn sealed_length(plain: usize) -> usize {
    plain + pieces(plain) * TAG + PREFIX
}

impl Key {
    /// Seals a file for its seat. It grows by 16 bytes for each 64 KiB and by 19.
    pub fn seal_body(&self, seat: Seat<'_>, mut body: Vec<u8>) -> Vec<u8> {
        let (prefix, aad, cipher): ([u8; PREFIX], _, _) = (random(), seat.bytes(), self.cipher());
        let pieces = pieces(body.len());
        let mut tags = Vec::with_capacity(pieces * TAG + PREFIX);
        for number in 0..pieces {
            let piece = &mut body[number * PIECE..];
            let end = piece.len().min(PIECE);
            let tag = cipher
                .encrypt_inout_detached(&nonce(prefix, number, pieces), &aad, (&mut piece[..end]).into())
                .expect("XChaCha20-Poly1305 seals anything under 256 GB");
            tags.extend_from_slice(&tag);
        }
        tags.extend_from_slice(&prefix);
        body.reserve_exact(tags.len());
        body.extend_from_slice(&tags);
        body
    }

    /// Opens a file that was sealed for this seat; anything else is corrupt.
    pub fn open_body(&self, seat: Seat<'_>, mut body: Vec<u8>) -> Result<Zeroizing<Vec<u8>>> {
        let corrupt = || StorageError::Corrupt(format!("{}.{}", seat.table, seat.column));
        let (aad, cipher) = (seat.bytes(), self.cipher());
        let prefix: [u8; PREFIX] = *body.last_chunk().ok_or_else(corrupt)?;
        let sealed = body.len() - PREFIX;
        let pieces = sealed.div_ceil(PIECE + TAG).max(1);
        let plain =
            sealed.checked_sub(pieces * TAG).filter(|plain| self::pieces(*plain) == pieces).ok_or_else(corrupt)?;
        let tags = body.split_off(plain);
        for (number, tag) in tags[..pieces * TAG].chunks_exact(TAG).enumerate() {
            let piece = &mut body[number * PIECE..];
            let end = piece.len().min(PIECE);
            let tag: &Tag<chacha20poly1305::XChaCha20Poly1305> = tag.try_into().map_err(|_| corrupt())?;
            cipher
                .decrypt_inout_detached(&nonce(prefix, number, pieces), &aad, (&mut piece[..end]).into(), tag)
                .map_err(|_| corrupt())?;
        }
        Ok(Zeroizing::new(body))
    }
}

const fn pieces(length: usize) -> usize {
    if length == 0 { 1 } else { length.div_ceil(PIECE) }
}

fn nonce(prefix: [u8; PREFIX], number: usize, pieces: usize) -> XNonce {
    let mut nonce = [0; 24];
    nonce[..PREFIX].copy_from_slice(&prefix);
    let count = u32::try_from(number).expect("a file is smaller than 256 TB");
    nonce[PREFIX..23].copy_from_slice(&count.to_be_bytes());
    nonce[23] = u8::from(number + 1 == pieces);
    XNonce::from(nonce)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEAT: Seat<'static> = Seat { space: "vault", table: "bodies", column: "body", row: "1" };

    fn plain(length: usize) -> Vec<u8> {
        (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect()
    }

    #[test]
    fn a_file_comes_back_whole_at_every_length_and_grows_little() {
        let key = Key::fresh();
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17] {
            let sealed = key.seal_body(SEAT, plain(length));
            assert_eq!(sealed.len(), length + length.div_ceil(PIECE).max(1) * TAG + PREFIX);
            assert_eq!(sealed.len(), sealed_length(length));
            assert_eq!(*key.open_body(SEAT, sealed).unwrap(), plain(length), "{length}");
        }
    }

    #[test]
    fn what_is_changed_cut_moved_or_anothers_does_not_open() {
        let key = Key::fresh();
        let sealed = key.seal_body(SEAT, plain(2 * PIECE + 9));
        for at in [0, PIECE, 2 * PIECE + 8, 2 * PIECE + 9, sealed.len() - PREFIX, sealed.len() - 1] {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(key.open_body(SEAT, changed).is_err(), "{at}");
        }
        for end in [0, 18, 19, 35, PIECE, sealed.len() - 1] {
            assert!(key.open_body(SEAT, sealed[..end].to_vec()).is_err(), "cut at {end}");
        }
        let mut swapped = sealed.clone();
        swapped[..2 * PIECE].rotate_left(PIECE);
        assert!(key.open_body(SEAT, swapped).is_err());
        assert!(key.open_body(Seat { row: "2", ..SEAT }, sealed.clone()).is_err());
        assert!(Key::fresh().open_body(SEAT, sealed).is_err());
    }
}
