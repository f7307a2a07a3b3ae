# A region's public pages.
hall-title = Public services of { $name }
hall-question = What would you like to get done?
hall-search-label = Find a service
hall-search-example = For example: akta kelahiran
hall-popular = Examples to search
hall-today = Today
hall-all-hours = See all hours
hall-ask = Any questions?
hall-ask-text = Ask us before you set out:
hall-by-category = { $count ->
    [one] { $count } service by subject
   *[other] { $count } services by subject
  }
hall-services = { $count ->
    [one] { $count } service
   *[other] { $count } services
  }
hall-agencies = { $count ->
    [one] { $count } agency in this { $balai }
   *[other] { $count } agencies in this { $balai }
  }
hall-come = Visit the { $balai }
hall-hours = Opening hours
hall-empty-title = The list of services is being prepared
hall-empty-text = The agencies of this region are writing down their services. Until then, please ask at the { $balai }.
hall-empty-here = No service has been published here yet. Please ask at the { $balai }.

agency-where = Where
agency-in-hall = Served at this agency’s { $gerai } in the { $balai }.
agency-office = Office
agency-contact = Contact

search-heading = Find a service
search-title = { $query }: search results
search-count = { $count ->
    [one] { $count } service found
   *[other] { $count } services found
  }
search-corrected = Showing results for
search-exact = Search for “{ $query }” instead
search-nothing = There is no service called “{ $query }” yet
search-meant = Did you mean:
search-tip = Services are described in Indonesian. Try a short Indonesian word, such as “KTP” (identity card) or “akta kelahiran” (birth certificate).
search-suggestions = Other words to try
search-not-found = Not what you need?
search-own-words = Services are described in Indonesian. Try a short Indonesian word, such as “paspor” or “nikah”.
search-all-list = Browse the lists
search-by-category = All services by subject
search-by-agency = All agencies in the { $balai }
search-elsewhere = Not in { $name }?
search-everywhere = Search all regencies and cities

service-by = Provided by
service-go = Where and when
service-print = Print what to bring
service-fees = Fees in detail
service-bring = What to bring
service-bring-nothing = You do not need to bring anything.
service-optional = if you have it
service-steps = Steps
service-where = Where
service-complaints = Something wrong?
service-complaints-text = Were you asked for a fee or a paper that is not on this page? Report it; you need not give your name.
service-complaints-national = National channel:
service-standard = Service standard
service-legal = Legal basis
service-version = Version
service-decree = Decided by
service-effective = In force since
service-reviewed = Checked by the agency

caution-sample = This is sample data
caution-sample-text = It was made for a demonstration. Do not rely on it.
caution-unverified = Not yet checked by the agency
caution-unverified-text = This text comes from a starter catalogue or another region and may differ here. Please ask before you set out.

fact-fee = Fee
fact-time = At most
fact-product = You receive

list-title = What to bring
list-print = Print this page
list-how = On a computer press Ctrl and P. On a phone choose Share, then Print.
list-made = Made on { $date }. Check for the newest at

hall-open-until = The { $balai } is open until { $time }
hall-opens-again = The { $balai } is closed, opens again { $when }
hall-closed-now = The { $balai } is closed
hall-closed = Closed
hall-closed-for = Closed, { $name }
hall-holiday = Today is a holiday: { $name }.
hall-closed-today = Closed today: { $name }.
hall-other-hours = Other hours today: { $name }.
hall-hours-because = { $hours }, { $name }
hall-networks = This { $balai } on social networks
hall-goes-on = News and events at the { $balai }
hall-all-news = See all news and events
hall-all-agencies = All { $count } agencies

agencies-regional = Agencies of the region
agencies-vertical = National agencies
agencies-state-company = State-owned companies
agencies-regional-company = Companies of the region
agencies-other = Other bodies

channel-hall = At the { $balai }
channel-mobile = { $Keliling }
channel-kiosk = { $Anjungan }
channel-online = Online
channel-office = Agency’s office
channel-district = District office
channel-village = Village office
channel-partner = Through a partner
channel-phone = Telephone

place-online = Through the agency’s application. Staff at the { $balai } help if you are not used to it.
place-online-link = On the agency’s own site; you leave this page.
place-mobile = The { $keliling } comes to the villages. Ask staff when.
place-kiosk = { $Anjungan } at the { $balai }. Staff help if needed.
place-district = At the district office (kecamatan) where you live.
place-village = At the village office (desa or kelurahan) where you live.
place-partner = At a school, clinic, bank or other partner. Ask staff which is nearest.

fee-unknown = Ask staff
fee-free-by = by { $law }
fee-levy = regional levy
fee-pnbp = state fee
fee-tariff = provider’s tariff
fee-due = a due that is paid here
fee-formula = How it is calculated
fee-payment = How to pay
time-unknown = Ask staff
product-unknown = Ask staff

filter-all = All
search-most = The { $count } best matches. Add a word to be more precise.

pledge-title = Service pledge
pledge-lead = What this { $balai } promises you.
pledge-by = Set by
pledge-decree = By decree
pledge-law = Law 25/2009, article 22, obliges whoever serves the public to draw up, set and publish a service pledge.
pledge-broken = Has this promise not been kept?

news-title = News and events
news-lead = What is new and what is coming up at this { $balai }.
news-coming = Coming up
news-calendar = Add to your calendar
news-latest = News
news-empty = There is no news and no event yet.
news-none-coming = No event is coming up yet.
news-cancelled = Cancelled
news-cancelled-text = This event does not take place.
news-over = This event is over.
news-when = When
news-where = Where
news-daily = { $from } to { $to }, every day
news-date = { $date }, { $hours }
news-add = Save to a calendar
news-written = Written { $date }
