"""The wall's table: every route, and who may use it. A route that is not here answers nobody, and a test fails.

`OPEN` needs no sign-in; a capability is what the signed-in viewer must have.
What a viewer may not see reads the same as what does not exist.
"""

from closeknit.kit.capabilities import Capability

OPEN = "open"
Policy = Capability | str

ROUTES: dict[str, Policy] = {
    # Before anybody is known.
    "home": OPEN,
    "first_run": OPEN,
    "invitation": OPEN,
    "logo": OPEN,
    "health": OPEN,
    "account_login": OPEN,
    "account_logout": OPEN,
    # Signed in.
    "today": Capability.READ_HOUSE,
    "put_off": Capability.DRAW_CIRCLE,
    "undo": Capability.HAND_IN,
    "working": Capability.READ_HOUSE,
    # Handing in, and bringing in.
    "capture": Capability.HAND_IN,
    "capture_guesses": Capability.HAND_IN,
    "capture_full": Capability.HAND_IN,
    "capture_accounts": Capability.HAND_IN,
    "capture_people": Capability.HAND_IN,
    "imports": Capability.BRING_IN,
    "imports_file": Capability.BRING_IN,
    "imports_preview": Capability.BRING_IN,
    "imports_reading": Capability.BRING_IN,
    "imports_progress": Capability.BRING_IN,
    "imports_cancellation": Capability.BRING_IN,
    "imports_undoing": Capability.BRING_IN,
    "imports_removal": Capability.BRING_IN,
    "imports_rejected": Capability.BRING_IN,
    "imports_speakers": Capability.BRING_IN,
    "imports_placing": Capability.BRING_IN,
    # Accounts and people.
    "accounts": Capability.READ_HOUSE,
    "account": Capability.READ_HOUSE,
    "account_details": Capability.KEEP_ACCOUNTS,
    "account_people": Capability.KEEP_ACCOUNTS,
    "account_imports": Capability.KEEP_ACCOUNTS,
    "account_import": Capability.KEEP_ACCOUNTS,
    "account_import_progress": Capability.KEEP_ACCOUNTS,
    "account_import_reading": Capability.KEEP_ACCOUNTS,
    "account_import_stop": Capability.KEEP_ACCOUNTS,
    "account_import_undoing": Capability.KEEP_ACCOUNTS,
    "person": Capability.READ_HOUSE,
    "contact": Capability.KEEP_ACCOUNTS,
    "contact_leaving": Capability.KEEP_ACCOUNTS,
    # The circle.
    "circle": Capability.READ_HOUSE,
    "circle_decisions": Capability.DRAW_CIRCLE,
    "circle_aim": Capability.DRAW_CIRCLE,
    "house_cadences": Capability.RUN_HOUSE,
    # The house, and oneself.
    "house": Capability.RUN_HOUSE,
    "house_basics": Capability.RUN_HOUSE,
    "house_logo": Capability.RUN_HOUSE,
    "house_departments": Capability.RUN_HOUSE,
    "house_department": Capability.RUN_HOUSE,
    "house_invitations": Capability.RUN_HOUSE,
    "house_invitation": Capability.RUN_HOUSE,
    "house_member": Capability.RUN_HOUSE,
    "house_member_leaving": Capability.RUN_HOUSE,
    "house_member_return": Capability.RUN_HOUSE,
    "house_competitors": Capability.RUN_HOUSE,
    "house_products": Capability.RUN_HOUSE,
    "house_mail": Capability.RUN_HOUSE,
    "house_mail_test": Capability.RUN_HOUSE,
    "member_self": Capability.HAND_IN,
    "member_self_name": Capability.HAND_IN,
    "member_self_password": Capability.HAND_IN,
    # Conversations and appointments.
    "touchpoint": Capability.READ_HOUSE,
    "touchpoint_new": Capability.HAND_IN,
    "touchpoint_accounts": Capability.HAND_IN,
    "touchpoint_people": Capability.HAND_IN,
    "touchpoint_promise": Capability.HAND_IN,
    "touchpoint_promises": Capability.MAKE_PROMISES,
    "touchpoint_removal": Capability.HAND_IN,
    "touchpoint_timeline": Capability.READ_HOUSE,
    "appointment_new": Capability.HAND_IN,
    "appointment_calling_off": Capability.HAND_IN,
    # Needs.
    "heard": Capability.READ_HOUSE,
    "heard_accounts": Capability.READ_HOUSE,
    "verbatim": Capability.READ_HOUSE,
    "verbatim_signal": Capability.CURATE_NEEDS,
    "verbatim_needs": Capability.CURATE_NEEDS,
    "needs": Capability.READ_HOUSE,
    "need": Capability.READ_HOUSE,
    "need_statement": Capability.CURATE_NEEDS,
    "need_words": Capability.CURATE_NEEDS,
    "need_merging": Capability.CURATE_NEEDS,
    "need_dismissal": Capability.CURATE_NEEDS,
    "need_settlement": Capability.CURATE_NEEDS,
    "need_reopening": Capability.CURATE_NEEDS,
    # Promises.
    "promises": Capability.READ_HOUSE,
    "promise": Capability.READ_HOUSE,
    "promise_understood": Capability.MAKE_PROMISES,
    "promise_new": Capability.MAKE_PROMISES,
    "promise_settlement": Capability.MAKE_PROMISES,
    "promise_day": Capability.MAKE_PROMISES,
    "promise_correction": Capability.MAKE_PROMISES,
    "promise_reopening": Capability.MAKE_PROMISES,
}
