//! The file of key-encryption keys, and the key service that may hold them.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use balai_storage::{Kek, Kms, KmsError, NewKey};

use crate::failure::Failure;
use crate::settings::Settings;

/// Where the key-encryption key lies.
pub fn kek_file(settings: &Settings) -> PathBuf {
    let named = &settings.keys.kek_file;
    if named.as_os_str().is_empty() { settings.data.dir.join("kunci-induk") } else { named.clone() }
}

/// The key service that the configuration names.
pub fn kms(settings: &Settings) -> Result<Option<Kms>, Failure> {
    Ok(settings.keys.kms.named()?.map(Kms::new))
}

/// Reads the key; a deployment that has no rows yet makes one. Processes that share a PostgreSQL database must share the
/// file too: with another key the control plane's data key does not open, and no command goes on.
pub async fn open(settings: &Settings) -> Result<Kek, Failure> {
    let (file, kms) = (kek_file(settings), kms(settings)?);
    match Kek::read(&file, kms.clone()) {
        Ok(read) => {
            let kek = read.map_err(|error| Failure::failed(format!("{}: {error}", file.display())))?;
            kek.open_all().await.map_err(|error| said(&file, &error))?;
            Ok(kek)
        }
        // a new key beside old rows would open none of them, and hide that the old one is lost
        Err(e) if e.kind() == ErrorKind::NotFound && settings.data.dir.join("control.db").exists() => {
            Err(Failure::failed(format!("{}: kunci induk hilang; kembalikan berkas yang asli", file.display())))
        }
        Err(e) if e.kind() == ErrorKind::NotFound => {
            let new = match &kms {
                Some(kms) => kms.make().await.map_err(|error| said(&file, &error))?,
                None => NewKey::bare(),
            };
            let kek = Kek::create(&file, kms, new)?;
            tracing::info!(file = %file.display(), "a key-encryption key was made; keep a copy in a safe place");
            Ok(kek)
        }
        Err(e) => Err(Failure::failed(format!("{}: {e}", file.display()))),
    }
}

/// Lets the key service make a key for this file.
pub async fn made_by_service(settings: &Settings) -> Result<NewKey, Failure> {
    let kms = kms(settings)?.ok_or_else(|| {
        Failure::Usage("isi dulu keys.kms.key: kunci di layanan kunci (KMS) yang membuat kunci induk".to_owned())
    })?;
    kms.make().await.map_err(|error| said(&kek_file(settings), &error))
}

/// What the service said, with the setting that puts it right.
pub fn said(file: &Path, error: &KmsError) -> Failure {
    let file = file.display();
    Failure::failed(match error {
        KmsError::Away(why) => format!(
            "layanan kunci (keys.kms.endpoint) tidak menjawab, padahal hanya ia yang membuka kunci induk di {file}: {why}. \
             Periksa keys.kms.endpoint, keys.kms.region, dan jaringan, lalu jalankan lagi."
        ),
        KmsError::Denied(why) => format!(
            "layanan kunci menolak keys.kms.access_key: {why}. Periksa keys.kms.access_key dan keys.kms.secret_key, dan beri \
             izin kms:GenerateDataKey dan kms:Decrypt."
        ),
        KmsError::NoKey(why) => {
            format!("layanan kunci tidak punya kunci itu, atau kuncinya tidak aktif: {why}. Periksa keys.kms.key.")
        }
        KmsError::Foreign => format!(
            "kunci induk di {file} bukan buatan layanan kunci ini untuk penyebaran ini. Periksa keys.kms.deployment, \
             keys.kms.endpoint, dan keys.kms.region, atau kembalikan berkas yang asli."
        ),
        KmsError::Unconfigured => {
            format!(
                "{file}: ada kunci induk yang dipegang layanan kunci (KMS); isi keys.kms.key dan yang menyertainya."
            )
        }
    })
}
