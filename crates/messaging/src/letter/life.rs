//! Letters about what became of a region's hall.

use balai_tenancy::life::Turn;
use url::Url;

use super::content::Content;

const KEPT: &str = "Semua data, berkas, dan pegawai balai tetap tersimpan. Tidak ada yang hilang.";
const GROUNDS: &str = "Alasannya";

pub(super) fn turned(region: &str, turn: Turn, grounds: &str, hall: &Url) -> Content {
    let content = match turn {
        Turn::Suspended => Content::new(format!("Balai {region} ditutup sementara"))
            .say(format!("Kementerian menutup balai {region} untuk sementara. Warga membaca bahwa balai ini sedang tidak ditampilkan."))
            .close(KEPT),
        Turn::Resumed => Content::new(format!("Balai {region} dibuka kembali"))
            .say(format!("Balai {region} buka lagi. Warga dan pegawai dapat masuk seperti sebelumnya.")),
        Turn::ArchiveAsked => Content::new(format!("Balai {region} diusulkan untuk diarsipkan"))
            .say(format!("Kementerian mempertimbangkan mengarsipkan balai {region}. Orang kedua di kementerian memutuskan."))
            .close(KEPT)
            .close("Jika Anda berkeberatan, hubungi kementerian sebelum keputusan diambil."),
        Turn::ArchiveWithdrawn => Content::new(format!("Usul mengarsipkan balai {region} dibatalkan"))
            .say(format!("Balai {region} tidak jadi diarsipkan. Balai masih ditutup sementara.")),
        Turn::Archived => Content::new(format!("Balai {region} diarsipkan"))
            .say(format!("Balai {region} sudah diarsipkan. Alamatnya tidak dapat dibuka lagi."))
            .close(KEPT),
        Turn::Arrived => Content::new(format!("Balai {region} dipindahkan"))
            .say(format!("Balai {region} sudah dipindahkan ke sini dengan semua isinya.")),
    };
    let content = content.quote(GROUNDS, grounds);
    if turn == Turn::Archived { content } else { content.action("Buka balai", hall) }
}
