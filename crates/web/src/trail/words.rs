//! Plain words for what stands in the trail: every deed, every kind of thing, the fields of before and after. A test reads
//! the deeds off the program's text and fails where one has no words.

use std::borrow::Cow;

/// Whose trail a deed can stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// A region's own.
    InRegion,
    /// The deployment's.
    InNation,
    /// What a region sees of the deployment's: its people.
    OfPeople,
}

const R: &[Written] = &[Written::InRegion];
const N: &[Written] = &[Written::InNation];
const P: &[Written] = &[Written::InNation, Written::OfPeople];
const B: &[Written] = &[Written::InRegion, Written::InNation];

/// Every deed: its name in the trail, its words, and where it can stand.
pub const DEEDS: &[(&str, &str, &[Written])] = &[
    ("service.created", "Membuat layanan", R),
    ("service.edited", "Mengubah rincian layanan", R),
    ("service.published", "Menerbitkan layanan", R),
    ("service.withdrawn", "Menarik layanan dari warga", R),
    ("service.archived", "Mengarsipkan layanan", R),
    ("service.restored", "Memulihkan layanan sebagai draf", R),
    ("service.trashed", "Menghapus layanan ke tempat sampah", R),
    ("service.recovered", "Mengambil layanan dari tempat sampah", R),
    ("service.swept", "Mengosongkan layanan dari tempat sampah", R),
    ("service.undone", "Mengurungkan perubahan pada layanan", R),
    ("service.copied", "Menyalin layanan dari daerah lain", R),
    ("standard.saved", "Menyimpan draf standar", R),
    ("standard.discarded", "Membuang draf standar", R),
    ("standard.waits", "Menjadwalkan versi standar", R),
    ("standard.wait_ended", "Membatalkan jadwal versi standar", R),
    ("standard.wait_refused", "Versi terjadwal tidak jadi berlaku", R),
    ("standard.rolled_back", "Membuat draf dari versi lama", R),
    ("finding.answered", "Menjawab temuan", R),
    ("finding.muted", "Membisukan temuan", R),
    ("finding.reopened", "Membuka lagi temuan", R),
    ("template.decided", "Menjawab perubahan templat", R),
    ("catalog.adopted", "Mengambil layanan awal", R),
    ("catalog.published", "Menerbitkan banyak layanan", R),
    ("catalog.archived", "Mengarsipkan banyak layanan", R),
    ("catalog.assigned", "Memindahkan banyak layanan", R),
    ("catalog.imported", "Mengimpor layanan dari berkas", R),
    ("catalog.undone", "Mengurungkan perubahan banyak layanan", R),
    ("catalog.lending_set", "Mengatur izin menyalin katalog", R),
    ("import.received", "Mengunggah berkas impor", R),
    ("import.columns_chosen", "Memilih kolom berkas impor", R),
    ("import.given_up", "Membatalkan impor", R),
    ("agency.created", "Menambah instansi", R),
    ("agency.edited", "Mengubah instansi", R),
    ("agency.logo_changed", "Mengganti logo instansi", R),
    ("category.created", "Menambah kategori", R),
    ("category.edited", "Mengubah kategori", R),
    ("synonym.created", "Menambah padanan kata", R),
    ("synonym.edited", "Mengubah padanan kata", R),
    ("synonym.removed", "Menghapus padanan kata", R),
    ("view.saved", "Menyimpan tampilan daftar", R),
    ("hall.saved", "Mengubah balai", R),
    ("hall.special_day_set", "Menulis hari khusus", R),
    ("hall.special_day_removed", "Menghapus hari khusus", R),
    ("hall.local_holiday_set", "Menetapkan libur daerah", R),
    ("hall.local_holiday_removed", "Menghapus libur daerah", R),
    ("happening.added", "Menulis kabar", R),
    ("happening.edited", "Mengubah kabar", R),
    ("happening.turned", "Mengubah keadaan kabar", R),
    ("happening.removed", "Menghapus kabar", R),
    ("catalog.rules_set", "Mengatur siapa yang menerbitkan", R),
    ("sender.saved", "Mengubah pengirim surel", R),
    ("sender.removed", "Menghapus pengirim surel", R),
    ("sender.tried", "Mencoba pengirim surel", R),
    ("sender.failed", "Pengirim surel gagal", R),
    ("sender.recovered", "Pengirim surel berjalan lagi", R),
    ("record.viewed", "Melihat data pribadi", B),
    ("trail.read", "Membaca jejak audit", B),
    ("trail.entry_read", "Membuka catatan jejak audit", B),
    ("trail.exported", "Mengunduh jejak audit", B),
    ("invitation.sent", "Mengirim undangan", P),
    ("invitation.accepted", "Menerima undangan", N),
    ("invitation.withdrawn", "Menarik undangan", P),
    ("grant.given", "Memberi peran", P),
    ("grant.changed", "Mengubah peran", P),
    ("grant.revoked", "Mencabut peran", P),
    ("support.looked", "Dilihat oleh bantuan kementerian", R),
    ("support.given", "Mengizinkan bantuan kementerian", P),
    ("support.withdrawn", "Mencabut bantuan kementerian", P),
    ("role.composed", "Menyusun peran khusus", N),
    ("role.recomposed", "Mengubah peran khusus", N),
    ("role.given_up", "Menghapus peran khusus", N),
    ("handover.offered", "Menawarkan serah terima peran", N),
    ("handover.accepted", "Menerima serah terima peran", N),
    ("handover.declined", "Menolak serah terima peran", N),
    ("handover.withdrawn", "Menarik tawaran serah terima", N),
    ("grants.erased", "Menghapus semua peran di daerah", N),
    ("account.opened", "Membuka akun", N),
    ("account.key_made", "Membuat kunci data akun", N),
    ("account.key_destroyed", "Memusnahkan kunci data akun", N),
    ("account.signed_in", "Masuk", N),
    ("account.recovered", "Mengganti kata sandi dengan kode", N),
    ("account.locked", "Akun terkunci karena salah sandi", N),
    ("authorization_code.replayed", "Kode masuk dipakai dua kali", N),
    ("session.others_ended", "Mengakhiri semua sesi lain", N),
    ("session.ended", "Mengakhiri sesi", N),
    ("signing_key.made", "Membuat kunci penanda tangan", N),
    ("application.submitted", "Mengirim pendaftaran daerah", N),
    ("application.confirmed", "Menegaskan surel pendaftaran", N),
    ("application.corrected", "Memperbaiki pendaftaran", N),
    ("application.lapsed", "Pendaftaran kedaluwarsa", N),
    ("application.link_renewed", "Meminta tautan pendaftaran baru", N),
    ("application.verified", "Memeriksa pendaftaran", N),
    ("application.approved", "Menyetujui pendaftaran", N),
    ("application.returned", "Mengembalikan pendaftaran", N),
    ("application.rejected", "Menolak pendaftaran", N),
    ("provisioning.asked", "Meminta penyiapan balai", N),
    ("provisioning.tried_again", "Mengulang penyiapan balai", N),
    ("tenant.activated", "Membuka balai untuk pertama kali", N),
    ("tenant.suspended", "Menutup balai sementara", N),
    ("tenant.resumed", "Membuka lagi balai", N),
    ("tenant.archive_asked", "Mengusulkan pengarsipan balai", N),
    ("tenant.archive_withdrawn", "Membatalkan usul pengarsipan", N),
    ("tenant.archived", "Mengarsipkan balai", N),
    ("tenant.arrival_began", "Mulai memasang daerah dari arsip", N),
    ("tenant.arrival_ended", "Pemasangan daerah berhenti", N),
    ("tenant.arrived", "Memasang daerah dari arsip", N),
    ("tenant.restored", "Mengembalikan daerah dari salinan", N),
    ("tenant.erasure_began", "Mulai menghapus daerah", N),
    ("tenant.erased", "Menghapus daerah untuk selamanya", N),
    ("letter.tried_again", "Mengirim ulang surat", N),
    ("domain.claimed", "Menulis domain sendiri", N),
    ("domain.removed", "Menghapus domain sendiri", N),
    ("domain.checked", "Memeriksa domain sendiri", N),
    ("domain.lost", "Domain berpindah ke daerah lain", N),
    ("holidays.imported", "Mengunggah hari libur", N),
    ("holidays.published", "Menerbitkan hari libur", N),
    ("holidays.discarded", "Membatalkan hari libur", N),
    ("template.saved", "Menulis versi templat", N),
    ("template.discarded", "Membatalkan draf templat", N),
    ("template.published", "Menerbitkan templat", N),
    ("broadcast.written", "Menulis siaran", N),
    ("broadcast.withdrawn", "Menarik siaran", N),
    ("broadcast.read", "Membaca siaran", N),
    ("adoption.facts_changed", "Mengubah data daerah", N),
    ("adoption.letter_asked", "Berlangganan surat mingguan", N),
    ("adoption.letter_ended", "Berhenti dari surat mingguan", N),
    ("adoption.typology_described", "Mengubah kriteria tipologi", N),
    ("adoption.target_set", "Menetapkan target adopsi", N),
    ("adoption.target_removed", "Menghapus target adopsi", N),
    ("token.made", "Membuat token", N),
    ("token.revoked", "Mencabut token", N),
];

/// Every kind of thing: its name in the trail, its words, and where it can stand.
const KINDS: &[(&str, &str, &[Written])] = &[
    ("service", "Layanan", R),
    ("catalog", "Katalog", R),
    ("import", "Impor berkas", R),
    ("agency", "Instansi", R),
    ("category", "Kategori", R),
    ("synonym", "Padanan kata", R),
    ("view", "Tampilan tersimpan", R),
    ("hall", "Balai", R),
    ("day", "Tanggal", R),
    ("happening", "Kabar balai", R),
    ("account", "Akun orang", &[Written::InRegion, Written::InNation, Written::OfPeople]),
    ("page", "Halaman", R),
    ("trail", "Jejak audit", B),
    ("invitation", "Undangan", P),
    ("application", "Pendaftaran daerah", N),
    ("application_letter", "Surat kepala daerah", N),
    ("tenant", "Daerah", N),
    ("letter", "Surat keluar", N),
    ("session", "Sesi masuk", N),
    ("signing_key", "Kunci penanda tangan", N),
    ("sender", "Pengirim surel", R),
    ("role", "Peran khusus", N),
    ("handover", "Serah terima peran", N),
    ("domain", "Domain sendiri", N),
    ("holidays", "Hari libur", N),
    ("template", "Templat nasional", N),
    ("broadcast", "Siaran", N),
    ("region", "Data daerah", N),
    ("typology", "Tipologi", N),
    ("target", "Target adopsi", N),
    ("token", "Token", N),
];

/// The fields of before and after whose names are no plain words.
const FIELDS: &[(&str, &str)] = &[
    ("accepted", "Diterima"),
    ("address", "Alamat"),
    ("agency", "Instansi"),
    ("allowed", "Boleh disalin"),
    ("answer", "Jawaban"),
    ("category", "Kategori"),
    ("channels", "Tempat mengurus"),
    ("code", "Kode"),
    ("colour", "Warna"),
    ("complaint_contact", "Tempat mengadu"),
    ("component", "Komponen"),
    ("components", "Komponen"),
    ("confirmed", "Dinyatakan sesuai"),
    ("connection", "Sambungan"),
    ("counts", "Jumlah"),
    ("days", "Hari"),
    ("decree", "SK penetapan"),
    ("digest", "Sidik"),
    ("domain", "Untuk"),
    ("email", "Surel"),
    ("expression", "Kata"),
    ("findings", "Temuan"),
    ("fri", "Jumat"),
    ("from", "Dari"),
    ("hours", "Jam buka"),
    ("imported", "Dari berkas impor"),
    ("kind", "Jenis"),
    ("meanings", "Maksud"),
    ("mon", "Senin"),
    ("name", "Nama"),
    ("note", "Catatan"),
    ("parent", "Induk"),
    ("phone", "Telepon"),
    ("reason", "Alasan"),
    ("refused", "Ditolak"),
    ("replaces", "Menggantikan versi"),
    ("role", "Peran"),
    ("rows", "Baris"),
    ("rule", "Aturan"),
    ("sample", "Contoh"),
    ("sat", "Sabtu"),
    ("services", "Layanan"),
    ("sessions", "Sesi"),
    ("shape", "Bentuk berkas"),
    ("short", "Temuan"),
    ("short_name", "Nama singkat"),
    ("six_day_week", "Enam hari kerja"),
    ("slug", "Alamat halaman"),
    ("source", "Asal"),
    ("stage", "Tahap"),
    ("state", "Keadaan"),
    ("sun", "Minggu"),
    ("system", "Sistem nasional"),
    ("thu", "Kamis"),
    ("tue", "Selasa"),
    ("until", "Sampai"),
    ("updated_at", "Disimpan"),
    ("verified", "Diperiksa"),
    ("version", "Versi"),
    ("website", "Situs"),
    ("wed", "Rabu"),
    ("book", "Bagian"),
    ("changed", "Yang berubah"),
    ("improvement", "Yang diperbaiki"),
    ("filter", "Saringan"),
    ("first_day", "Hari pertama"),
    ("last_day", "Hari terakhir"),
    ("legal_basis", "Dasar hukum"),
    ("photo", "Foto"),
    ("place", "Tempat"),
    ("pledge", "Maklumat"),
    ("social", "Jejaring sosial"),
    ("text", "Isi"),
    ("title", "Judul"),
    ("words", "Istilah"),
];

/// A deed in plain words; one of a later release by its name.
pub fn deed(name: &str) -> &str {
    DEEDS.iter().find(|(known, ..)| *known == name).map_or(name, |(_, words, _)| words)
}

/// A kind of thing in plain words.
pub fn kind(name: &str) -> &str {
    KINDS.iter().find(|(known, ..)| *known == name).map_or(name, |(_, words, _)| words)
}

/// A field of before and after.
pub fn field(name: &str) -> Cow<'static, str> {
    let known = FIELDS.iter().find(|(known, _)| *known == name);
    known.map_or_else(|| Cow::Owned(name.replace('_', " ")), |(_, words)| Cow::Borrowed(*words))
}

/// The deeds that can stand in a trail.
pub fn deeds(written: Written) -> impl Iterator<Item = (&'static str, &'static str)> {
    of(DEEDS, written)
}

/// The kinds of things that can stand in a trail.
pub fn kinds(written: Written) -> impl Iterator<Item = (&'static str, &'static str)> {
    of(KINDS, written)
}

fn of(
    list: &'static [(&str, &str, &[Written])],
    written: Written,
) -> impl Iterator<Item = (&'static str, &'static str)> {
    list.iter().filter(move |(_, _, places)| places.contains(&written)).map(|(name, words, _)| (*name, *words))
}
