"""What the list says of an idea, written once for as long as it stays the same."""

import functools
from dataclasses import replace

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from closeknit.ideas.shared.rows import IdeaRow


def body_of(row: IdeaRow, house_name: str, url: str, reach: str = "") -> SafeString:
    """Return what stands beside the votes of an idea whose page is at `url`: the same for all who are shown this row in this language.

    `reach` says whom it reaches, where that is worth saying.
    """
    # What changes with each vote, and with who looks, is no part of it.
    plain = replace(row, n_votes=0, has_my_vote=False, is_mine=False)
    return _write(plain, house_name, url, reach, get_language() or "")


@functools.lru_cache(maxsize=1_000)
def _write(row: IdeaRow, house_name: str, url: str, reach: str, language: str) -> SafeString:
    """Return it by nothing but these: no request is here, so that nobody's page can leave anything in another's."""
    return render_to_string(
        "portal/ideas/_body.html", {"row": row, "house_name": house_name, "url": url, "reach": reach}
    )
