# The national entrance.
root-title = Balai, public services of regencies and cities
root-question = In which regency or city is your matter?
root-region-label = Find a regency or city
root-region-example = For example: Sragen
root-region-hint = Name, former name, or the official code such as 33.14.
root-by-province = Choose by province
root-joined = { $count ->
    [one] { $count } hall is open
   *[other] { $count } halls are open
  }
root-none = No region has opened its hall here yet.
root-search-heading = Find a service in all regions
root-search-text = Not sure where to go? Compare papers, fees and times of all halls that are open.
root-join-heading = For governments of regencies and cities
root-join-text = Open a digital public service hall without building a system of your own. Your region gets an address, data kept apart from all others, and a list of services to start from.
root-join = Sign a region up
root-step-1 = Sign up
root-step-1-text = Name the region and the official responsible, and upload the letter of the head of the region. About 15 minutes.
root-step-2 = The ministry checks
root-step-2-text = One person checks, another approves. You follow it with your registration number.
root-step-3 = Your hall opens
root-step-3-text = Its address works at once. Adjust the services, then publish them.
root-search-count = { $count ->
    [one] 1 service name found
   *[other] { $count } service names found
  }
root-search-most = The { $count } service names that fit best. Add a word to be more precise.
root-search-others = Also in { $count ->
    [one] one other region
   *[other] { $count } other regions
  }
root-know-region = Know the region already?
root-know-region-text = The hall of the region shows more, with its hours and address.

regions-heading = Find a regency or city
regions-title = { $query }: regencies and cities
regions-in = Regencies and cities in { $province }
regions-nothing = There is no regency or city called “{ $query }”
regions-tip = Check the spelling, or choose its province below. Former names such as Ujung Pandang work too.
regions-provinces = By province
regions-of = { $joined } of { $count } open
regions-code = code
regions-open = Hall is open
regions-not-yet = Not joined yet
regions-join = Sign this region up
regions-administrative = An administrative area of DKI Jakarta. The province runs its services, so it does not sign up here.
regions-other-name = Also known as { $name }
