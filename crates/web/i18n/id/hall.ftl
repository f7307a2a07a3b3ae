# A region's public pages.
hall-title = Layanan publik { $name }
hall-question = Urusan apa yang ingin Anda selesaikan?
hall-search-label = Cari layanan
hall-search-example = Contoh: akta kelahiran
hall-popular = Contoh pencarian
hall-today = Hari ini
hall-all-hours = Lihat semua jam
hall-ask = Ada pertanyaan?
hall-ask-text = Tanya petugas sebelum berangkat:
hall-by-category = { $count } layanan menurut urusan
hall-services = { $count } layanan
hall-agencies = { $count } instansi di { $balai } ini
hall-come = Datang ke { $balai }
hall-hours = Jam layanan
hall-empty-title = Daftar layanan sedang disusun
hall-empty-text = Instansi di daerah ini sedang menuliskan layanannya. Sementara itu, tanyakan langsung ke petugas di { $balai }.
hall-empty-here = Belum ada layanan yang diterbitkan di sini. Tanyakan ke petugas di { $balai }.

agency-where = Di mana
agency-in-hall = Dilayani di { $gerai } instansi ini, di { $balai }.
agency-office = Kantor
agency-contact = Hubungi

search-heading = Cari layanan
search-title = { $query }: hasil pencarian
search-count = { $count } layanan ditemukan
search-corrected = Kami menampilkan hasil untuk
search-exact = Tetap cari “{ $query }”
search-nothing = Belum ada layanan bernama “{ $query }”
search-meant = Maksud Anda:
search-tip = Tulis dengan kata Anda sendiri, misalnya “anak baru lahir” atau “KTP hilang”. Kata yang lebih pendek sering lebih mudah ditemukan.
search-suggestions = Kata lain yang dapat dicoba
search-not-found = Tidak ketemu?
search-own-words = Tulis dengan kata Anda sendiri, misalnya “anak baru lahir” atau “surat lahir hilang”.
search-all-list = Lihat daftarnya
search-by-category = Semua layanan menurut urusan
search-by-agency = Semua instansi di { $balai }
search-elsewhere = Bukan di { $name }?
search-everywhere = Cari di semua kabupaten dan kota

service-by = Dilayani oleh
service-go = Di mana dan kapan
service-print = Cetak daftar bawaan
service-fees = Rincian biaya
service-bring = Yang perlu Anda bawa
service-bring-nothing = Anda tidak perlu membawa apa pun.
service-optional = bila ada
service-steps = Langkahnya
service-where = Di mana
service-complaints = Ada masalah?
service-complaints-text = Diminta biaya atau syarat lain di luar daftar ini? Laporkan, boleh tanpa nama.
service-complaints-national = Kanal nasional:
service-standard = Standar pelayanan
service-legal = Dasar hukum
service-version = Versi
service-decree = Ditetapkan dengan
service-effective = Berlaku sejak
service-reviewed = Diperiksa instansi

caution-sample = Ini data contoh
caution-sample-text = Dibuat untuk peragaan. Jangan dipakai sebagai acuan berurusan.
caution-unverified = Belum diperiksa instansi
caution-unverified-text = Isi ini diambil dari katalog awal atau daerah lain dan dapat berbeda di daerah ini. Pastikan ke petugas sebelum berangkat.

fact-fee = Biaya
fact-time = Paling lama
fact-product = Anda menerima

list-title = Daftar bawaan
list-print = Cetak halaman ini
list-how = Di komputer tekan Ctrl dan P. Di ponsel pilih Bagikan, lalu Cetak.
list-made = Dibuat { $date }. Periksa yang terbaru di

hall-open-until = { $Balai } buka sampai { $time }
hall-opens-again = { $Balai } tutup, buka lagi { $when }
hall-closed-now = { $Balai } tutup
hall-closed = Tutup
hall-closed-for = Tutup, { $name }
hall-holiday = Hari ini libur: { $name }.
hall-closed-today = Hari ini tutup: { $name }.
hall-other-hours = Hari ini jam lain: { $name }.
hall-hours-because = { $hours }, { $name }
hall-networks = { $Balai } ini di jejaring sosial
hall-goes-on = Kabar dan acara di { $balai }
hall-all-news = Lihat semua kabar dan acara
hall-all-agencies = Semua { $count } instansi

agencies-regional = Instansi daerah
agencies-vertical = Instansi pusat
agencies-state-company = Badan usaha milik negara
agencies-regional-company = Badan usaha milik daerah
agencies-other = Lembaga lain

channel-hall = Datang ke { $balai }
channel-mobile = { $Keliling }
channel-kiosk = { $Anjungan }
channel-online = Daring
channel-office = Kantor instansi
channel-district = Kecamatan
channel-village = Desa atau kelurahan
channel-partner = Lewat mitra
channel-phone = Telepon

place-online = Lewat aplikasi instansi. Petugas di { $balai } membantu bila Anda belum terbiasa.
place-online-link = Di situs instansi; Anda meninggalkan halaman ini.
place-mobile = { $Keliling } datang ke desa. Tanyakan jadwalnya ke petugas.
place-kiosk = { $Anjungan } di { $balai }. Petugas membantu bila perlu.
place-district = Di kantor kecamatan tempat Anda tinggal.
place-village = Di kantor desa atau kelurahan tempat Anda tinggal.
place-partner = Di sekolah, klinik, bank, atau mitra lain. Tanyakan ke petugas mana yang terdekat.

fee-unknown = Tanyakan ke petugas
fee-free-by = menurut { $law }
fee-levy = retribusi daerah
fee-pnbp = penerimaan negara bukan pajak
fee-tariff = tarif penyelenggara
fee-due = kewajiban yang dibayar di sini
fee-formula = Cara menghitung
fee-payment = Cara membayar
time-unknown = Tanyakan ke petugas
product-unknown = Tanyakan ke petugas

filter-all = Semua
search-most = { $count } layanan yang paling cocok. Tambahkan kata agar lebih tepat.

pledge-title = Maklumat pelayanan
pledge-lead = Janji pelayanan { $balai } ini kepada Anda.
pledge-by = Ditetapkan oleh
pledge-decree = Ditetapkan dengan
pledge-law = Maklumat pelayanan wajib disusun, ditetapkan, dan dipublikasikan penyelenggara menurut UU 25/2009 pasal 22.
pledge-broken = Janji ini tidak ditepati?

news-title = Kabar dan acara
news-lead = Yang baru dan yang akan berlangsung di { $balai } ini.
news-coming = Yang akan datang
news-calendar = Pasang di kalender Anda
news-latest = Kabar
news-empty = Belum ada kabar atau acara.
news-none-coming = Belum ada acara yang akan datang.
news-cancelled = Dibatalkan
news-cancelled-text = Acara ini tidak jadi berlangsung.
news-over = Acara ini sudah selesai.
news-when = Kapan
news-where = Tempat
news-daily = { $from } sampai { $to }, setiap hari
news-date = { $date }, { $hours }
news-add = Simpan ke kalender
news-written = Ditulis { $date }
