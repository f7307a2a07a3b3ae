# Around every page.
frame-skip = Langsung ke isi
frame-main-navigation = Utama
frame-part-navigation = Bagian ini
frame-above = { $Jenis }
frame-account-above = Satu akun untuk semua daerah
frame-account = Akun Balai
frame-everywhere = Seluruh Indonesia
frame-own = Akun
frame-services = Layanan
frame-agencies = Instansi
frame-visit = Jam dan tempat
frame-regions = Cari daerah
frame-search = Cari layanan
frame-join = Daftarkan daerah
frame-note = Keterangan
frame-sample = Data contoh. Layanan, jam, biaya, dan nomor di halaman ini belum berlaku.

foot-help = Butuh bantuan?
foot-come = Datang ke { $loket } informasi di { $balai } pada jam layanan. Petugas membantu tanpa biaya.
foot-come-anywhere = Pilih daerah Anda, lalu datang ke { $loket } informasi di { $balai }nya. Petugas membantu tanpa biaya.
foot-phone = Telepon
foot-complain = Mengadu
foot-complain-text = Sampaikan di { $loket } pengaduan { $balai }, atau lewat kanal nasional
foot-rights = Hak Anda
foot-privacy = Data pribadi Anda
foot-accessibility = Aksesibilitas
foot-name = Balai, layanan publik { $name }
foot-other-regions = Kabupaten dan kota lain
foot-staff = Untuk petugas
foot-pledge = Maklumat pelayanan
foot-news = Kabar dan acara

part-search = Cari
part-more = Tampilkan berikutnya
part-filter = Saring
part-trail = Jejak
part-back = Kembali

form-error = Kesalahan:
