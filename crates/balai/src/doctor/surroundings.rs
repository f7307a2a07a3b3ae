//! What is around the rows: objects, letters, and how many files the process may open.

use std::path::Path;

use balai_storage::objects::{ObjectKey, Shelf};
use bytes::Bytes;

use super::{Finding, failed};
use crate::data_lock::DataLock;
use crate::kek;
use crate::parts::Parts;
use crate::settings::Settings;

/// Descriptors that a server needs besides those of region files.
const OWN_FILES: u64 = 512;
/// Descriptors that an open region file costs: the file, its log, its index.
const FILES_A_REGION: u64 = 3;

/// Writes, reads and removes an object.
pub(super) async fn objects(parts: &Parts) -> Finding {
    const REMEDY: &str = "Periksa objects.endpoint, bucket, kunci, dan izin menulis; atau izin direktori data.";
    match round_trip(&parts.objects.of_control()).await {
        Ok(true) => Finding::good("berkas", "dapat ditulis, dibaca, dan dihapus"),
        Ok(false) => Finding::bad("berkas", "yang dibaca bukan yang ditulis", REMEDY),
        Err(error) => failed("berkas", &error, REMEDY),
    }
}

async fn round_trip(shelf: &Shelf) -> balai_storage::Result<bool> {
    let key = ObjectKey::parse("periksa.txt").expect("a plain key");
    let body = Bytes::from_static(b"periksa\n");
    shelf.put(&key, "text/plain", body.clone()).await?;
    let back = shelf.get(&key).await?;
    shelf.delete(&key).await?;
    Ok(back.is_some_and(|object| object.body == body))
}

/// Has a key made and opened, where the configuration names a key service.
pub(super) async fn key_service(settings: &Settings) -> Option<Finding> {
    const CHECK: &str = "layanan kunci";
    const REMEDY: &str = "Periksa bagian [keys.kms]; server yang berjalan terus memakai kunci yang sudah terbuka.";
    match kek::kms(settings) {
        Ok(None) => None,
        Ok(Some(kms)) => Some(match kms.check().await {
            Ok(()) => Finding::good(CHECK, "membuat kunci dan membukanya lagi"),
            Err(error) => Finding::bad(CHECK, kek::said(&kek::kek_file(settings), &error).to_string(), REMEDY),
        }),
        Err(failure) => Some(Finding::bad(CHECK, failure.to_string(), REMEDY)),
    }
}

/// Speaks with the mail server, or looks at the directory.
pub(super) async fn letters(parts: &Parts) -> Finding {
    const REMEDY: &str = "Periksa bagian [mail]; surat menunggu di antrean dan tidak hilang.";
    let mailer = match parts.mailer() {
        Ok(mailer) => mailer,
        Err(failure) => return Finding::bad("surat", failure.to_string(), REMEDY),
    };
    match mailer.probe().await {
        Ok(()) => Finding::good("surat", "jalan keluar surat menjawab"),
        Err(error) => failed("surat", &error, REMEDY),
    }
}

/// Asks the national identity provider who it is and for its keys, where one is named.
pub(super) async fn national(parts: &Parts) -> Option<Finding> {
    const REMEDY: &str = "Periksa bagian [national_identity] dan jalan ke alamatnya; cara masuk yang lain tetap jalan.";
    let check = "identitas nasional";
    match parts.national() {
        Ok(None) => None,
        Ok(Some(national)) => Some(match national.provider.probe(parts.clock.now()).await {
            Ok(()) => Finding::good(check, "menjawab dan menunjukkan kuncinya"),
            Err(refused) => failed(check, &refused, REMEDY),
        }),
        Err(failure) => Some(Finding::bad(check, failure.to_string(), REMEDY)),
    }
}

/// Says which process has the files; the doctor looks beside it.
pub(super) fn holder(dir: &Path) -> Finding {
    let seen = DataLock::holder(dir).map_or_else(|| "bebas".to_owned(), |holder| format!("dipakai proses {holder}"));
    Finding::good("direktori data", seen)
}

/// Compares the limit on open files with what the settings need.
pub(super) fn open_files(settings: &Settings) -> Finding {
    let regions = if settings.database.is_postgres() { 0 } else { settings.data.open_tenants };
    let needed = OWN_FILES + FILES_A_REGION * regions;
    let Some(limit) = std::fs::read_to_string("/proc/self/limits").ok().and_then(|text| soft_limit(&text)) else {
        return Finding::good("batas berkas", "tidak terbaca di sistem ini");
    };
    Finding::of(
        "batas berkas",
        limit >= needed,
        "cukup",
        &format!("boleh membuka {limit} berkas, perlu {needed}"),
        "Naikkan `ulimit -n` (systemd: LimitNOFILE), atau turunkan data.open_tenants.",
    )
}

fn soft_limit(limits: &str) -> Option<u64> {
    let line = limits.lines().find(|line| line.starts_with("Max open files"))?;
    match line.split_whitespace().nth(3)? {
        "unlimited" => Some(u64::MAX),
        number => number.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_soft_limit_is_read_from_the_kernels_table() {
        let table = "Limit                     Soft Limit           Hard Limit           Units\n\
                     Max open files            1024                 1048576              files\n";
        assert_eq!(soft_limit(table), Some(1024));
        assert_eq!(soft_limit(&table.replace("1024 ", "unlimited ")), Some(u64::MAX));
        assert_eq!(soft_limit(""), None);
    }
}
