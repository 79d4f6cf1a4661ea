"""The outside's table: every route of this door, and who may use it. A route that is not here answers nobody, and a test fails.

`OPEN` needs no sign-in. `SIGNED_IN` needs somebody who is known, wherever they are from. A capability is what the viewer must have: where
the address names an account, in the shared site of that account; else on the open portal. What a viewer may not see reads the same as
what does not exist.
"""

from closeknit.kit.capabilities import Capability

OPEN = "open"
SIGNED_IN = "signed_in"
Policy = Capability | str
# What a member who looks as somebody outside may press: nothing that is written as theirs.
WHILE_LOOKING = frozenset({"portal:look_ending", "portal:sign_out", "portal:attachment"})

ROUTES: dict[str, Policy] = {
    # Before anybody is known.
    "account_request_login_code": OPEN,
    "account_confirm_login_code": OPEN,
    "portal:sign_out": OPEN,
    # What a device answers is the key: the challenge is the same for everybody, and whom we know is not said.
    "portal:passkey_challenge": OPEN,
    "portal:passkey_coming_in": OPEN,
    "portal:join": OPEN,
    # Comes in as somebody invented, in a demo house; in any other it finds nothing.
    "portal:look_around": OPEN,
    "portal:colours": OPEN,
    "portal:logo": OPEN,
    # Its secret starts a member's look, once, within a minute.
    "portal:look": OPEN,
    "portal:look_ending": OPEN,
    # Its token is the key, for minutes and for one person, whose right is looked at again.
    "portal:file": OPEN,
    # The same for the small picture on a page, for an hour at most.
    "portal:thumbnail": OPEN,
    # The open portal, where the house has opened it: what everybody may read, by the audience of each idea.
    "portal:ideas": OPEN,
    "portal:idea": OPEN,
    "portal:answering": OPEN,
    "portal:feed": OPEN,
    "portal:sign_in": OPEN,
    # Its key opens a form that any page may send, without a cookie: what comes in is read by one of us before anybody else.
    "portal:embed": OPEN,
    # Its secret is the key: a calendar program cannot sign in, and a mail program ends mails without doing so.
    "portal:calendar_feed": OPEN,
    "portal:mails_off": OPEN,
    # Signed in.
    "portal:spaces": SIGNED_IN,
    "portal:naming": SIGNED_IN,
    # Their own passkeys, wherever they have a place.
    "portal:passkeys": Capability.TAKE_PART,
    "portal:passkey_offer": Capability.TAKE_PART,
    "portal:passkey_again": Capability.TAKE_PART,
    "portal:passkey_new": Capability.TAKE_PART,
    "portal:passkey": Capability.TAKE_PART,
    "portal:passkey_removal": Capability.TAKE_PART,
    # In the shared site of an account.
    "portal:home": Capability.READ_SHARED,
    "portal:people": Capability.READ_SHARED,
    "portal:oneself": Capability.READ_SHARED,
    "portal:leaving": Capability.READ_SHARED,
    "portal:colleague_invitations": Capability.MANAGE_SIDE,
    "portal:colleague_withdrawal": Capability.MANAGE_SIDE,
    "portal:colleague": Capability.MANAGE_SIDE,
    "portal:circle": Capability.READ_SHARED,
    "portal:customers": Capability.TAKE_PART,
    "portal:customer": Capability.TAKE_PART,
    "portal:purpose": Capability.READ_SHARED,
    "portal:their_purpose": Capability.TAKE_PART,
    "portal:notices": Capability.READ_SHARED,
    "portal:calendar_address": Capability.READ_SHARED,
    "portal:questions": Capability.READ_SHARED,
    "portal:question_answer": Capability.TAKE_PART,
    "portal:question_putting_away": Capability.TAKE_PART,
    "portal:observations": Capability.READ_SHARED,
    "portal:observation_taking_back": Capability.TAKE_PART,
    "portal:observation_photo": Capability.READ_SHARED,
    "portal:mirrors": Capability.READ_SHARED,
    "portal:mirror": Capability.READ_SHARED,
    "portal:mirror_pdf": Capability.READ_SHARED,
    "portal:promises": Capability.READ_SHARED,
    "portal:promise": Capability.READ_SHARED,
    "portal:promise_new": Capability.TAKE_PART,
    "portal:promise_word": Capability.TAKE_PART,
    "portal:promise_done": Capability.TAKE_PART,
    "portal:promise_objections": Capability.TAKE_PART,
    "portal:proposal_taking_back": Capability.TAKE_PART,
    "portal:objection_taking_back": Capability.TAKE_PART,
    "portal:plan": Capability.READ_SHARED,
    "portal:action_done": Capability.TAKE_PART,
    "portal:goal_readings": Capability.TAKE_PART,
    "portal:ledger": Capability.READ_SHARED,
    "portal:ledger_new": Capability.TAKE_PART,
    "portal:ledger_line": Capability.READ_SHARED,
    "portal:ledger_answers": Capability.TAKE_PART,
    "portal:said": Capability.READ_SHARED,
    "portal:discussions": Capability.READ_SHARED,
    "portal:files": Capability.READ_SHARED,
    "portal:discussion": Capability.READ_SHARED,
    "portal:discussion_comments": Capability.TAKE_PART,
    "portal:discussion_following": Capability.TAKE_PART,
    "portal:comment": Capability.TAKE_PART,
    "portal:comment_taking_back": Capability.TAKE_PART,
    "portal:comment_putting_back": Capability.TAKE_PART,
    "portal:comment_versions": Capability.READ_SHARED,
    "portal:attachment": Capability.READ_SHARED,
    "portal:space_ideas": Capability.READ_SHARED,
    "portal:space_idea": Capability.READ_SHARED,
    "portal:space_idea_giving": Capability.TAKE_PART,
    "portal:space_ideas_alike": Capability.TAKE_PART,
    "portal:space_idea_vote": Capability.TAKE_PART,
    "portal:space_idea_taking_back": Capability.TAKE_PART,
    "portal:challenges": Capability.READ_SHARED,
    "portal:challenge": Capability.READ_SHARED,
    "portal:challenge_answers": Capability.TAKE_PART,
    # On the open portal, for whoever signed in there.
    "portal:idea_vote": Capability.TAKE_PART,
    "portal:idea_giving": Capability.TAKE_PART,
    "portal:ideas_alike": Capability.TAKE_PART,
    "portal:given": Capability.TAKE_PART,
    "portal:given_taking_back": Capability.TAKE_PART,
    "portal:open_challenges": Capability.TAKE_PART,
    "portal:open_challenge": Capability.TAKE_PART,
    "portal:open_challenge_answers": Capability.TAKE_PART,
    # On the open portal: the same, where what is discussed is open to whoever is signed in.
    "portal:open_discussion": Capability.TAKE_PART,
    "portal:open_discussion_comments": Capability.TAKE_PART,
    "portal:open_discussion_following": Capability.TAKE_PART,
    "portal:open_comment": Capability.TAKE_PART,
    "portal:open_comment_taking_back": Capability.TAKE_PART,
    "portal:open_comment_putting_back": Capability.TAKE_PART,
    "portal:open_comment_versions": Capability.TAKE_PART,
    "portal:open_attachment": Capability.TAKE_PART,
}
