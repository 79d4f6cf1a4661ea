"""What the account page says of the two certainties, in a line."""

from django.urls import reverse
from django.utils.html import format_html

from closeknit.accounts.queries import AccountRow
from closeknit.analysis import periods
from closeknit.analysis.kinds import Certainty
from closeknit.circle.radar import queries
from closeknit.kit import clock
from closeknit.web.request import HouseRequest

_HEARD = {Certainty.COST: "speaks of cutting cost", Certainty.RIVALS: "speaks of a competitor"}


def fact(request: HouseRequest, account: AccountRow) -> str:
    """Return what was heard of cost and of competitors, when last, as a way to the words; "" where nothing was: one statement."""
    figures = queries.list_figures(account.id, viewer=request.viewer)
    today = request.today
    said = []
    for certainty in Certainty:
        whole = next((one for one in figures if one.certainty == certainty and not one.rival), None)
        if whole is not None:
            rivals = [one.rival for one in figures if one.certainty == certainty and one.rival]
            named = f" ({', '.join(rivals[:2])})" if rivals else ""
            on = periods.say_day(clock.local_date(whole.last_at, request.zone), as_of=today).text
            said.append(f"{_HEARD[certainty]}{named}, last {on}")
    if not said:
        return ""
    return format_html('<a href="{}">{}</a>', reverse("account_radar", args=[account.id]), "; ".join(said))
