"""The wall's table: every route, and who may use it. A route that is not here answers nobody, and a test fails.

`OPEN` needs no sign-in; a capability is what the signed-in viewer must have.
What a viewer may not see reads the same as what does not exist.
"""

from closeknit.kit.capabilities import Capability
from closeknit.web.wall import answering, house, keeping_word, staying_close, understanding

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
    # Its secret is the key: a calendar program cannot sign in.
    "calendar": OPEN,
    # Its secret stops one digest and opens nothing: mail programs press it without a form.
    "digest_stop": OPEN,
    # Its token is the key, for minutes and for one person, whose right is looked at again: a file is fetched without a cookie.
    "file": OPEN,
    # The same for the small picture on a page, for an hour at most.
    "thumbnail": OPEN,
    **staying_close.ROUTES,
    **understanding.ROUTES,
    **answering.ROUTES,
    **keeping_word.ROUTES,
    **house.ROUTES,
}
