# Signing in and the one account.
sign-in-title = Sign in
sign-in-bound-for = To go on to { $name }
sign-in-email = E-mail address
sign-in-email-hint = We never ask for your NIK to sign in.
sign-in-password = Password
sign-in-next = Continue
sign-in-not-yet = You are not signed in yet
sign-in-wrong = The e-mail or the password does not match. Check both again.
sign-in-email-missing = Write your e-mail address or phone number.
sign-in-password-missing = Write your password.
sign-in-wait = Too many tries. Try again in { $minutes } { $minutes ->
    [one] minute
   *[other] minutes
}.
sign-in-wait-hours = Too many tries. To keep the account safe, try again in { $hours } { $hours ->
    [one] hour
   *[other] hours
}.
sign-in-again = The time for the code is over. Sign in again from the start.
sign-in-again-button = Sign in again
sign-in-new = No account yet?
sign-in-help = Cannot sign in?
sign-in-help-else = or ask a member of staff for help.
sign-in-everywhere = One account works in all regencies and cities. At the counter you are served without one.

code-title = Code from your app
code-label = Six-digit code
code-hint = Open the authenticator app on your phone. The code changes every 30 seconds.
code-wrong = This code is wrong or was used before. Wait for the next one, then write it. If it is refused again and again, set the clock of your phone to automatic.
code-help = Phone gone? Write one of your recovery codes. None left, and you work here? Ask whoever is responsible where you work to take back your role and invite you again.
code-other = Sign in with another account

sign-out = Sign out
sign-out-text = You sign out here and at every hall you opened from this browser.
signed-out = You have signed out
signed-out-text = Your session is closed here and at every hall you opened from this browser.

ended-idle = You were signed out
ended-idle-text = Nothing was done for 15 minutes, so we closed your session. Sign in again to go on where you were.
ended-elapsed = Your session is over
ended-elapsed-text = A session lasts 12 hours at most. Sign in again to go on where you were.
ended-closed = Your session was closed
ended-closed-text = This session was closed from elsewhere, or your roles have just changed. Sign in again to go on.
ended-kept = What you typed is not lost: you can send it as soon as you are signed in.
sign-in-prove = First prove that it is you
sign-in-prove-text = This can do much harm, so we ask for your password and code once more. Then you are back here, and are not asked again for 10 minutes.
sign-in-prove-button = Continue
sign-in-prove-notice = Prove once more that it is you. Then you are back where you were.
resume-title = Send your form?
resume-text = This form has not been sent yet and is complete.
resume-button = Send now
resume-drop = Drop this form

unfinished = You are not signed in yet
unfinished-text = This sign-in was interrupted, took too long, or was used before. Begin again from here.
sign-out-asked = { $name } asks you to sign out. You sign out here and everywhere that you opened from this browser.
sign-out-stray = This sign-out link does not fit
sign-out-stray-text = The application that sent you here wrote its link wrongly. You can still sign out from here.
authorize-stray = This sign-in link is incomplete
authorize-stray-text = We do not know the page that sent you here. Open your hall's page again and sign in from there.

account-own = My account
account-welcome = Invitation accepted. Open the place where you work below.
account-signs-in-with = Signs in with
account-roles = Your roles
account-sessions = Where you are signed in
account-sessions-text = Close what you do not recognise.
account-sessions-staff = Sessions of staff close by themselves after 15 idle minutes.
session-own = This browser
session-end = Close
sessions-end-others = Close all others
session-also = Also at
session-unknown-device = Unknown device
session-began = Signed in { $ago } from { $from }.
session-seen = Used { $ago }.
ago-now = just now
ago-minutes = { $count } { $count ->
    [one] minute
   *[other] minutes
} ago
ago-hours = { $count } { $count ->
    [one] hour
   *[other] hours
} ago

accept-title = Accept the invitation
accept-not-yet = The account is not made yet
accept-role = Role
accept-place = Place
accept-who = Who you are
accept-name = Full name
accept-name-hint = As in your letter of assignment. Your colleagues see it.
accept-name-wrong = Write your full name, without digits or special signs.
accept-password = New password
accept-password-hint = At least { $count } characters. Several unrelated words are easiest to remember and hardest to guess.
accept-factor = Second code on your phone
accept-factor-1 = Install an authenticator app on your phone.
accept-factor-2 = Scan the square below from that app.
accept-factor-3 = Write the six digits that appear.
accept-square = Square code for the authenticator app; its key is written below
accept-key = Cannot scan? Type this key into the app:
accept-code-missing = Write the six digits from the app.
accept-code-wrong = This code does not match. Check your phone's clock, write the password again, then the new code.
accept-button = Create the account and sign in
accept-has-account = This e-mail address has an account. Sign in first, then accept the invitation.
accept-with-account = Accept with this account
accept-other = This invitation is for somebody else
accept-other-text = You are signed in with another account. Sign out first, then open the link from the letter again.
accept-no-factor = Your account has no second code yet
accept-no-factor-text = A role can only be held with a second code. Ask for an invitation to an e-mail address without an account.

password-short = The password needs at least { $count } characters.
password-long = The password can have at most { $count } characters.
password-guessable = This password is easy to guess. Use several unrelated words, without your name or e-mail address.

invitation-used = This invitation was accepted
invitation-used-text = An invitation works once. Sign in with the account that was made.
invitation-expired = This invitation has expired
invitation-expired-text = An invitation is good for two days. Ask whoever invited you for a new one.
invitation-unknown = This invitation is not valid
invitation-unknown-text = The link may be cut short, or the invitation was withdrawn. Open it from the letter again, or ask for a new one.

place-ministry = Ministry
role-ministry-admin = Ministry administrator
role-ministry-verifier = Ministry verifier
role-region-owner = Responsible for the region
role-catalogue-editor = Catalogue editor
role-ministry-analyst = Ministry analyst
role-agency-head = Head of agency
role-case-officer = Case officer
role-approver = Approver
role-counter-clerk = Counter clerk
role-hall-supervisor = Hall supervisor
role-complaint-officer = Complaint officer
role-auditor = Auditor
role-ministry-support = Ministry support

handover-title = A role is handed over to you
handover-line = You are asked to be: { $role }, { $place }.
handover-answer = Answer
handover-asked = { $from } hands over to you: { $role }, { $place }.
handover-means = If you accept, the role passes to you at once, and whoever hands it over holds it no more.
handover-accept = Accept
handover-decline = Decline

# Registering and recovering an account
register-title = Create a Balai account
register-lead = One account for all regencies and cities. You do not need your NIK to register.
register-instead = Have an account already?
register-name-title = What is your name?
register-name-hint = As on your KTP. One word is enough.
register-password-title = Choose a password
register-button = Create account
register-taken = This address has an account already
register-taken-text = An account with this address was created already, perhaps on another device. Sign in with its password.
recover-title = Recover your account
recover-lead = We send a code to the e-mail address or phone number of your account. Then you choose a new password.
recover-instead = Remember your password?
recover-password-title = Choose a new password
recover-button = Save and sign in
proving-again = The time is over. Begin again here.
step-not-yet = Something needs to be corrected
contact-label = E-mail address or phone number
contact-hint = For example name@example.id or 0812 3456 7890. We send a code there.
contact-email-hint = For example name@example.id. We send a code there.
contact-missing = Write your e-mail address or phone number.
contact-email-missing = Write your e-mail address.
contact-email-wrong = Write the whole e-mail address, like name@example.id.
contact-phone-wrong = Write the whole mobile number, beginning with 08 or +62.
contact-landline = This is a landline. Use a mobile number that begins with 08.
contact-no-phones = Phone numbers cannot be used here yet. Write an e-mail address.
contact-code-label = { $digits ->
    [8] Eight
   *[other] Six
}-digit code
contact-code-title = Write the code we sent
contact-code-lead = A code of { $digits } digits was sent to { $contact }. It is good for 10 minutes.
contact-code-hint = Give this code to nobody. If it was sent by e-mail, look into the spam folder too.
contact-code-nothing = Wrong address or number?
code-missing = Write the { $digits } digits from our message.
code-not-that = This code does not match. Check the digits in the latest message.
code-spent = The code is not good any more. Press Send a new code.
code-send-again = Send a new code
code-sent-again = A new code was sent. The old one is not good any more.
code-other-contact = Change it
new-password-label = Password
new-password-hint = At least { $count } characters. An easy way: four words that have nothing to do with each other. Spaces are fine.
password-weak = Estimated strength: weak. Add other words that have nothing to do with each other.
password-fair = Estimated strength: fair. Add one more word to make it stronger.
password-good = Estimated strength: good.
password-strength = Strength: { $level ->
    [0] very weak
    [1] weak
    [2] not strong enough
    [3] strong
   *[other] very strong
}

# Profile
account-back = Back
profile-title = My profile
profile-text = Name, e-mail, phone, NIK
profile-name = Name
profile-email = E-mail address
profile-phone = Phone number
profile-number = NIK
profile-change = Change
profile-cancel = Cancel
profile-save = Save
profile-name-title = Change your name
profile-number-title = Fill in your NIK
profile-number-lead = The NIK is optional. Fill it in once, and services that need it do not ask again.
profile-number-hint = 16 digits, on your KTP-el or family card.
profile-number-none = Not filled in. It is needed only when a service asks for it.
profile-number-add = Fill in your NIK
profile-number-hidden = Hidden
profile-number-show = Show
profile-number-hide = Hide
profile-number-remove = Remove the NIK
profile-number-unseen = To be checked by staff. Show your KTP-el when you come to the hall.
profile-number-seen = Checked by staff against your KTP-el.
profile-level-1 = Account level 1 of 3: your e-mail address or phone number is proven.
profile-level-2 = Account level 2 of 3: staff have seen your KTP-el.
profile-level-3 = Account level 3 of 3: the national digital identity vouches for you.
nik-missing = Write the 16 digits of your NIK.
nik-digits = A NIK has digits only.
nik-length = A NIK has 16 digits. You wrote { $count }.
nik-wrong = This is not a NIK. Check the digits on your KTP-el.
nik-birth = The date of birth in digits 7 to 12 cannot be. Check the digits on your KTP-el.

# Security
safety-title = Security
safety-text = Passkeys, second code and recovery codes
safety-app = Second code on your phone
safety-app-on = Set up
safety-app-on-text = After the password we ask for a code from the app on your phone.
safety-app-off-text = Your account is safer when we also ask for a code from an app on your phone after the password. Not even a thief of your password gets in.
safety-app-add = Set up the second code
safety-app-remove = Remove the second code
safety-app-staff = As long as you hold a role, the second code cannot be removed.
safety-recovery = Recovery codes
safety-recovery-left = { $count } { $count ->
    [one] code
   *[other] codes
} left.
safety-recovery-text = When your phone is gone, one recovery code stands in for the code from the app. Each works once.
safety-recovery-renew = Make ten new codes
factor-title = Set up the second code
factor-button = Set up
recovery-title = Keep your recovery codes
recovery-done = Your recovery codes are ready.
recovery-text = Write them on paper or print this page, and keep it in a safe place. When your phone is gone, you sign in with one of them.
recovery-once = These codes are shown only once. Each can be used once.
recovery-kept = I have kept them
history-title = Sign-in history
history-short = Who signed in and who tried
history-text = Who signed in to your account and who tried, in the last 90 days.
history-none = Nothing yet.
history-let-in = Signed in
history-wrong-password = Wrong password
history-wrong-code = Wrong code
history-recovered = Password recovered
history-when = { $when }, from network { $from }
history-more = Older
history-unknown = Something you do not know? Make your account safer

# Changing the address or number
contact-change-title = Change e-mail or phone number
contact-change-lead = The new one takes the place of the old one of its kind. For 72 hours the change can be undone from the old address.
contact-own = This is your account's address or number already.
contact-taken-text = This address or number has another account. Use another one, or sign in to that account.
undo-title = Bring the old address back?
undo-text = Your account uses { $contact } again, and all devices are signed out. What came after is undone too: passkeys, second code, national identity and representatives added since then are removed, and a request to delete the account is cancelled.
undo-added-title = Take the new address out?
undo-added-email = The e-mail address that was added leaves your account, and all devices are signed out. Passkeys, second code, national identity and representatives added since then are removed, and a request to delete the account is cancelled.
undo-added-phone = The phone number that was added leaves your account, and all devices are signed out. Passkeys, second code, national identity and representatives added since then are removed, and a request to delete the account is cancelled.
undo-added-button = Take it out
contact-remove = Remove
contact-stays = This address was not removed
contact-last = An account needs one e-mail address or phone number. Add another first.
contact-staff = Staff need an e-mail address. Give up your role first, or change the address.
undo-button = Bring it back
undone-title = Your account is as it was
undone-text = All devices are signed out, and ways in and representatives added after the change are removed. Now choose a new password.
undo-stale = This link is not valid any more
undo-stale-text = A change can be undone once, within 72 hours. If somebody took your account, recover it or ask a member of staff at a hall for help.

national-title = National identity
national-or = or
national-sign-in = Sign in with { $name }
national-other-ways = Sign in another way
national-to-safety = Back to account security
national-silent = { $name } does not answer at the moment
national-silent-text = Try again in a few minutes, or sign in another way. Your account has not changed.
national-declined = { $name } was not used
national-declined-text = Nothing has changed. You can try again, or sign in another way.
national-unfinished = Not finished with { $name }
national-unfinished-text = We cannot use the answer: perhaps it took too long, or this page was opened twice. Nothing has changed; begin once more.
national-not-you = Not you?
national-not-you-named = This page is for { $name }. Not you?
national-begin-again = Begin again
national-register-lead = { $name } has confirmed who you are. One more thing: where do we send codes and news?
national-link-instead = Sign in, then link it
national-elsewhere = This identity opens another account
national-elsewhere-text = Your { $name } is linked to another Balai account. Sign in to that account, or unlink it there first.
national-another = This account has another identity
national-another-text = This account is linked to another identity at { $name }. Unlink the old one first, then link again.
national-number = The NIK is not the same
national-number-text = The NIK in this account differs from the one at { $name }. Correct the NIK in your profile, then link again. If staff have checked that NIK, ask staff for help.
national-linked = Linked
national-linked-text = { $name } opens this account too, since { $since }.
national-unlinked-text = Link { $name }, and you can sign in without a password and your account reaches level 3.
national-link = Link
national-link-title = Link { $name }
national-go = Go on to { $name }
national-go-text = Show there who you are. After that you see whose identity it is before anything is linked.
national-look = Is this your identity?
national-look-text = From { $name }: { $whose }, { $number }. If this is you, it can open the Balai account of { $account }. If not, do not link it: somebody else could come into this account.
national-look-yes = Yes, this is me. Link it
national-nameless = no name
national-numberless = no NIK
national-unlink = Unlink
national-only-way = This account has no password yet. Make a password first, then this identity can be unlinked.
safety-no-password = Your account has no password.
profile-number-national = Confirmed by the national digital identity.
history-let-in-national = Signed in with the national identity

# Passkeys
passkeys = Passkeys
passkeys-text = Sign in with the fingerprint, face or PIN of your device, without a password. The key stays on your device, and no false page can lure it away.
passkey-add = Add a passkey
passkey-name = Name of this key
passkey-name-hint = So that you know it later, for example Samsung phone.
passkey-name-wrong = Write a name for the key, at most 40 letters.
passkey-make = Make a passkey
passkey-without = This browser cannot make passkeys. Try another browser, or turn JavaScript on.
passkey-none = The passkey could not be read. Try again, or use another way.
passkey-again = The passkey was not saved. Try again.
passkey-taken = This passkey belongs to an account already.
passkey-full = You have 20 passkeys. Remove those you do not use first.
passkey-added = Added { $date }.
passkey-used = Last used { $when }.
passkey-unused = Never used.
passkey-remove = Remove
passkey-refused = Refused: there may be a copy
passkey-last = This key is your only way in
passkey-last-text = Your account has no password. First add another passkey, or make a password by recovering your account; then remove this key.
passkey-first = First key
passkey-sign-in = Sign in with a passkey
passkey-instead = Use a passkey
passkey-register = Use a passkey only
passkey-register-text = No wish to remember a password? Sign in with the fingerprint, face or PIN of this device.
passkey-wrong = This passkey fits no account, or it took too long. Try again, or sign in another way.
passkey-copied = We do not accept this passkey any more, as there may be a copy of it. Sign in another way and remove it on the Security page.
safety-make-password = Make a password
history-passkey = Signed in with a passkey
history-wrong-passkey = Passkey refused

# My data
data-title = Download my data
data-text = Everything we hold about you
data-lead = You get one ZIP file. A browser shows what is in it, and other programs can read it too (JSON).
data-holds-you = About you: name, e-mail, telephone number, NIK
data-holds-files = All your documents, with what you said of them
data-holds-uses = What you allowed regions to use, and who looked at your documents
data-holds-doors = Devices and sign-ins, and the record about your account
data-care = This file holds your NIK and your documents. Keep it on a device of your own, not on a shared computer.
data-take = Download
data-law = Your right by law 27/2022 on personal data protection, articles 7 and 13.
data-read-made = Made { $when }.
data-read-json = The same, for programs, is in data.json.
data-read-you = About you
data-read-since = Account since
data-read-national = National identity
data-read-national-of = { $issuer }, linked { $when }
data-read-assisted = Opened by staff
data-read-assisted-for = { $when }, for: { $purpose }
data-read-sightings = KTP-el seen by staff
data-read-given = Who acts for you
data-read-held = You act for
data-read-until = until { $when }
data-read-consents = Requests and consents
data-read-looks = Who looked at your documents
data-read-deeds = The record about your account
data-read-own = You
data-read-other = Staff or the system

# Deleting the account
leave-title = Delete my account
leave-roles = You still hold the roles below. Hand them over to somebody else first, or have them taken back. Then the account can be deleted.
leave-first = As soon as you ask
leave-first-text = The account is closed at once and every device is signed out. We send a letter or a text. For { $hours } hours you can undo it by the link in there.
leave-gone = After { $hours } hours, gone for good
leave-gone-you = Your name, e-mail, telephone number and NIK
leave-gone-files = All your documents and the key to them. Backups still hold both until the operator deletes them.
leave-gone-consents = Consents that no region has decided with: the region's copy is destroyed too
leave-gone-doors = Password, passkeys, codes, devices and sign-in history
leave-stays = What is kept, and why
leave-stays-cases = Copies of documents in cases that were decided. They are the region's archive, which the law makes it keep (law 43/2009 on archives), sealed with that region's key.
leave-stays-trail = The record of what happened, without your name, so that what staff did can be examined.
leave-stays-staff = If you ever worked for a hall: your name on what you did then, such as documents of citizens you looked at.
leave-stays-backups = Backups, until they are overwritten on the operator's schedule. They are used for nothing else.
leave-data = Download my data first
leave-next = Continue
leave-no = No, keep it
leave-now = Confirm the deletion
leave-now-text = The account is closed at once. You can undo it for { $hours } hours.
leave-word = DELETE
leave-word-label = Write { $word } to confirm
leave-word-wrong = Write the word DELETE to confirm.
leave-button = Delete my account
leave-closed = Your account is closed
leave-closed-text = Every device is signed out. The account will be gone for good on { $when }. Changed your mind? Use the link in the letter or text we sent.
stay-title = Keep your account?
stay-text = Your account will be gone for good on { $when }. If you keep it, everything is as it was.
stay-button = Keep my account
stayed-title = Your account stays
stayed-text = All your data and documents are there. Sign in again.
stay-stale-text = The deletion was undone already, or its time is over.
profile-seen = Seen by staff in { $region }, { $date }.
profile-seen-withdrawn = { $region } took its mark back on { $date }. The reason: { $reason }
profile-number-looked-into = Your number is being checked. You need not do anything, and all services stay open to you. Ask at the counter of any hall, with your KTP-el.
profile-number-again = When the NIK is changed or removed, staff have to see your KTP-el again.

takeover-title = Take over an account
takeover-have = Have a code sheet from the counter?
takeover-lead = For an account that staff opened at a counter. Have the code sheet and your KTP-el ready.
takeover-code = Code on the sheet
takeover-code-hint = 12 letters and digits, like 7F3K-9QXM-2HTA.
takeover-code-wrong = Write the 12 letters and digits of your code sheet.
takeover-number = Your NIK
takeover-number-hint = The 16 digits on your KTP-el. Spaces and dots are fine.
takeover-wrong = This code and this NIK do not fit. Check both. If your sheet was replaced, use the newest one.
takeover-lost = Lost the sheet? Come to the counter of any hall with your KTP-el. Staff print a new one.
takeover-contact-lead = The account was found. With this e-mail address or number you will sign in.

family-title = Family and delegates
family-text = Your children, and who may act for you
family-held = You act for
family-held-none = Nobody yet. A child under 17 is registered at a counter, or somebody appoints you.
family-given = Who acts for you
family-given-text = A delegate for everything can see and add your documents and answer requests. A delegate for one region or one service only answers the requests made there. A delegate cannot remove documents or change your address, password or NIK.
family-accept = Accept
family-decline = Decline
family-begin = Act for { $name }
family-end = End it
family-waits = Waiting for an answer.
family-appoint = Appoint a delegate
family-appoint-lead = The person is told and has to accept first. You can end it at any time.
family-contact = E-mail or phone number of the delegate
family-contact-hint = The one they sign in to Balai with.
family-contact-missing = Write the e-mail address or phone number of the delegate.
family-oneself = This is your own address. Write that of somebody else.
family-too-many = You have 20 delegates already. End one first.
family-region = For which region?
family-region-missing = Choose the region.
family-all-regions = All regions
family-span = For how long?
family-span-missing = Choose for how long.
family-week = 7 days
family-month = 30 days
family-half-year = 6 months
family-year = 1 year
family-appoint-button = Appoint
family-next = Continue
family-agent = Delegate
family-scope = For what?
family-scope-missing = Choose for what.
family-everything = Everything
family-everything-hint = The delegate sees and adds your documents, and answers requests of all regions.
family-one-region = What one region asks
family-one-region-hint = The delegate sees and answers only requests of that region.
family-one-service = One service only
family-one-service-hint = The delegate sees and answers only requests for that service, in one region.
family-region-choose = Choose a region
family-region-one = Region
family-words = For which service?
family-words-hint = Write its name in a word or two, in Indonesian, such as akta kelahiran.
family-words-missing = Write the name of the service, such as akta kelahiran.
family-service = Choose the service
family-service-one = Service
family-service-missing = Choose one of the services in { $region }. Not on the list? Search with other words.
family-service-gone = There is no such service in { $region }, or it was closed. Search and choose another.
family-service-none = No service in { $region } has these words. Try other, shorter words.
family-child-until = Your child, until 17 years of age on { $date }.
family-all-until = All regions, until { $date }.
family-region-until = { $region } only, until { $date }.
family-service-until = Only { $service } in { $region }, until { $date }.
family-appointed = The request was sent. The person answers it in their account.
family-accepted = Accepted. You can act for them now.
family-ended = It has ended.
family-stopped = You are back in your own account.
family-beyond = That is not among the things you may do for somebody else. Stop acting first, then open it again for your own account.
family-not-meant = You no longer act for the person you acted for: the time ended, or you changed over in another tab. If you were sending something, it was not saved. Choose first for whom you act.
family-past = Who acted for you
family-past-since = Ended { $date }.
family-child-how = To register a child, come to the counter of any hall with your KTP-el and your family card.
family-deeds = What a delegate did
family-deeds-link = See what they did
family-deeds-of = What { $name } did for you
family-deeds-none = Nothing yet.
acting-label = Acting for somebody else
acting-for = You act for { $name }
acting-for-service = You act for { $name }, only for the service { $service }
acting-stop = Stop
