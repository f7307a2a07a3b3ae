//! Letters that the application is about to write to people.

use balai_identity::{AccountNotice, AccountSays, NoticeLetter};
use balai_storage::Event as _;
use balai_tenancy::keys::{self, KeyOwner};

use crate::Site;

/// What was put into the outbox for people, oldest first; it is taken out.
pub async fn letters(site: &Site) -> Vec<NoticeLetter> {
    let control = site.kit.control();
    let key = keys::find(&control.read().await.unwrap(), &site.app.kek, KeyOwner::Control).await.unwrap().unwrap();
    let write = control.write().await.unwrap();
    let now = site.app.clock.now();
    let events = write.take_events(&[AccountNotice::TOPIC], now, 100).await.unwrap();
    let mut letters = Vec::new();
    for event in events {
        letters.push(event.read::<AccountNotice>().unwrap().open(&key).unwrap());
        write.event_done(event.id, now).await.unwrap();
    }
    write.commit().await.unwrap();
    letters
}

/// What those letters say.
pub async fn told(site: &Site) -> Vec<AccountSays> {
    letters(site).await.into_iter().map(|letter| letter.says).collect()
}

/// The digits of the newest code among them.
pub async fn sent_code(site: &Site) -> String {
    let mut codes = told(site).await.into_iter().filter_map(|says| match says {
        AccountSays::Code { code, .. } => Some(code),
        _ => None,
    });
    codes.next_back().expect("a code was sent")
}
