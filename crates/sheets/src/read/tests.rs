use std::io::Write as _;

use zip::write::SimpleFileOptions;

use super::*;
use crate::{Cell, Column, Row, Table};

fn limits() -> Limits {
    Limits::default()
}

fn open(bytes: &[u8]) -> Result<Sheet, ReadError> {
    read(bytes, None, &limits()).map(|book| book.sheet)
}

fn texts(bytes: &[u8]) -> Vec<Vec<String>> {
    let sheet = open(bytes).expect("it reads");
    sheet.rows.iter().map(|row| row.cells.iter().map(Cell::shown).collect()).collect()
}

fn table(rows: u32) -> Table {
    let column = |title: &str| Column { title: title.into(), width: 20, pick: None };
    let row = |number| Row { number, cells: vec![Cell::text(format!("Nama {number}")), Cell::Number(25_000.0)] };
    Table {
        name: "Layanan".into(),
        columns: vec![column("Nama"), column("Biaya")],
        rows: (1..=rows).map(row).collect(),
    }
}

fn at() -> chrono::NaiveDateTime {
    "2026-11-24T09:00:00".parse().expect("a time")
}

fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, body) in entries {
        archive.start_file(*name, SimpleFileOptions::default()).expect("begun");
        archive.write_all(body).expect("written");
    }
    archive.finish().expect("closed").into_inner()
}

#[test]
fn text_is_read_in_the_encodings_and_separators_of_offices() {
    let expected = [["Nama", "Biaya"], ["Désa; satu", "25.000"]];
    for bytes in [
        "Nama;Biaya\r\n\"Désa; satu\";25.000\r\n".as_bytes(),
        "\u{FEFF}Nama,Biaya\n\"Désa; satu\",25.000\n".as_bytes(),
        "sep=|\nNama|Biaya\nDésa; satu|25.000".as_bytes(),
        b"Nama;Biaya\n\"D\xE9sa; satu\";25.000\n",
        b"\xFF\xFEN\0a\0m\0a\0\t\0B\0i\0a\0y\0a\0\n\0D\0\xE9\0s\0a\0;\0 \0s\0a\0t\0u\0\t\x002\x005\0.\x000\x000\x000\0",
    ] {
        assert_eq!(texts(bytes), expected, "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn empty_lines_keep_the_numbers_of_the_others() {
    let sheet = open(b"Nama;Biaya\n;\n\n\"a\nb\";1\nc;2\r\n\r\nd;3").expect("it reads");
    let numbers: Vec<u32> = sheet.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 4, 5, 7]);
    assert_eq!(*sheet.rows[1].cell(0), Cell::Text("a\nb".into()));
}

#[test]
fn a_formula_is_told_from_a_text_that_was_guarded() {
    let sheet = open(b"a;b;c\n=B2*2;'=B2*2;+62\n").expect("it reads");
    assert_eq!(
        sheet.rows[1].cells,
        [Cell::Formula("=B2*2".into()), Cell::Text("=B2*2".into()), Cell::Text("+62".into())]
    );
}

#[test]
fn what_we_write_reads_back() {
    let table = table(3);
    for bytes in [crate::xlsx(std::slice::from_ref(&table), at()), crate::csv(&table), crate::json(&table)] {
        let sheet = open(&bytes.expect("written")).expect("it reads");
        assert_eq!(sheet.rows.len(), 4);
        let names: Vec<String> = sheet.rows[3].cells.iter().map(Cell::shown).collect();
        assert!(names.contains(&"Nama 3".to_owned()) && names.contains(&"25000".to_owned()), "{names:?}");
    }
}

#[test]
fn the_sheet_called_layanan_is_read_unless_another_is_named() {
    let mut other = table(1);
    other.name = "Petunjuk".into();
    let bytes = crate::xlsx(&[other, table(2)], at()).expect("written");
    let book = read(&bytes, None, &limits()).expect("it reads");
    assert_eq!((book.names.len(), book.sheet.name.as_str()), (2, "Layanan"));
    assert_eq!(read(&bytes, Some("Petunjuk"), &limits()).expect("it reads").sheet.rows.len(), 2);
    assert_eq!(read(&bytes, Some("Lain"), &limits()), Err(ReadError::NoSuchSheet));
}

#[test]
fn a_file_that_is_cut_short_is_damaged_and_nothing_of_it_is_taken() {
    let whole = crate::xlsx(&[table(50)], at()).expect("written");
    for part in [whole.len() / 3, whole.len() - 30] {
        assert_eq!(open(&whole[..part]), Err(ReadError::Damaged), "{part}");
    }
    assert_eq!(open(b"Nama;Biaya\n\"Akta kela"), Err(ReadError::Damaged));
    assert_eq!(open(br#"{"items": [{"Nama": "A"#), Err(ReadError::Damaged));
    assert_eq!(open(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"), Err(ReadError::Damaged));
}

#[test]
fn more_rows_than_are_taken_are_refused_with_the_limit() {
    let most = limits().rows;
    let lines = "Layanan;0\n".repeat(100_000);
    assert_eq!(open(lines.as_bytes()), Err(ReadError::TooManyRows { most }));
    let bytes = crate::xlsx(&[table(6_000)], at()).expect("written");
    assert_eq!(open(&bytes), Err(ReadError::TooManyRows { most }));
}

#[test]
fn a_packed_bomb_is_refused_before_it_is_unpacked() {
    let nothing = vec![0; 8 * 1024 * 1024];
    let bomb = packed(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &nothing)]);
    assert!(bomb.len() < 64 * 1024);
    let limits = Limits { unpacked: 4 * 1024 * 1024, ..limits() };
    assert_eq!(read(&bomb, None, &limits), Err(ReadError::TooLarge));
    assert_eq!(open(&packed(&[("readme.txt", b"x")])), Err(ReadError::Kind));
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"Layanan\">{rows}\
         </table:table></office:spreadsheet></office:body></office:document-content>"
    );
    packed(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

#[test]
fn a_cell_that_stands_for_a_million_is_taken_a_bounded_number_of_times() {
    let text = "<text:p>Akta &amp; KK</text:p><text:p>dua</text:p>";
    let empty = "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell \
                 table:number-columns-repeated=\"16384\"/></table:table-row>";
    let last = format!("<table:table-row><table:table-cell>{text}</table:table-cell></table:table-row>");
    let sheet = open(&ods(&format!("{empty}{last}"))).expect("it reads");
    assert_eq!((sheet.rows.len(), sheet.rows[0].number), (1, 1_048_001));
    assert_eq!(*sheet.rows[0].cell(0), Cell::Text("Akta & KK\ndua".into()));
    let wide = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell \
                table:number-columns-repeated=\"16384\"><text:p>x</text:p></table:table-cell></table:table-row>";
    assert_eq!(open(&ods(wide)), Err(ReadError::TooManyRows { most: limits().rows }));
}

#[test]
fn open_document_cells_keep_their_types() {
    let cells = "<table:table-row>\
        <table:table-cell office:value-type=\"float\" office:value=\"25000\"><text:p>25.000</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"date\" office:date-value=\"2026-11-02\"><text:p>2/11/26</text:p></table:table-cell>\
        <table:table-cell table:formula=\"of:=1+1\" office:value=\"2\"/>\
        <table:table-cell><office:annotation><text:p>catatan</text:p></office:annotation><text:p>a<text:s text:c=\"2\"/>b</text:p></table:table-cell>\
        </table:table-row>";
    let sheet = open(&ods(cells)).expect("it reads");
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 2).expect("a day");
    assert_eq!(
        sheet.rows[0].cells,
        [Cell::Number(25_000.0), Cell::day(day), Cell::Formula("=".into()), Cell::Text("a  b".into())]
    );
}

#[test]
fn a_picture_a_letter_and_a_web_page_are_no_tables() {
    assert_eq!(open(b"%PDF-1.7"), Err(ReadError::Kind));
    assert_eq!(open(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err(ReadError::Kind));
    assert_eq!(open(b"  <html><table>"), Err(ReadError::WebPage));
    assert_eq!(open(b""), Err(ReadError::Empty));
    assert_eq!(open(b";;;\n\n"), Err(ReadError::Empty));
    assert_eq!(open(br#"{"rows": 1}"#), Err(ReadError::Shape));
}
