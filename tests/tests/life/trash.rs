use balai_catalog::rows::{service, standard};
use balai_catalog::{Editor, Line, ServiceDetails, queries};
use balai_testkit::{Kind, SRAGEN};
use balai_tests::Site;
use chrono::TimeDelta;
use reqwest::multipart::{Form, Part};
use rstest::rstest;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::people::Somebody;

/// The first draft of the starter catalogue.
async fn first(site: &Site) -> service::Model {
    let read = site.kit.tenant(SRAGEN).read().await.unwrap();
    let filter = queries::DeskFilter::default();
    queries::desk_services(&read, &filter, queries::Page::first(1)).await.unwrap().items.remove(0)
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_deleted_service_is_had_back_within_thirty_days_and_not_after(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let owner = Somebody::owner(&site).await;
    let desk = owner.at(&site, "sragen").await;
    let service = first(&site).await;
    let post = |path: String| {
        let desk = desk.clone();
        async move { desk.post("sragen", &path, &[]).await }
    };
    let (id, page) = (service.id, format!("/kelola/layanan/{}", service.id));
    let early = post(format!("{page}/penghapusan")).await;
    assert_eq!(early.location(), format!("{page}/terbit"), "only what was put away is deleted");
    post(format!("{page}/penarikan")).await;
    post(format!("{page}/arsip")).await;
    assert!(desk.get("sragen", &format!("{page}/terbit")).await.says("Hapus layanan ini"));
    let gone = post(format!("{page}/penghapusan")).await;
    assert_eq!(gone.location(), "/kelola/katalog/sampah?selesai=hapus");
    assert_eq!(desk.get("sragen", &format!("{page}/terbit")).await.status, 404);
    assert!(!desk.get("sragen", "/kelola/katalog?tab=arsip").await.says(&service.name));
    let trash = desk.get("sragen", "/kelola/katalog/sampah").await;
    assert!(trash.says(&service.name) && trash.says("23 Desember 2026"), "{}", trash.text());

    let back = post(format!("/kelola/katalog/sampah/{id}/pengambilan")).await;
    assert_eq!(back.location(), "/kelola/katalog/sampah?selesai=ambil");
    assert!(desk.get("sragen", &format!("{page}/terbit")).await.says("Pulihkan sebagai draf"), "put away, as it was");
    assert_eq!(post(format!("/kelola/katalog/sampah/{id}/pengambilan")).await.status, 404, "it lies there no more");

    post(format!("{page}/penghapusan")).await;
    let sweep = || async {
        let (act, write) = (site.act(), site.kit.tenant(SRAGEN).write().await.unwrap());
        let swept = Editor::new(&write, &act, site.today()).sweep_trash().await.unwrap();
        write.commit().await.unwrap();
        swept
    };
    site.clock.advance(TimeDelta::days(30) - TimeDelta::hours(1));
    assert_eq!(sweep().await, 0, "the last hour still counts");
    site.clock.advance(TimeDelta::hours(2));
    assert_eq!(sweep().await, 1);
    assert_eq!(sweep().await, 0);
    let read = site.kit.tenant(SRAGEN).read().await.unwrap();
    assert_eq!(read.find::<service::Entity>(id).await.unwrap(), None);
    let versions = standard::Entity::find().filter(standard::Column::ServiceId.eq(id));
    assert!(!read.exists(versions).await.unwrap());
    let actions: Vec<_> = read.audit_trail(10).await.unwrap().into_iter().map(|link| link.action).collect();
    for action in ["service.trashed", "service.recovered", "service.swept"] {
        assert!(actions.iter().any(|known| known == action), "{action} is in the trail: {actions:?}");
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_name_is_free_while_its_service_lies_in_the_trash_and_many_at_once_pass_it_by(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let desk = Somebody::owner(&site).await.at(&site, "sragen").await;
    let (act, old) = (site.act(), first(&site).await);
    let write = site.kit.tenant(SRAGEN).write().await.unwrap();
    let editor = Editor::new(&write, &act, site.today());
    editor.withdraw(old.id).await.unwrap();
    editor.archive(old.id).await.unwrap();
    editor.trash(old.id).await.unwrap();
    for many in [
        editor.publish_many(&[old.id]).await.unwrap(),
        editor.archive_many(&[old.id]).await.unwrap(),
        editor.assign_many(&[old.id], old.agency_id).await.unwrap(),
    ] {
        assert_eq!((many.done, many.undo), (0, None));
    }
    let details = ServiceDetails {
        name: Line::parse(&old.name).unwrap(),
        agency: old.agency_id,
        category: old.category_id,
        note: None,
        system: None,
        channels: old.channels.clone(),
        connection: old.connection.clone(),
    };
    let namesake = editor.create_service(details).await.unwrap();
    assert!(namesake.slug != old.slug && namesake.code != old.code, "its address and its code stay its own");
    write.commit().await.unwrap();

    let path = format!("/kelola/katalog/sampah/{}/pengambilan", old.id);
    let refused = desk.post("sragen", &path, &[]).await;
    assert!(refused.status == 422 && refused.says(&old.name), "{}", refused.text());
    assert!(refused.says("Layanan lain sekarang memakai nama ini"), "{}", refused.text());
    let table = format!("Kode;Nama layanan;Instansi;Kategori\n{};{} lagi;;\n", old.code, old.name);
    let file = Form::new().part("berkas", Part::bytes(table.into_bytes()).file_name("balik.csv"));
    let sent = desk.send(desk.posting("sragen", "/kelola/katalog/impor").multipart(file)).await;
    let plan = sent.location().replace("/kolom", "");
    let columns = [
        ("judul", "1"),
        ("kolom-1", "kode"),
        ("kolom-2", "nama-layanan"),
        ("kolom-3", "instansi"),
        ("kolom-4", "kategori"),
    ];
    desk.post("sragen", sent.location(), &columns).await;
    let planned = desk.get("sragen", &plan).await;
    assert!(planned.says("Layanan ini ada di tempat sampah"), "{} {}", sent.location(), planned.text());
}
