vault-title = My documents
vault-lead = Add a document once, use it for any service. You give the consent, and you can withdraw it at any time.
vault-add = Add a document
vault-empty = There are no documents yet. Begin with your KTP-el: nearly every service asks for it.
vault-open = View
vault-renew = Replace
vault-next = Continue
vault-download = Download
vault-change = Change
vault-not-yet = Not there yet
vault-may-skip = You may leave this empty and fill it in later.

vault-number-line = Number { $number }.
vault-added-line = Added on { $date }.
vault-until-line = Valid until { $date }.
vault-expired = Expired
vault-expired-more = Replace it with the new one; the old one stays.
vault-unscanned = Not scanned

vault-looks = Who looked
vault-looks-lately = Who looked
vault-looks-none = Nobody has looked at your documents yet.
vault-looks-all = See the whole record
vault-look-by = { $who }, { $place }, looked at: { $what }
vault-look-own = You opened: { $what }
vault-look-for = { $when }, for { $service }
vault-rights = Your rights
vault-rights-text = Ask for a copy, a correction or a deletion. You get an answer within 3 × 24 hours.

vault-add-title = Which document do you add?
vault-add-kind = Choose its kind
vault-kind-missing = Choose the kind of document.
vault-kind-ktp = Identity card (KTP-el)
vault-kind-kk = Family card (Kartu Keluarga)
vault-kind-akl = Birth certificate
vault-kind-nikah = Marriage certificate
vault-kind-ijz = School or university certificate
vault-kind-jkn = Proof of health insurance (JKN)
vault-kind-npwp = Tax number (NPWP)
vault-kind-nib = Business number (NIB)
vault-kind-foto = Passport photo
vault-kind-str = Professional registration (STR)
vault-kind-ktportu = A parent's identity card
vault-kind-sert = Land certificate
vault-kind-pbb = Property tax assessment or receipt (PBB)
vault-kind-stnk = Vehicle registration (STNK)
vault-kind-bpkb = Vehicle ownership book (BPKB)
vault-kind-akta = Deed of incorporation
vault-kind-sehat = Health certificate
vault-kind-hilang = Police report of a loss
vault-kind-pengantar = Letter from the village or ward
vault-kind-kuasa = Power of attorney
vault-kind-spm = Letter of application
vault-kind-other = Another document

vault-file-text = Take the photo in good light with all edges in view. We remove the location that the photo carries.
vault-camera = Take a photo
vault-camera-hint = On a phone this opens the camera.
vault-choose = Or choose a file
vault-choose-hint = PDF, JPEG, PNG, WebP or HEIC, at most 20 MB. Several photos chosen together become one document.
vault-send = Add
vault-progress = Progress of the upload
vault-preparing = Making the photo smaller.
vault-sending = Uploading. Keep this page open.
vault-line-broke = The connection broke. The upload goes on as soon as it is back.
vault-renew-title = Replace { $name }
vault-renew-text = The new one counts, the old one stays.
vault-renew-link = Replace with a new one

vault-number-title = The number on it
vault-number-label = Number on { $name }
vault-number-hint = As it stands on the document, such as 3314010101900001. It is kept encrypted and always shown masked.
vault-number-wrong = Write the number with letters, digits, dots, slashes or hyphens, at most 60.
vault-days-title = The dates on it
vault-date-hint = Such as 27-3-2026: day, month, year.
vault-date-wrong = Write the date as 27-3-2026: day, month, year.
vault-expires-hint = Leave it empty if it is valid for life. Such as 27-3-2031.
vault-issued-later = This day has not come yet. Check the year.
vault-expires-before = This day is before the date of issue. Check both.
vault-issuer-title = The region that issued it
vault-issuer-hint = The regency or city named on the document.
vault-issuer-none = Not named, or not a regency or city
vault-issuer-wrong = Choose a region from this list.

vault-number = Number
vault-issued = Date of issue
vault-expires = Valid until
vault-issuer = Issued in
vault-file = File
vault-file-line = { $name }, { $pages } { $pages ->
    [one] page
   *[other] pages
}, { $size }
vault-not-said = Not given yet
vault-older = Earlier versions
vault-version-line = Version { $number }, added on { $date }
vault-saved = The document is saved.
vault-same = This document is here already, so it was not saved twice.
vault-removed = The document is deleted for good.
vault-remove = Delete this document
vault-remove-title = Delete { $name }?
vault-remove-text = All its versions are gone for good and cannot be brought back. Copies with which a region has decided an application stay with that region.
vault-remove-yes = Delete the document
vault-remove-no = Keep it

vault-full = Your vault is full. Delete what you no longer use, then try again.
vault-other = The same file is kept as another document already. Choose another file.
vault-refused-nothing = Take a photo of the document, or choose its file.
vault-refused-large = This file is larger than 20 MB. Take the photo again with medium quality, or add it as several documents.
vault-refused-pages = At most 20 photos make one document. Take fewer, or save them as a PDF.
vault-refused-mixed = Several files together can only be photos. Add the PDF on its own.
vault-refused-coding = This photo uses a coding that is not read here, such as AVIF. Save it as JPEG and choose it again.
vault-refused-parts = This photo is made of too many parts. Save it as JPEG and choose it again.
vault-refused-kind = This file is not a PDF, JPEG, PNG, WebP or HEIC. Take a photo of the document, or save it as PDF.
vault-refused-picture = This photo is damaged and cannot be read. Take it again.
vault-refused-points = This picture is too large. Make it at most 8,000 points on each side, then add it again.
vault-refused-small = This picture is too small to be read. Take it again from close up, at least 480 points.
vault-refused-password = This PDF is locked with a password. Open it, save it without a password, then add it again.
vault-refused-active = This PDF carries a script, a form or another file. Print it to PDF or take photos of its pages, then add those.
vault-refused-grows = This PDF grows beyond bounds when it is opened. Print it to PDF or take photos of its pages, then add those.
vault-refused-pdf = This PDF is cut off or damaged. Scan or save it again, then add it.
vault-refused-two = This file is two kinds of file at once. Print it to PDF or take photos of its pages, then add those.
vault-refused-harmful = The scanner found a harmful program in this file. Do not open it; ask for a clean copy or take a photo of the original.

vault-marked = The original was seen
vault-marked-issued = Issued by the local government
vault-marked-more = { $region }, { $date }.
vault-used = { $count ->
    [one] Used for one application
   *[other] Used for { $count } applications
}
vault-code = Show a code at the counter
vault-code-text = The clerk finds you by this code, without your e-mail address. It is good for 10 minutes and once. The clerk does not see any document yet: you answer the request first.
vault-code-make = Make a code
vault-code-again = Make a new code
vault-code-until = Say it or show it to the clerk. Good until { $until }, once.
vault-requests = Requests for documents
vault-requests-all = See requests and consents
vault-requests-none = No region has asked for your documents yet.
vault-requests-wait = { $count ->
    [one] One request waits for your answer.
   *[other] { $count } requests wait for your answer.
}
vault-requests-answer = Answer
vault-request-who = { $agency }, { $region }, { $date }
vault-request-waits = Waiting for you
vault-request-given = Allowed
vault-request-declined = Not allowed
vault-request-withdrawn = Consent withdrawn
vault-request-closed = Taken back by the region
vault-request-over = Its time is over
vault-request-asks = Who asks
vault-request-why = What for
vault-request-until = Used until
vault-give = Give { $name }
vault-give-not = I do not give it
vault-give-choose = Choose the document that you give, or choose not to give it.
vault-give-add = None of yours fits. Add one first.
vault-consent-text = By answering you let this region use a copy of the documents that you chose, for this service only and until the time above. You can withdraw it at any time before the application is decided.
vault-consent = Send the answer
vault-answer = Your answer
vault-answered = Your answer was sent.
vault-withdrawn = The consent is withdrawn, at once.
vault-over = This request waits for no answer any more.
vault-withdraw = Withdraw consent
vault-item-waiting = Not answered
vault-item-given = Allowed
vault-item-given-more = The region holds an encrypted copy.
vault-item-over = Time is over
vault-item-over-more = The copy of the region is destroyed.
vault-item-decided = Used for a decision
vault-item-decided-more = The region must keep its copy in the record of the application, even when consent is withdrawn.
vault-item-declined = Not given
vault-item-withdrawn = Consent withdrawn
vault-item-withdrawn-more = The copy at the region was destroyed.
vault-request-spoken = Consent
vault-request-spoken-by = You agreed aloud at the counter, before { $who }
vault-look-agent = { $who }, your delegate, opened { $what }
