//! Somebody renews a document that regions use: each of them asks for the new version, and she decides anew.

use balai_kernel::{Act, fresh_id};
use balai_storage::{Control, Result, Write};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::asking::{WAITS, entry, waiting};
use crate::opening::versions;
use crate::request::ItemState;
use crate::rows::{item, request};
use crate::{Reason, Vault, pausing};

/// Uses of one document that are asked anew at most; nobody comes near.
const MOST: u64 = 200;

impl Vault {
    /// Asks, in the name of every region that uses an older version and has not decided, for the one that is there now.
    /// Nothing goes anywhere by itself. A use is followed once; what it was followed by is followed in its turn. A region at
    /// which her processing is paused asks for nothing.
    pub(crate) async fn ask_anew(
        &self,
        write: &Write<Control>,
        act: &Act,
        account: Uuid,
        document: Uuid,
    ) -> Result<()> {
        let older: Vec<Uuid> = versions(write, document).await?.into_iter().map(|version| version.id).collect();
        let followed = Query::select()
            .column(item::Column::Renews)
            .from(item::Entity)
            .and_where(item::Column::Renews.is_not_null())
            .to_owned();
        let used = item::Entity::find()
            .filter(item::Column::VersionId.is_in(older))
            .filter(item::Column::State.eq(ItemState::Given))
            .filter(item::Column::DecidedAt.is_null())
            .filter(item::Column::Id.not_in_subquery(followed));
        for used in write.all(used, MOST).await? {
            let Some(asked) = write.find::<request::Entity>(used.request_id).await? else { continue };
            if asked.use_until <= act.at || asked.closed_at.is_some() {
                continue;
            }
            if pausing::stands(write, account, &asked.region_code).await? {
                continue;
            }
            let id = fresh_id(act.at);
            let anew = request::ActiveModel {
                id: Set(id),
                account_id: Set(asked.account_id),
                region_code: Set(asked.region_code.clone()),
                service_id: Set(asked.service_id),
                service: Set(asked.service.clone()),
                agency: Set(asked.agency.clone()),
                asked_by: Set(asked.asked_by),
                asked_by_name: Set(asked.asked_by_name.clone()),
                reason: Set(Reason::of_a_renewal().as_str().to_owned()),
                created_at: Set(act.at),
                answer_until: Set(asked.use_until.min(act.at + WAITS)),
                use_until: Set(asked.use_until),
                closed_at: Set(None),
                spoken: Set(false),
            };
            let anew = write.insert(anew).await?;
            write
                .insert(item::ActiveModel {
                    renews: Set(Some(used.id)),
                    ..waiting(act, 0, id, &used.kind, &used.requirement)
                })
                .await?;
            let after = json!({ "region": asked.region_code, "kinds": [used.kind], "renews": used.id });
            write.audit(act, entry("request.renewed", id, Some(after))).await?;
            self.tell_asked(write, act, &anew, true).await?;
        }
        Ok(())
    }
}
