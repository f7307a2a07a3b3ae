# Around every page.
frame-skip = Skip to content
frame-main-navigation = Main
frame-part-navigation = This part
frame-above = { $Jenis }
frame-account-above = One account for all regions
frame-account = Balai Account
frame-everywhere = All of Indonesia
frame-own = Account
frame-services = Services
frame-agencies = Agencies
frame-visit = Hours and place
frame-regions = Find a region
frame-search = Find a service
frame-join = Sign a region up
frame-note = Note
frame-sample = Sample data. Services, hours, fees and numbers on this page are not in force.

foot-help = Need help?
foot-come = Come to the information { $loket } of the { $balai } during opening hours. Help is free.
foot-come-anywhere = Choose your region, then come to the information { $loket } of its { $balai }. Help is free.
foot-phone = Call
foot-complain = Complaints
foot-complain-text = Tell the complaint { $loket } of the { $balai }, or use the national channel
foot-rights = Your rights
foot-privacy = Your personal data
foot-accessibility = Accessibility
foot-name = Balai, public services of { $name }
foot-other-regions = Other regencies and cities
foot-staff = For staff
foot-pledge = Service pledge
foot-news = News and events

part-search = Search
part-more = Show more
part-filter = Filter
part-trail = Breadcrumb
part-back = Back

form-error = Error:
