//! Gives a sample service its sample decree and some of the eight internal components.

use chrono::{Days, NaiveDate};

use crate::standard::{Decree, Provenance, Standard};
use crate::template::ServiceTemplate;
use crate::text::{Line, Prose};

use super::dice::Dice;

const FACILITIES: [&str; 4] = [
    "Loket pelayanan, ruang tunggu berpendingin, kursi prioritas, jalur landai, toilet, dan ruang laktasi.",
    "Meja pelayanan, komputer dan pemindai, jaringan internet, mesin antrean, dan kotak saran.",
    "Ruang pelayanan yang dapat dijangkau kursi roda, papan informasi, dan alat pemadam ringan.",
    "Loket di balai, komputer, pencetak, alat perekam data, dan jaringan cadangan.",
];
const COMPETENCE: [&str; 4] = [
    "Pendidikan paling rendah diploma, memahami peraturan layanan ini, dan mampu memakai aplikasinya.",
    "Memahami persyaratan dan prosedur, mampu berkomunikasi dengan ramah, dan menguasai komputer.",
    "Memiliki sertifikat pelatihan teknis sesuai bidangnya dan memahami kode etik pelayanan.",
    "Petugas garda depan menguasai bahasa isyarat dasar; verifikator memahami peraturan sektornya.",
];
const SUPERVISION: [&str; 3] = [
    "Atasan langsung memeriksa setiap hari; inspektorat memeriksa paling sedikit setahun sekali.",
    "Kepala bidang memantau berkas yang mendekati batas waktu setiap pagi.",
    "Pengawasan berjenjang oleh kepala seksi, kepala bidang, dan satuan pengawas internal.",
];
const GUARANTEE: [&str; 3] = [
    "Layanan diberikan sesuai standar ini, tanpa pungutan di luar yang tertulis.",
    "Bila melewati batas waktu, pemohon diberi tahu alasannya dan waktu penyelesaian yang baru.",
    "Petugas menandatangani maklumat pelayanan; keluhan ditanggapi sesuai ketentuan.",
];
const SAFETY: [&str; 3] = [
    "Data pemohon dijaga kerahasiaannya; produk layanan bertanda tangan elektronik.",
    "Berkas disimpan di tempat terkunci; ruang pelayanan dijaga petugas keamanan.",
    "Akses aplikasi dibatasi menurut tugas dan tercatat; tersedia jalur evakuasi.",
];
const EVALUATION: [&str; 3] = [
    "Dievaluasi setiap tiga bulan dari hasil survei kepuasan dan ketepatan waktu.",
    "Rapat evaluasi setiap bulan membahas pengaduan dan berkas yang terlambat.",
    "Penilaian kinerja pelaksana setiap semester oleh atasan langsung.",
];

/// Marks a service as sample and fills what the law wants before publication, and some of what it wants inside.
pub(super) fn finish(service: &mut ServiceTemplate, dice: &mut Dice) {
    let decree = decree(service.agency.as_str(), dice);
    let standard = &mut service.standard;
    standard.provenance = Provenance::Sample;
    standard.decree = Some(decree);
    fill_inside(standard, dice);
}

fn decree(agency: &str, dice: &mut Dice) -> Decree {
    let number = format!("CONTOH 065/{:03}/{}/2026", dice.below(900) + 1, agency.to_uppercase());
    let date =
        NaiveDate::from_ymd_opt(2026, 1, 5).expect("a day of the calendar") + Days::new(u64::from(dice.below(170)));
    let effective = date + Days::new(u64::from(dice.below(30)));
    Decree::new(Line::parse(&number).expect("short"), date, effective).expect("effective after signed")
}

fn fill_inside(standard: &mut Standard, dice: &mut Dice) {
    // Some agencies have written everything, some only what is asked of them.
    let diligence = *dice.pick(&[25, 60, 85, 100]);
    let mut some = |texts: &[&str]| {
        let text = *dice.pick(texts);
        dice.percent(diligence).then(|| Prose::parse(text).expect("written here"))
    };
    standard.facilities = some(&FACILITIES);
    standard.competence = some(&COMPETENCE);
    standard.supervision = some(&SUPERVISION);
    standard.guarantee = some(&GUARANTEE);
    standard.safety = some(&SAFETY);
    standard.evaluation = some(&EVALUATION);
    standard.staff_count = dice.percent(diligence).then(|| dice.below(5) + 2);
}
