"""What an account's page says of conversations: the next one, those that were, and the way to log one."""

from django.urls import reverse
from django.utils.http import urlencode

from closeknit.accounts.queries import AccountRow
from closeknit.kit.capabilities import Capability
from closeknit.kit.look.rows import Act
from closeknit.touchpoints import queries
from closeknit.web.accounts.section import Section
from closeknit.web.request import HouseRequest
from closeknit.web.touchpoints import rows


def next_section(request: HouseRequest, account: AccountRow) -> Section:
    """Return when we speak next, or the way to plan it."""
    found = queries.list_appointments(viewer=request.viewer, account=account.id)
    may_plan = request.viewer.can(Capability.HAND_IN)
    plan_url = reverse("appointment_new", args=[account.id])
    context = {
        "planned": [rows.appointment_of(row, zone=request.zone) for row in found],
        "plan": Act("Plan it", plan_url, name="plan-appointment") if may_plan else None,
        "may_plan": may_plan,
    }
    return Section(
        "next",
        "When we speak next",
        "web/touchpoints/_next_section.html",
        context,
        link="plan another" if found and may_plan else "",
        link_url=plan_url,
        column="side",
    )


def timeline_section(request: HouseRequest, account: AccountRow) -> Section:
    """Return where the conversations with an account come, newest first: they are asked for once the page stands."""
    context = {"url": reverse("touchpoint_timeline", args=[account.id])}
    return Section("conversations", "What we spoke of", "web/touchpoints/_timeline_section.html", context)


def log_act(request: HouseRequest, account: AccountRow) -> Act | None:
    """Return the way to log a conversation with an account."""
    if not request.viewer.can(Capability.HAND_IN):
        return None
    url = f"{reverse('touchpoint_new')}?{urlencode({'account': account.id})}"
    return Act("Log a call", url, "main", name="log-call")
