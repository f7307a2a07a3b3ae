//! Pictures on the region's shelf: made of what was sent, kept under a key of their own, taken away when nobody shows them.

use balai_kernel::fresh_id;
use balai_pictures::{Picture, Refusal};
use balai_storage::objects::ObjectKey;
use bytes::Bytes;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::access::{Mark, Staff};
use crate::fault::Fault;

/// Pictures that are read at the same time; each may take some hundred megabytes while it is.
static ROOM: Semaphore = Semaphore::const_new(2);

/// What is made of a file, away from the threads that answer.
pub(super) async fn made<T: Send + 'static>(
    sent: Bytes,
    make: fn(&[u8]) -> Result<T, Refusal>,
) -> Result<Result<T, Refusal>, Fault> {
    let _room = ROOM.acquire().await.expect("nobody closes it");
    spawn_blocking(move || make(&sent)).await.map_err(|error| Fault::ours(&error))
}

/// Puts a picture on the shelf, in a folder; returns its key, which no other picture ever had.
pub(super) async fn keep<M: Mark>(staff: &Staff<M>, folder: &str, picture: Picture) -> Result<String, Fault> {
    let key = format!("{folder}/{}", fresh_id(staff.act.at).simple());
    let shelf = staff.app.objects.of_tenant(staff.tenant.code());
    let place = ObjectKey::parse(&key).expect("ids make a plain key");
    shelf.put(&place, picture.kind, picture.bytes.into()).await?;
    Ok(key)
}

/// Takes away what nobody shows any more. If that fails the file stays, which harms nobody.
pub(super) async fn forget<M: Mark>(staff: &Staff<M>, keys: impl IntoIterator<Item = String>) {
    for key in keys {
        let Ok(key) = ObjectKey::parse(&key) else { continue };
        if let Err(error) = staff.app.objects.of_tenant(staff.tenant.code()).delete(&key).await {
            tracing::warn!(%error, "an old picture stays among the objects");
        }
    }
}
