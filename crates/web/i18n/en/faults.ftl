# When a page cannot be shown.
fault-not-found = There is no such page
fault-not-found-text = The address may be mistyped, or the service has a new name. Try to find it here.
fault-not-found-inside = The address may be mistyped, or what was here has moved.
fault-home = Back to the start
fault-ours = We could not show this page
fault-ours-text = This is our mistake, not yours. Load the page again in a moment. If it happens again, tell our staff the incident number.
fault-incident = Incident number
fault-maintenance = Being updated
fault-maintenance-text = The data of { $name } is being updated. This usually takes a few minutes; load the page again later.
fault-suspended = This hall is closed for now
fault-suspended-text = The pages of { $name } are not shown here at the moment.
fault-closed-staff = Citizens do not see the pages of this hall, and work here rests for now.
fault-closed-why = The ministry's reason
fault-closed-since = Since
fault-closed-kept = No data is lost. Once the reason is settled, ask the ministry to open this hall again.
fault-hall-open = The hall and the offices of the agencies stay open during their hours.

refused-not-allowed = You may not do this here
refused-not-allowed-text = Your account has no right to this page. Ask whoever looks after the roles where you work if you need it.
refused-forged = We did not accept this
refused-forged-text = A form must be sent from our own page. Open the page again and send it once more.
refused-together = The same is being sent
refused-together-text = This was sent at the same moment as something else about the same thing, so it was not done. Go back, reload the page to see how things stand, and send it again if it is still needed.
refused-too-many = Too many tries
refused-too-many-text = Wait a few minutes, then try again. This keeps your account safe from guessing.
refused-unreadable = The form could not be read
refused-unreadable-text = It was too large or was damaged on its way. Go back, check it, and send it again.
