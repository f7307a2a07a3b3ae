//! `balai keys`: another key-encryption key, while people work.

use balai_identity::account_keys;
use balai_storage::{Control, Kek, KeyHome, NewKey, Rewrapped, Write};
use balai_tenancy::keys::{self, KekTurn};
use futures_util::future::BoxFuture;
use serde_json::json;
use uuid::Uuid;

use crate::failure::Failure;
use crate::kek::{kek_file, made_by_service};
use crate::parts::Parts;
use crate::region::say;
use crate::settings::Settings;
use crate::show::Way;

/// One step over one kind of wrapped keys.
type Step = for<'a> fn(&'a Write<Control>, &'a Kek, Uuid) -> BoxFuture<'a, balai_storage::Result<Rewrapped>>;

/// Every kind of keys that the key-encryption key wraps.
const KINDS: [Step; 2] = [
    |write, kek, after| Box::pin(keys::rewrap(write, kek, after)),
    |write, kek, after| Box::pin(account_keys::rewrap(write, kek, after)),
];

/// Puts a new key before the others, and nothing else: for deployments whose machines each have the file, and on the way from
/// the file to a key service or back.
pub async fn add(settings: Settings, by_service: bool, as_json: bool) -> Result<(), Failure> {
    let parts = Parts::visit_standing(settings).await?;
    put_new(&parts, if by_service { KeyHome::Service } else { KeyHome::File }).await?;
    let (file, generations) = (kek_file(&parts.settings), parts.kek.generations());
    say(as_json, &json!({ "generations": generations, "kms": by_service }), || {
        let whose = if by_service { ", dipegang layanan kunci," } else { "" };
        format!(
            "Kunci induk baru{whose} ditambahkan di {}. Salin berkas itu ke semua mesin, pastikan dengan `balai doctor` di \
             tiap mesin, lalu jalankan `balai keys rotate`.",
            file.display()
        )
    });
    parts.store.close().await;
    Ok(())
}

/// Wraps everything anew under the newest key. Where nothing is left under an older one, that key is made first, where the
/// last one was; so a rotation that was broken off, or that `add` began, goes on with the key that it has.
pub async fn rotate(settings: Settings, as_json: bool) -> Result<(), Failure> {
    let parts = Parts::visit_standing(settings).await?;
    let mut anew = rewrap_all(&parts).await?;
    if anew == 0 {
        let newest = parts.kek.homes().first().copied().unwrap_or(KeyHome::File);
        put_new(&parts, newest).await?;
        anew = rewrap_all(&parts).await?;
    }
    note(&parts, KekTurn::Rotated).await?;
    say(as_json, &json!({ "rewrapped": anew, "generations": parts.kek.generations() }), || {
        format!(
            "{anew} kunci data dibungkus ulang dengan kunci induk baru. Kunci lama masih di berkasnya, untuk salinan lama; buang \
             dengan `balai keys forget` bila salinan itu tidak diperlukan lagi."
        )
    });
    parts.store.close().await;
    Ok(())
}

/// Drops the older keys, once nothing is under them.
pub async fn forget(settings: Settings, as_json: bool) -> Result<(), Failure> {
    let parts = Parts::visit_standing(settings).await?;
    // who has not opened the newest key yet wraps under the one before; from now on she waits instead
    parts.kek.retire_older()?;
    rewrap_all(&parts).await?;
    let dropped = parts.kek.generations() - 1;
    parts.kek.drop_older()?;
    note(&parts, KekTurn::OlderDropped).await?;
    say(as_json, &json!({ "dropped": dropped }), || match dropped {
        0 => "Tidak ada kunci induk lama.".to_owned(),
        _ => format!(
            "{dropped} kunci induk lama dibuang. Salinan yang dibuat sebelum rotasi tidak dapat dibuka lagi di sini."
        ),
    });
    parts.store.close().await;
    Ok(())
}

async fn put_new(parts: &Parts, home: KeyHome) -> Result<(), Failure> {
    let new = match home {
        KeyHome::File => NewKey::bare(),
        KeyHome::Service => made_by_service(&parts.settings).await?,
    };
    parts.kek.add(new)?;
    note(parts, KekTurn::Made).await
}

/// Walks over all wrapped keys until a whole walk finds none under an older key. Returns how many were.
async fn rewrap_all(parts: &Parts) -> Result<u64, Failure> {
    let read = parts.store.control().read().await?;
    let length = keys::count(&read).await? + account_keys::count(&read).await?;
    drop(read);
    let mut way = Way::new(length, "kunci diperiksa");
    let mut anew = 0;
    loop {
        way.again();
        let mut found = 0;
        for step in KINDS {
            let mut after = Uuid::nil();
            loop {
                let write = parts.store.control().write().await?;
                let done = step(&write, &parts.kek, after).await?;
                write.commit().await?;
                found += done.anew;
                way.go(done.looked_at, format!("kunci diperiksa, {found} dibungkus ulang"));
                let Some(last) = done.last else { break };
                after = last;
            }
        }
        anew += found;
        if found == 0 {
            way.end();
            return Ok(anew);
        }
    }
}

async fn note(parts: &Parts, turn: KekTurn) -> Result<(), Failure> {
    let write = parts.store.control().write().await?;
    keys::note(&write, &parts.act("keys"), &parts.kek, turn).await?;
    Ok(write.commit().await?)
}
