//! Files that people send, made by hand.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// A PDF of one page in which a word stands; `more` are further objects.
pub fn pdf(word: &str, more: &str) -> Vec<u8> {
    pdf_with(word, more.as_bytes(), "")
}

/// The same with any bytes as its fifth object, and with further words in its trailer.
pub fn pdf_with(word: &str, more: &[u8], trailer: &str) -> Vec<u8> {
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>".to_vec(),
        drawing(word),
        if more.is_empty() { b"null".to_vec() } else { more.to_vec() },
    ];
    pdf_of(&objects, trailer)
}

/// A PDF with a page for each of these words.
pub fn pdf_of_pages(words: &[String]) -> Vec<u8> {
    let kids: Vec<String> = (0..words.len()).map(|page| format!("{} 0 R", 3 + 2 * page)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), words.len()).into_bytes(),
    ];
    for word in words {
        let drawn = objects.len() + 2;
        let page = format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {drawn} 0 R >>");
        objects.extend([page.into_bytes(), drawing(word)]);
    }
    pdf_of(&objects, "")
}

fn drawing(word: &str) -> Vec<u8> {
    let drawn = format!("% {word}\nq Q");
    format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()).into_bytes()
}

fn pdf_of(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(file.len());
        writeln!(file, "{} 0 obj", at + 1).expect("memory");
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let table = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).expect("memory");
    for place in places {
        writeln!(file, "{place:010} 00000 n ").expect("memory");
    }
    write!(file, "trailer\n<< /Size {} /Root 1 0 R {trailer}>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1)
        .expect("memory");
    file
}

/// A PDF that opens by a password alone (ISO 32000-1, 7.6): what its reader compares a password with is of none.
pub fn locked_pdf() -> Vec<u8> {
    let (owner, user) = ("4f".repeat(32), "55".repeat(32));
    let lock = format!("<< /Filter /Standard /V 1 /R 2 /P -44 /O <{owner}> /U <{user}> >>");
    pdf_with("terkunci", lock.as_bytes(), "/Encrypt 5 0 R /ID [<01020304> <01020304>] ")
}

/// A PDF of some hundred kilobytes with a stream that grows to so many bytes.
pub fn growing_pdf(bytes: usize) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![0; 1024 * 1024];
    for at in (0..bytes).step_by(zeros.len()) {
        packed.write_all(&zeros[..zeros.len().min(bytes - at)]).expect("memory");
    }
    let packed = packed.finish().expect("memory");
    let head = format!("<< /Filter /FlateDecode /Length {} >>\nstream\n", packed.len());
    pdf_with("membengkak", &[head.as_bytes(), &packed, b"\nendstream"].concat(), "")
}

/// A JPEG with a word in its Exif and the place where it was taken, as a phone's camera writes them (CIPA DC-008).
pub fn placed(jpeg: &[u8], word: &str) -> Vec<u8> {
    assert!(jpeg.starts_with(b"\xff\xd8") && word.len() > 4 && word.is_ascii());
    let entry = |tag: u16, kind: u16, count: usize, value: [u8; 4]| {
        let count = u32::try_from(count).expect("small").to_le_bytes();
        [tag.to_le_bytes().as_slice(), &kind.to_le_bytes(), &count, &value].concat()
    };
    // a head of 8 bytes, a list of two entries, the word, a list of two entries
    let (text, none) = (8 + 2 + 2 * 12 + 4, 0_u32.to_le_bytes());
    let offset = |at: usize| u32::try_from(at).expect("small").to_le_bytes();
    let tiff = [
        b"II*\0\x08\0\0\0".as_slice(),
        &2_u16.to_le_bytes(),
        &entry(0x010f, 2, word.len() + 1, offset(text)),     // Make
        &entry(0x8825, 4, 1, offset(text + word.len() + 1)), // GPSInfo
        &none,
        word.as_bytes(),
        b"\0",
        &2_u16.to_le_bytes(),
        &entry(0x0001, 2, 2, *b"S\0\0\0"), // GPSLatitudeRef
        &entry(0x0003, 2, 2, *b"E\0\0\0"), // GPSLongitudeRef
        &none,
    ]
    .concat();
    let body = [b"Exif\0\0".as_slice(), &tiff].concat();
    let length = u16::try_from(body.len() + 2).expect("small").to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &length, &body, &jpeg[2..]].concat()
}

/// A PNG of this many points a side.
pub fn png(side: u32, shade: u8) -> Vec<u8> {
    let chunk = |name: &[u8], data: &[u8]| {
        let body = [name, data].concat();
        let mut sum = flate2::Crc::new();
        sum.update(&body);
        let length = u32::try_from(data.len()).expect("small").to_be_bytes();
        [length.as_slice(), &body, &sum.sum().to_be_bytes()].concat()
    };
    let line = [vec![0], vec![shade; side as usize]].concat();
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..side {
        packed.write_all(&line).expect("memory");
    }
    let head = [side.to_be_bytes().as_slice(), &side.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    let (head, data) = (chunk(b"IHDR", &head), chunk(b"IDAT", &packed.finish().expect("memory")));
    [b"\x89PNG\r\n\x1a\n".as_slice(), &head, &data, &chunk(b"IEND", b"")].concat()
}
