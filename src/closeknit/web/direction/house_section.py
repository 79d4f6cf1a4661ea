"""After how many days profiles are looked at again: a section of the house's settings."""

from closeknit.circle.profiles import queries
from closeknit.web.direction.forms import RevisitForm
from closeknit.web.house.section import Section, Typed
from closeknit.web.request import HouseRequest


def section(request: HouseRequest, typed: Typed) -> Section:
    """Return the days of each ring."""
    initial = RevisitForm.initial_of(queries.list_revisit_days(viewer=request.viewer))
    form = typed.get("revisits") or RevisitForm(initial=initial)
    return Section("revisits", "Looking again", "web/direction/_revisits.html", {"form": form})
