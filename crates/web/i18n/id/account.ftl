# Signing in and the one account.
sign-in-title = Masuk
sign-in-bound-for = Untuk melanjutkan ke { $name }
sign-in-email = Alamat surel
sign-in-email-hint = Kami tidak meminta NIK untuk masuk.
sign-in-password = Kata sandi
sign-in-next = Lanjut
sign-in-not-yet = Anda belum masuk
sign-in-wrong = Surel atau kata sandi tidak cocok. Periksa lagi keduanya.
sign-in-email-missing = Tulis surel atau nomor ponsel Anda.
sign-in-password-missing = Tulis kata sandi Anda.
sign-in-wait = Terlalu banyak percobaan. Coba lagi dalam { $minutes } menit.
sign-in-again = Waktu untuk kode sudah habis. Masuk lagi dari awal.
sign-in-again-button = Masuk lagi
sign-in-new = Belum punya akun?
sign-in-help = Tidak bisa masuk?
sign-in-help-else = atau minta bantuan petugas.
sign-in-everywhere = Satu akun berlaku di semua kabupaten dan kota. Di loket Anda tetap dilayani tanpa akun.

code-title = Kode dari aplikasi
code-label = Kode enam angka
code-hint = Buka aplikasi autentikator di ponsel Anda. Kodenya berganti setiap 30 detik.
code-wrong = Kode ini salah atau sudah pernah dipakai. Tunggu kode berikutnya, lalu tulis lagi. Bila terus ditolak, atur jam ponsel Anda ke otomatis.
code-help = Ponsel hilang? Tulis salah satu kode pemulihan Anda. Tidak punya, dan Anda petugas? Mintalah penanggung jawab di tempat Anda bekerja mencabut peran Anda dan mengundang ulang.
code-other = Masuk dengan akun lain

sign-out = Keluar
sign-out-text = Anda keluar di sini dan di semua balai yang Anda buka dari peramban ini.
signed-out = Anda sudah keluar
signed-out-text = Sesi Anda sudah ditutup di sini dan di semua balai yang Anda buka dari peramban ini.

ended-idle = Anda sudah keluar dengan sendirinya
ended-idle-text = Selama 15 menit tidak ada yang dikerjakan, jadi kami menutup sesi Anda. Masuk lagi untuk melanjutkan dari halaman tadi.
ended-elapsed = Sesi Anda sudah habis
ended-elapsed-text = Satu sesi berlaku paling lama 12 jam. Masuk lagi untuk melanjutkan dari halaman tadi.
ended-closed = Sesi Anda sudah ditutup
ended-closed-text = Sesi ini ditutup dari tempat lain, atau peran Anda baru saja berubah. Masuk lagi untuk melanjutkan.
ended-kept = Yang Anda ketik tidak hilang: setelah masuk Anda dapat langsung mengirimnya.
sign-in-prove = Buktikan dulu bahwa ini Anda
sign-in-prove-text = Tindakan ini besar akibatnya, jadi kami meminta kata sandi dan kode sekali lagi. Setelah itu Anda kembali ke sini, dan selama 10 menit tidak ditanya lagi.
sign-in-prove-button = Lanjut
sign-in-prove-notice = Buktikan sekali lagi bahwa ini Anda. Setelah itu Anda kembali ke halaman tadi.
resume-title = Kirim isian tadi?
resume-text = Isian ini belum dikirim dan masih lengkap.
resume-button = Kirim sekarang
resume-drop = Buang isian ini

unfinished = Anda belum masuk
unfinished-text = Langkah masuk ini terputus, terlalu lama, atau sudah pernah dipakai. Mulai lagi dari sini.
authorize-stray = Tautan masuk ini tidak lengkap
authorize-stray-text = Kami tidak mengenal halaman yang mengirim Anda ke sini. Buka lagi halaman balai Anda, lalu masuk dari sana.

account-own = Akun saya
account-welcome = Undangan diterima. Buka tempat kerja Anda di bawah ini.
account-signs-in-with = Masuk dengan
account-roles = Peran Anda
account-sessions = Tempat Anda masuk
account-sessions-text = Tutup yang tidak Anda kenali. Sesi petugas tertutup sendiri setelah 15 menit tidak dipakai.
session-own = Peramban ini
session-end = Tutup
sessions-end-others = Tutup semua yang lain
session-also = Juga di
session-unknown-device = Perangkat tidak dikenal
session-began = Masuk { $ago } dari { $from }.
session-seen = Dipakai { $ago }.
ago-now = baru saja
ago-minutes = { $count } menit lalu
ago-hours = { $count } jam lalu

accept-title = Terima undangan
accept-not-yet = Akun belum dibuat
accept-role = Peran
accept-place = Tempat
accept-who = Siapa Anda
accept-name = Nama lengkap
accept-name-hint = Seperti di surat tugas. Rekan Anda melihat nama ini.
accept-name-wrong = Tulis nama lengkap Anda, tanpa angka atau tanda khusus.
accept-password = Kata sandi baru
accept-password-hint = Paling sedikit { $count } karakter. Beberapa kata yang tidak berhubungan paling mudah diingat dan paling sulit ditebak.
accept-factor = Kode kedua di ponsel
accept-factor-1 = Pasang aplikasi autentikator di ponsel Anda.
accept-factor-2 = Pindai kotak di bawah ini dari aplikasi itu.
accept-factor-3 = Tulis kode enam angka yang muncul.
accept-square = Kode kotak untuk aplikasi autentikator; kuncinya tertulis di bawah
accept-key = Tidak bisa memindai? Ketik kunci ini di aplikasi:
accept-code-missing = Tulis kode enam angka dari aplikasi.
accept-code-wrong = Kode ini tidak cocok. Periksa jam ponsel Anda, tulis lagi kata sandi, lalu kode yang baru.
accept-button = Buat akun dan masuk
accept-has-account = Alamat surel ini sudah punya akun. Masuk dulu, lalu terima undangannya.
accept-with-account = Terima dengan akun ini
accept-other = Undangan ini untuk orang lain
accept-other-text = Anda sedang masuk dengan akun lain. Keluar dulu, lalu buka lagi tautan dari surat.
accept-no-factor = Akun Anda belum memakai kode kedua
accept-no-factor-text = Peran hanya dapat dipegang dengan kode kedua. Mintalah undangan ke alamat surel yang belum punya akun.

password-short = Kata sandi paling sedikit { $count } karakter.
password-long = Kata sandi paling banyak { $count } karakter.
password-guessable = Kata sandi ini mudah ditebak. Pakai beberapa kata yang tidak berhubungan, tanpa nama atau alamat surel Anda.

invitation-used = Undangan ini sudah diterima
invitation-used-text = Setiap undangan hanya dapat dipakai satu kali. Masuk dengan akun yang sudah dibuat.
invitation-expired = Undangan ini sudah lewat waktunya
invitation-expired-text = Undangan berlaku dua hari. Mintalah undangan baru kepada yang mengundang Anda.
invitation-unknown = Undangan ini tidak berlaku
invitation-unknown-text = Tautannya mungkin terpotong, atau undangannya ditarik. Buka lagi dari surat, atau minta undangan baru.

place-ministry = Kementerian
role-ministry-admin = Admin kementerian
role-ministry-verifier = Verifikator kementerian
role-region-owner = Penanggung jawab daerah
role-catalogue-editor = Penyunting katalog
role-ministry-analyst = Analis kementerian
role-agency-head = Kepala instansi
role-case-officer = Petugas permohonan
role-approver = Pejabat penyetuju
role-counter-clerk = Petugas loket
role-hall-supervisor = Pengawas balai
role-complaint-officer = Petugas pengaduan
role-auditor = Auditor
role-ministry-support = Bantuan kementerian

handover-title = Serah terima peran
handover-line = Anda diminta menjadi { $role } di { $place }.
handover-answer = Jawab
handover-asked = { $from } menyerahkan peran { $role } di { $place } kepada Anda.
handover-means = Bila Anda menerima, peran itu langsung berpindah kepada Anda dan yang menyerahkan tidak memegangnya lagi.
handover-accept = Terima
handover-decline = Tolak

# Mendaftar dan memulihkan akun
register-title = Buat Akun Balai
register-lead = Satu akun untuk semua kabupaten dan kota. NIK tidak diminta untuk mendaftar.
register-instead = Sudah punya akun?
register-name-title = Siapa nama Anda?
register-name-hint = Seperti di KTP. Satu kata pun cukup.
register-password-title = Buat kata sandi
register-button = Buat akun
register-taken = Alamat ini sudah punya akun
register-taken-text = Akun dengan alamat ini sudah dibuat, mungkin di perangkat lain. Masuklah dengan kata sandinya.
recover-title = Pulihkan akun
recover-lead = Kami mengirim kode ke surel atau nomor ponsel akun Anda. Lalu Anda membuat kata sandi baru.
recover-instead = Ingat kata sandinya?
recover-password-title = Buat kata sandi baru
recover-button = Simpan dan masuk
proving-again = Waktunya sudah habis. Mulai lagi dari sini.
step-not-yet = Ada yang perlu diperbaiki
contact-label = Surel atau nomor ponsel
contact-hint = Misalnya nama@contoh.id atau 0812 3456 7890. Kami mengirim kode ke sana.
contact-email-hint = Misalnya nama@contoh.id. Kami mengirim kode ke sana.
contact-missing = Tulis surel atau nomor ponsel Anda.
contact-email-missing = Tulis alamat surel Anda.
contact-email-wrong = Tulis alamat surel lengkap, seperti nama@contoh.id.
contact-phone-wrong = Tulis nomor ponsel lengkap, diawali 08 atau +62.
contact-landline = Nomor ini telepon rumah. Pakai nomor ponsel yang diawali 08.
contact-no-phones = Nomor ponsel belum dapat dipakai di sini. Tulis alamat surel.
contact-code-title = Tulis kode yang kami kirim
contact-code-lead = Kode 6 angka dikirim ke { $contact }. Kode berlaku 10 menit.
contact-code-hint = Jangan berikan kode ini kepada siapa pun. Bila dikirim lewat surel, periksa juga folder spam.
contact-code-nothing = Salah alamat atau nomor?
code-missing = Tulis 6 angka dari pesan kami.
code-not-that = Kode ini tidak cocok. Periksa lagi angka dari pesan yang terakhir.
code-spent = Kode sudah tidak berlaku. Tekan Kirim kode baru.
code-send-again = Kirim kode baru
code-sent-again = Kode baru sudah dikirim. Kode yang lama tidak berlaku lagi.
code-other-contact = Ganti
new-password-label = Kata sandi
new-password-hint = Paling sedikit { $count } karakter. Cara mudah: empat kata yang tidak berhubungan, yang hanya Anda pilih. Spasi boleh.
password-strength = Kekuatan: { $level ->
    [0] sangat lemah
    [1] lemah
    [2] kurang kuat
    [3] kuat
   *[other] sangat kuat
}

# Profil
account-back = Kembali
profile-title = Profil saya
profile-text = Nama, surel, nomor ponsel, NIK
profile-name = Nama
profile-email = Surel
profile-phone = Nomor ponsel
profile-number = NIK
profile-change = Ubah
profile-cancel = Batal
profile-save = Simpan
profile-name-title = Ubah nama
profile-number-title = Isi NIK
profile-number-lead = NIK tidak wajib. Isi sekali, lalu layanan yang memerlukannya tidak perlu bertanya lagi.
profile-number-hint = 16 angka, ada di KTP-el atau kartu keluarga.
profile-number-none = Belum diisi. Diperlukan hanya bila layanan memintanya.
profile-number-add = Isi NIK
profile-number-hidden = Disembunyikan
profile-number-show = Tampilkan
profile-number-hide = Sembunyikan
profile-number-remove = Hapus NIK
profile-number-unseen = Perlu dicek petugas. Tunjukkan KTP-el Anda saat datang ke balai.
profile-number-seen = Sudah dicek petugas dengan KTP-el Anda.
profile-level-1 = Tingkat akun 1 dari 3: surel atau nomor ponsel Anda sudah terbukti.
profile-level-2 = Tingkat akun 2 dari 3: petugas sudah melihat KTP-el Anda.
profile-level-3 = Tingkat akun 3 dari 3: identitas Anda dipastikan oleh identitas kependudukan digital.
nik-missing = Tulis 16 angka NIK Anda.
nik-digits = NIK hanya berisi angka.
nik-length = NIK terdiri dari 16 angka. Yang Anda tulis { $count }.
nik-wrong = Ini bukan NIK. Periksa lagi angka di KTP-el Anda.
nik-birth = Tanggal lahir di angka ke-7 sampai ke-12 tidak mungkin. Periksa lagi angka di KTP-el Anda.

# Keamanan
safety-title = Keamanan
safety-text = Kode kedua dan kode pemulihan
safety-app = Kode kedua di ponsel
safety-app-on = Terpasang
safety-app-on-text = Setelah kata sandi, kami meminta kode dari aplikasi di ponsel Anda.
safety-app-off-text = Akun Anda lebih aman bila setelah kata sandi kami juga meminta kode dari aplikasi di ponsel. Pencuri kata sandi pun tidak bisa masuk.
safety-app-add = Pasang kode kedua
safety-app-remove = Lepas kode kedua
safety-app-staff = Selama Anda memegang peran, kode kedua tidak dapat dilepas.
safety-recovery = Kode pemulihan
safety-recovery-left = Tersisa { $count } kode.
safety-recovery-text = Bila ponsel hilang, satu kode pemulihan menggantikan kode dari aplikasi. Setiap kode hanya sekali pakai.
safety-recovery-renew = Buat sepuluh kode baru
factor-title = Pasang kode kedua
factor-button = Pasang
recovery-title = Simpan kode pemulihan Anda
recovery-done = Kode pemulihan Anda siap.
recovery-text = Tulis di kertas atau cetak halaman ini, lalu simpan di tempat yang aman. Bila ponsel hilang, Anda masuk dengan salah satunya.
recovery-once = Kode ini hanya ditampilkan sekali. Setiap kode hanya dapat dipakai satu kali.
recovery-kept = Sudah saya simpan
history-title = Riwayat masuk
history-short = Siapa yang masuk dan mencoba masuk
history-text = Yang masuk dan yang mencoba masuk ke akun Anda selama 90 hari terakhir.
history-none = Belum ada.
history-let-in = Masuk
history-wrong-password = Kata sandi salah
history-wrong-code = Kode salah
history-recovered = Kata sandi dipulihkan
history-when = { $when }, dari jaringan { $from }
history-more = Yang lebih lama
history-unknown = Ada yang tidak Anda kenal? Perketat keamanan akun

# Ganti surel atau nomor
contact-change-title = Ganti surel atau nomor ponsel
contact-change-lead = Yang baru menggantikan yang lama yang sejenis. Selama 72 jam, penggantian dapat dibatalkan dari alamat yang lama.
contact-own = Ini sudah surel atau nomor akun Anda.
contact-taken-text = Alamat atau nomor ini dipakai akun lain. Pakai yang lain, atau masuk ke akun itu.
undo-title = Kembalikan alamat yang lama?
undo-text = Akun Anda kembali memakai { $contact }, dan semua perangkat dikeluarkan.
undo-button = Kembalikan
undone-title = Alamat lama sudah kembali
undone-text = Semua perangkat dikeluarkan dari akun Anda. Sekarang buatlah kata sandi baru.
undo-stale = Tautan ini tidak berlaku lagi
undo-stale-text = Penggantian hanya dapat dibatalkan satu kali, dalam 72 jam. Jika akun Anda diambil orang lain, pulihkan akun atau minta bantuan petugas di balai.

profile-seen = Dilihat petugas di { $region }, { $date }.
profile-seen-withdrawn = Tanda dari { $region } dicabut { $date }. Alasannya: { $reason }
profile-number-looked-into = Nomor Anda sedang dicek. Anda tidak perlu melakukan apa pun, dan semua layanan tetap dapat dipakai. Tanyakan kabarnya di loket balai mana pun, bawa KTP-el.
profile-number-again = Bila NIK diganti atau dihapus, petugas perlu melihat KTP-el Anda lagi.

takeover-title = Ambil alih akun
takeover-have = Punya lembar kode dari loket?
takeover-lead = Untuk akun yang dibukakan petugas di loket. Siapkan lembar kode dan KTP-el Anda.
takeover-code = Kode di lembar
takeover-code-hint = 12 huruf dan angka, seperti 7F3K-9QXM-2HTA.
takeover-code-wrong = Tulis 12 huruf dan angka dari lembar kode Anda.
takeover-digits = Empat angka terakhir NIK
takeover-digits-hint = Ada di KTP-el Anda.
takeover-digits-wrong = Tulis empat angka terakhir NIK Anda.
takeover-wrong = Kode dan angka NIK ini tidak cocok. Periksa lagi keduanya. Bila lembarnya pernah diganti, pakai lembar yang terbaru.
takeover-lost = Lembar hilang? Datanglah ke loket balai mana pun dengan KTP-el. Petugas mencetak yang baru.
takeover-contact-lead = Akunnya ditemukan. Surel atau nomor ini yang nanti Anda pakai untuk masuk.
