//! A file sealed to a passphrase, written and read in pieces: `docs/ARCHIVE.md` has the format.
//!
//! Each piece is sealed on its own with its number and whether it is the last, so that a piece that is changed, missing,
//! moved or added is noticed when it is read, and so is a file that was cut. Memory holds one piece at a time.

use std::io::{self, Read, Write};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::envelope::{Key, random};

const MAGIC: &[u8; 8] = b"BALAI\x00A\x01";
/// Plain bytes in a piece.
const PIECE: usize = 64 * 1024;
const TAG: usize = 16;
const HEADER: usize = MAGIC.len() + 3 * 4 + 16 + PREFIX;
/// Random bytes at the head of each nonce; the piece's number and the mark of the last follow.
const PREFIX: usize = 19;
/// The bit of a piece's length that says: this is the last one.
const LAST: u32 = 1 << 31;

/// What an opener is willing to spend: a stranger's header must not ask for all memory.
const MOST_MEMORY_KIB: u32 = 1024 * 1024;
const MOST_PASSES: u32 = 16;

/// How dear one try of a passphrase is.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Default for Cost {
    /// 64 MiB, three passes (RFC 9106, the second recommended choice).
    fn default() -> Self {
        Self { memory_kib: 64 * 1024, passes: 3 }
    }
}

/// Why a sealed file does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file is something else.
    #[error("berkas ini bukan arsip Balai, atau dibuat oleh versi yang lebih baru")]
    NotOurs,
    /// The first piece does not open.
    #[error("frasa sandi tidak cocok, atau awal berkas berubah")]
    Passphrase,
    /// The file cannot be read.
    #[error("berkas tidak terbaca")]
    Io(#[from] io::Error),
}

struct Seal {
    cipher: XChaCha20Poly1305,
    header: [u8; HEADER],
    number: u32,
}

impl Seal {
    fn new(header: [u8; HEADER], stream: &[u8; 32]) -> Self {
        Self { cipher: XChaCha20Poly1305::new(&(*stream).into()), header, number: 0 }
    }

    fn nonce(&mut self, last: bool) -> io::Result<XNonce> {
        let mut nonce = [0; 24];
        nonce[..PREFIX].copy_from_slice(&self.header[HEADER - PREFIX..]);
        nonce[PREFIX..23].copy_from_slice(&self.number.to_be_bytes());
        nonce[23] = u8::from(last);
        self.number = self.number.checked_add(1).ok_or_else(|| io::Error::other("arsip lebih besar dari 256 TB"))?;
        Ok(XNonce::from(nonce))
    }

    fn close(&mut self, plain: &[u8], last: bool) -> io::Result<Vec<u8>> {
        let nonce = self.nonce(last)?;
        let sealed = self.cipher.encrypt(&nonce, Payload { msg: plain, aad: &self.header });
        sealed.map_err(|_| io::Error::other("a piece does not seal"))
    }

    fn open(&mut self, sealed: &[u8], last: bool) -> io::Result<Vec<u8>> {
        let nonce = self.nonce(last)?;
        let plain = self.cipher.decrypt(&nonce, Payload { msg: sealed, aad: &self.header });
        plain.map_err(|_| damaged("isi berkas berubah"))
    }
}

/// Seals what is written to it. Only [`Sealer::finish`] makes the file whole.
pub struct Sealer<W: Write> {
    to: W,
    seal: Seal,
    piece: Vec<u8>,
    wrapping: Key,
}

/// Reads what a [`Sealer`] wrote. An end that is no end is an error, never an end.
pub struct Opener<R: Read> {
    from: R,
    seal: Seal,
    piece: Vec<u8>,
    at: usize,
    done: bool,
    wrapping: Key,
}

impl<W: Write> Sealer<W> {
    /// Begins a file.
    pub fn begin(mut to: W, passphrase: &SecretString, cost: Cost) -> io::Result<Self> {
        let mut header = [0; HEADER];
        let (salt, prefix): ([u8; 16], [u8; PREFIX]) = (random(), random());
        header[..8].copy_from_slice(MAGIC);
        header[8..12].copy_from_slice(&cost.memory_kib.to_be_bytes());
        header[12..16].copy_from_slice(&cost.passes.to_be_bytes());
        header[16..20].copy_from_slice(&1_u32.to_be_bytes());
        header[20..36].copy_from_slice(&salt);
        header[36..].copy_from_slice(&prefix);
        let (stream, wrapping) = keys(passphrase, &header)?;
        to.write_all(&header)?;
        Ok(Self { to, seal: Seal::new(header, &stream), piece: Vec::with_capacity(PIECE), wrapping })
    }

    /// The key under which other keys travel in this file.
    pub fn wrapping(&self) -> &Key {
        &self.wrapping
    }

    /// Seals the last piece; returns what was written to.
    pub fn finish(mut self) -> io::Result<W> {
        self.put(true)?;
        self.to.flush()?;
        Ok(self.to)
    }

    fn put(&mut self, last: bool) -> io::Result<()> {
        let sealed = self.seal.close(&self.piece, last)?;
        let length = u32::try_from(sealed.len()).expect("a piece is small");
        self.to.write_all(&(length | if last { LAST } else { 0 }).to_be_bytes())?;
        self.to.write_all(&sealed)?;
        self.piece.clear();
        Ok(())
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.piece.len() == PIECE {
            self.put(false)?;
        }
        let taken = bytes.len().min(PIECE - self.piece.len());
        self.piece.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    /// A piece is sealed when it is full: flushing early would give away where things end.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<R: Read> Opener<R> {
    /// Opens a file as far as its first piece, which tells a wrong passphrase.
    pub fn begin(mut from: R, passphrase: &SecretString) -> Result<Self, OpenError> {
        let mut header = [0; HEADER];
        from.read_exact(&mut header).map_err(|_| OpenError::NotOurs)?;
        if &header[..8] != MAGIC {
            return Err(OpenError::NotOurs);
        }
        let (stream, wrapping) = keys(passphrase, &header).map_err(|_| OpenError::NotOurs)?;
        let seal = Seal::new(header, &stream);
        let mut opener = Self { from, seal, piece: Vec::new(), at: 0, done: false, wrapping };
        opener.next_piece().map_err(|_| OpenError::Passphrase)?;
        Ok(opener)
    }

    /// The key under which other keys travel in this file.
    pub fn wrapping(&self) -> &Key {
        &self.wrapping
    }

    fn next_piece(&mut self) -> io::Result<()> {
        let mut length = [0; 4];
        self.from.read_exact(&mut length).map_err(|_| damaged("berkas terpotong"))?;
        let length = u32::from_be_bytes(length);
        let (last, length) = (length & LAST != 0, (length & !LAST) as usize);
        if !(TAG..=PIECE + TAG).contains(&length) {
            return Err(damaged("isi berkas berubah"));
        }
        let mut sealed = vec![0; length];
        self.from.read_exact(&mut sealed).map_err(|_| damaged("berkas terpotong"))?;
        self.piece = self.seal.open(&sealed, last)?;
        self.at = 0;
        self.done = last;
        if last && self.from.read(&mut [0])? != 0 {
            return Err(damaged("ada isi setelah akhir arsip"));
        }
        Ok(())
    }
}

impl<R: Read> Read for Opener<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.piece.len() && !self.done {
            self.next_piece()?;
        }
        let given = into.len().min(self.piece.len() - self.at);
        into[..given].copy_from_slice(&self.piece[self.at..self.at + given]);
        self.at += given;
        Ok(given)
    }
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}

/// The key of the pieces and the key of the keys, of the passphrase and the header's salt and cost.
fn keys(passphrase: &SecretString, header: &[u8; HEADER]) -> io::Result<(Zeroizing<[u8; 32]>, Key)> {
    let number = |at: usize| u32::from_be_bytes(header[at..at + 4].try_into().expect("four bytes"));
    let (memory, passes, lanes) = (number(8), number(12), number(16));
    if memory > MOST_MEMORY_KIB || passes > MOST_PASSES || lanes != 1 {
        return Err(damaged("ongkos kunci di luar batas"));
    }
    let params = Params::new(memory, passes, lanes, Some(64)).map_err(|_| damaged("ongkos kunci tidak masuk akal"))?;
    let mut both = Zeroizing::new([0_u8; 64]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.expose_secret().as_bytes(), &header[20..36], &mut *both)
        .map_err(|_| io::Error::other("kunci tidak dapat dibuat"))?;
    let mut stream = Zeroizing::new([0_u8; 32]);
    stream.copy_from_slice(&both[..32]);
    let wrapping = Key::from_bytes(&both[32..]).expect("32 bytes");
    Ok((stream, wrapping))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: Cost = Cost { memory_kib: 64, passes: 1 };

    fn word() -> SecretString {
        "kuda lumping makan beling".to_owned().into()
    }

    fn sealed(plain: &[u8]) -> Vec<u8> {
        let mut sealer = Sealer::begin(Vec::new(), &word(), CHEAP).unwrap();
        sealer.write_all(plain).unwrap();
        sealer.finish().unwrap()
    }

    fn opened(file: &[u8]) -> io::Result<Vec<u8>> {
        let mut opener = Opener::begin(file, &word()).map_err(io::Error::other)?;
        let mut plain = Vec::new();
        opener.read_to_end(&mut plain)?;
        Ok(plain)
    }

    #[test]
    fn what_was_sealed_comes_back_whole_at_every_length() {
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE] {
            let plain: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
            assert_eq!(opened(&sealed(&plain)).unwrap(), plain, "{length}");
        }
    }

    #[test]
    fn a_cut_file_is_noticed_wherever_it_is_cut() {
        let file = sealed(&vec![7; 2 * PIECE + 100]);
        for end in [0, 10, HEADER, HEADER + 4, HEADER + 4 + PIECE + TAG, file.len() - 121, file.len() - 1] {
            assert!(opened(&file[..end]).is_err(), "cut at {end}");
        }
        assert!(opened(&[file, vec![0]].concat()).is_err(), "a byte after the end");
    }

    #[test]
    fn a_changed_byte_is_noticed_wherever_it_is() {
        let file = sealed(&vec![7; PIECE + 50]);
        for at in [0, 8, 21, 40, HEADER, HEADER + 3, HEADER + 5, HEADER + PIECE, file.len() - 1] {
            let mut changed = file.clone();
            changed[at] ^= 1;
            assert!(opened(&changed).is_err(), "byte {at}");
        }
    }

    #[test]
    fn pieces_cannot_change_places_or_come_from_another_file() {
        let (one, other) = (sealed(&vec![7; 3 * PIECE]), sealed(&vec![7; 3 * PIECE]));
        let piece = |file: &[u8], number: usize| {
            let from = HEADER + number * (PIECE + TAG + 4);
            file[from..from + PIECE + TAG + 4].to_vec()
        };
        let mut swapped = one.clone();
        swapped[HEADER..HEADER + PIECE + TAG + 4].copy_from_slice(&piece(&one, 1));
        assert!(opened(&swapped).is_err());
        let mut foreign = one.clone();
        foreign[HEADER..HEADER + PIECE + TAG + 4].copy_from_slice(&piece(&other, 0));
        assert!(opened(&foreign).is_err());
        assert!(opened(&one).is_ok());
    }

    #[test]
    fn another_passphrase_opens_nothing_and_a_dear_header_is_refused() {
        let file = sealed(b"isi");
        assert!(matches!(Opener::begin(&*file, &"lain".to_owned().into()), Err(OpenError::Passphrase)));
        let mut dear = file.clone();
        dear[8..12].copy_from_slice(&u32::MAX.to_be_bytes());
        assert!(matches!(Opener::begin(&*dear, &word()), Err(OpenError::NotOurs)));
        assert!(matches!(Opener::begin(&b"PK\x03\x04"[..], &word()), Err(OpenError::NotOurs)));
    }

    #[test]
    fn the_key_of_the_keys_is_the_same_on_both_sides() {
        let mut sealer = Sealer::begin(Vec::new(), &word(), CHEAP).unwrap();
        let there = sealer.wrapping().blind_index(b"x");
        sealer.write_all(b"isi").unwrap();
        let file = sealer.finish().unwrap();
        assert_eq!(Opener::begin(&*file, &word()).unwrap().wrapping().blind_index(b"x"), there);
    }
}
