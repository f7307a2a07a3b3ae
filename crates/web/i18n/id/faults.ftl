# When a page cannot be shown.
fault-not-found = Halaman ini tidak ada
fault-not-found-text = Alamatnya mungkin salah ketik, atau layanannya sudah berganti nama. Coba cari di sini.
fault-home = Kembali ke awal
fault-ours = Kami gagal menampilkan halaman ini
fault-ours-text = Ini kesalahan kami, bukan Anda. Muat ulang halaman ini sebentar lagi. Bila terjadi lagi, sebutkan nomor kejadian kepada petugas.
fault-incident = Nomor kejadian
fault-maintenance = Sedang diperbarui
fault-maintenance-text = Data { $name } sedang diperbarui. Biasanya selesai dalam beberapa menit; muat ulang halaman ini nanti.
fault-suspended = Balai ini ditutup sementara
fault-suspended-text = Halaman { $name } sedang tidak ditampilkan di sini.
fault-hall-open = Balai dan kantor instansi tetap dapat didatangi pada jam layanan.
