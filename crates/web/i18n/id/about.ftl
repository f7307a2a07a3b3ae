# What search engines and other people's screens say of a page.
about-hall = Layanan publik { $name }: syarat, biaya, waktu, jam buka, dan alamat, sebelum Anda berangkat.
about-root = Layanan publik kabupaten dan kota di Indonesia: syarat, biaya, waktu, dan tempatnya.
about-regions = Cari balai layanan publik kabupaten atau kota Anda menurut nama, nama lama, atau provinsi.
about-search = Cari dan bandingkan layanan publik di semua balai yang sudah buka.
about-service = { $name } di { $region }: syarat, biaya, waktu, dan tempatnya.
