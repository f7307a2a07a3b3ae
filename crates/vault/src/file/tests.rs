use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Document, Object, Stream, dictionary};
use rstest::rstest;

use super::*;

/// A PDF of one page to which somebody adds what they like.
fn pdf(add: impl FnOnce(&mut Document)) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let drawn = document.add_object(Stream::new(dictionary! {}, b"q Q".to_vec()));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => drawn,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    document.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    add(&mut document);
    let mut file = Vec::new();
    document.save_to(&mut file).unwrap();
    file
}

fn refused(file: Vec<u8>) -> Refusal {
    examine(vec![file.into()]).expect_err("refused")
}

fn zeros(length: usize) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    for _ in 0..length / 65_536 {
        packed.write_all(&vec![0; 65_536]).unwrap();
    }
    packed.finish().unwrap()
}

fn flate(packed: Vec<u8>) -> Object {
    Stream::new(dictionary! { "Filter" => "FlateDecode" }, packed).with_compression(false).into()
}

#[test]
fn a_plain_pdf_is_kept_as_it_came() {
    let file = pdf(|_| {});
    let kept = examine(vec![file.clone().into()]).unwrap();
    assert_eq!((kept.media, kept.pages, kept.bytes), (Media::Pdf, 1, file));
}

#[rstest]
#[case::a_script_when_it_is_opened(dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") })]
#[case::a_program(dictionary! { "S" => "Launch", "F" => Object::string_literal("cmd") })]
#[case::a_form_that_is_sent(dictionary! { "S" => "SubmitForm", "F" => Object::string_literal("http://jahat.test") })]
#[case::another_file(dictionary! { "Type" => "EmbeddedFile" })]
#[case::a_file_in_a_dictionary(dictionary! { "Type" => "Filespec", "EF" => dictionary! {} })]
#[case::a_form_in_xml(dictionary! { "XFA" => vec![] })]
#[case::deep_within(dictionary! { "A" => vec![Object::from(dictionary! { "B" => dictionary! { "AA" => dictionary! {} } })] })]
fn a_pdf_that_does_something_is_refused(#[case] deed: lopdf::Dictionary) {
    assert_eq!(
        refused(pdf(|document| {
            document.add_object(deed);
        })),
        Refusal::Active
    );
}

#[test]
fn a_pdf_with_a_password_is_refused() {
    let file = pdf(|document| {
        let encrypt = document.add_object(dictionary! {
            "Filter" => "Standard", "V" => 1, "R" => 2, "P" => -44,
            "O" => Object::string_literal(vec![7; 32]), "U" => Object::string_literal(vec![9; 32]),
        });
        document.trailer.set("Encrypt", encrypt);
        let id = Object::string_literal(vec![1; 16]);
        document.trailer.set("ID", vec![id.clone(), id]);
    });
    assert_eq!(refused(file), Refusal::Encrypted);
}

#[test]
fn a_pdf_that_grows_beyond_all_bounds_is_refused() {
    let one = pdf(|document| {
        document.add_object(flate(zeros(129 * 1024 * 1024)));
    });
    assert!(one.len() < 1024 * 1024, "{}", one.len());
    assert_eq!(refused(one), Refusal::PdfBomb);
    let packed = zeros(100 * 1024 * 1024);
    let many = pdf(|document| {
        for _ in 0..6 {
            document.add_object(flate(packed.clone()));
        }
    });
    assert_eq!(refused(many), Refusal::PdfBomb);
    let nested = pdf(|document| {
        let head = dictionary! { "Filter" => vec!["FlateDecode".into(), "FlateDecode".into()] };
        document.add_object(Stream::new(head, packed.clone()).with_compression(false));
    });
    assert_eq!(refused(nested), Refusal::PdfBomb);
}

#[rstest]
#[case::an_archive_behind(|mut file: Vec<u8>| { file.extend_from_slice(b"PK\x05\x06 %%EOF"); file }, Refusal::Polyglot)]
#[case::a_page_of_the_web(|file: Vec<u8>| [b"%PDF-1.5\n%<html><script>alert(1)</script>\n".as_slice(), &file].concat(), Refusal::Polyglot)]
#[case::cut_off(|file: Vec<u8>| file[..file.len() / 2].to_vec(), Refusal::BrokenPdf)]
#[case::only_its_beginning(|_| b"%PDF-1.7 %%EOF".to_vec(), Refusal::BrokenPdf)]
#[case::a_picture_before(|file: Vec<u8>| [b"\xff\xd8\xff\xe0".as_slice(), &file].concat(), Refusal::BrokenPicture)]
#[case::a_program(|_| b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0".to_vec(), Refusal::OtherKind)]
#[case::a_drawing(|_| b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".to_vec(), Refusal::OtherKind)]
#[case::a_photo_that_breaks_off(|_| b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), Refusal::BrokenPicture)]
#[case::nothing(|_| Vec::new(), Refusal::Nothing)]
#[case::too_much(|_| vec![0; LARGEST + 1], Refusal::TooLarge)]
fn what_is_not_kept_says_why(#[case] made: fn(Vec<u8>) -> Vec<u8>, #[case] why: Refusal) {
    assert_eq!(refused(made(pdf(|_| {}))), why);
}

/// A JPEG of one colour that says where it was taken.
fn photo(shade: u8) -> Bytes {
    let page = balai_pictures::page(&png(shade)).unwrap();
    let place = b"Exif\0\0II*\0\x08\0\0\0\0\0 GPS 7.4S 111.0E";
    let mut file = page.bytes[..2].to_vec();
    file.extend_from_slice(&[0xff, 0xe1]);
    file.extend_from_slice(&u16::try_from(place.len() + 2).unwrap().to_be_bytes());
    file.extend_from_slice(place);
    file.extend_from_slice(&page.bytes[2..]);
    file.into()
}

/// A PNG of 480 x 480 points, by hand: one stored line after another.
fn png(shade: u8) -> Vec<u8> {
    let side = 480_u32;
    let chunk = |name: &[u8], data: &[u8]| {
        let body = [name, data].concat();
        let mut crc = flate2::Crc::new();
        crc.update(&body);
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [length.as_slice(), &body, &crc.sum().to_be_bytes()].concat()
    };
    let line = [vec![0], vec![shade; side as usize]].concat();
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..side {
        packed.write_all(&line).unwrap();
    }
    let head = [side.to_be_bytes().as_slice(), &side.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    let (head, data) = (chunk(b"IHDR", &head), chunk(b"IDAT", &packed.finish().unwrap()));
    [b"\x89PNG\r\n\x1a\n".as_slice(), &head, &data, &chunk(b"IEND", b"")].concat()
}

#[test]
fn a_photo_keeps_what_is_seen_and_not_where_it_was_taken() {
    let sent = photo(200);
    let holds = |bytes: &[u8]| bytes.windows(3).any(|window| window == b"GPS");
    assert!(holds(&sent));
    let kept = examine(vec![sent]).unwrap();
    assert_eq!((kept.media, kept.pages), (Media::Jpeg, 1));
    assert!(!holds(&kept.bytes));
}

#[test]
fn several_pictures_become_the_pages_of_one_document() {
    let kept = examine(vec![photo(10), png(90).into(), photo(200)]).unwrap();
    assert_eq!((kept.media, kept.pages), (Media::Pdf, 3));
    assert_eq!(Document::load_mem(&kept.bytes).unwrap().get_pages().len(), 3);
    assert_eq!(pdf::examine(&kept.bytes), Ok(3), "what we make ourselves is kept");
    assert_eq!(examine(vec![photo(10), png(90).into(), photo(200)]).unwrap(), kept, "the same pages, the same file");
    let mixed = examine(vec![photo(10), pdf(|_| {}).into()]);
    assert_eq!(mixed, Err(Refusal::Mixed));
    assert_eq!(examine(vec![photo(10); MOST_PAGES + 1]), Err(Refusal::TooManyPages));
}
