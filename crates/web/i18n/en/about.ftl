# What search engines and other people's screens say of a page.
about-hall = Public services of { $name }: what to bring, fees, time, opening hours and address, before you set out.
about-root = Public services of regencies and cities in Indonesia: what to bring, fees, time and place.
about-regions = Find the public service hall of your regency or city by name, former name or province.
about-search = Search and compare public services over all halls that are open.
about-service = { $name } in { $region }: what to bring, fee, time and place.
