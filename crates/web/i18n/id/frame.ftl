# Around every page.
frame-skip = Langsung ke isi
frame-main-navigation = Utama
frame-above = Balai layanan publik
frame-account-above = Satu akun untuk semua daerah
frame-account = Akun Balai
frame-everywhere = Seluruh Indonesia
frame-services = Layanan
frame-agencies = Instansi
frame-visit = Jam dan tempat
frame-regions = Cari daerah
frame-search = Cari layanan
frame-join = Daftarkan daerah
frame-note = Keterangan
frame-sample = Data contoh. Layanan, jam, biaya, dan nomor di halaman ini belum berlaku.

foot-help = Butuh bantuan?
foot-come = Datang ke meja informasi di balai pada jam layanan. Petugas membantu tanpa biaya.
foot-come-anywhere = Pilih daerah Anda, lalu datang ke meja informasi balainya. Petugas membantu tanpa biaya.
foot-phone = Telepon
foot-complain = Mengadu
foot-complain-text = Sampaikan di meja pengaduan balai, atau lewat kanal nasional
foot-rights = Hak Anda
foot-privacy = Data pribadi Anda
foot-accessibility = Aksesibilitas
foot-name = Balai, layanan publik { $name }
foot-other-regions = Kabupaten dan kota lain
foot-staff = Untuk petugas

part-search = Cari
part-more = Tampilkan berikutnya
part-filter = Saring
part-trail = Jejak
part-back = Kembali

form-error = Kesalahan:
