# When a page cannot be shown.
fault-not-found = Halaman ini tidak ada
fault-not-found-text = Alamatnya mungkin salah ketik, atau layanannya sudah berganti nama. Coba cari di sini.
fault-not-found-inside = Alamatnya mungkin salah ketik, atau isinya sudah dipindahkan.
fault-home = Kembali ke awal
fault-ours = Kami gagal menampilkan halaman ini
fault-ours-text = Ini kesalahan kami, bukan Anda. Muat ulang halaman ini sebentar lagi. Bila terjadi lagi, sebutkan nomor kejadian kepada petugas.
fault-incident = Nomor kejadian
fault-maintenance = Sedang diperbarui
fault-maintenance-text = Data { $name } sedang diperbarui. Biasanya selesai dalam beberapa menit; muat ulang halaman ini nanti.
fault-suspended = Balai ini ditutup sementara
fault-suspended-text = Halaman { $name } sedang tidak ditampilkan di sini.
fault-closed-staff = Warga tidak melihat halaman balai ini, dan pekerjaan di sini berhenti dulu.
fault-closed-why = Alasan kementerian
fault-closed-since = Sejak
fault-closed-kept = Tidak ada data yang hilang. Bila alasannya sudah selesai, hubungi kementerian agar balai ini dibuka lagi.
fault-hall-open = Balai dan kantor instansi tetap dapat didatangi pada jam layanan.

refused-not-allowed = Anda tidak berwenang di sini
refused-not-allowed-text = Akun Anda tidak diberi wewenang untuk halaman ini. Mintalah kepada yang mengatur peran di tempat Anda bekerja bila Anda memerlukannya.
refused-forged = Kiriman ini tidak kami terima
refused-forged-text = Isian harus dikirim dari halaman kami sendiri. Buka lagi halamannya, lalu kirim ulang.
refused-together = Hal yang sama sedang dikirim
refused-together-text = Kiriman ini datang bersamaan dengan kiriman lain tentang hal yang sama, jadi tidak dikerjakan. Kembali ke halaman sebelumnya, muat ulang untuk melihat keadaannya, lalu kirim lagi bila masih perlu.
refused-too-many = Terlalu banyak percobaan
refused-too-many-text = Tunggu beberapa menit, lalu coba lagi. Ini menjaga akun Anda dari orang yang menebak.
refused-unreadable = Isian tidak dapat dibaca
refused-unreadable-text = Isian terlalu besar atau rusak di jalan. Kembali ke halaman sebelumnya, periksa, lalu kirim ulang.
