"""The ideas that we answered, as an Atom feed: those that everybody may read, whoever asks for it."""

from datetime import UTC, datetime, time

from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from closeknit.ideas.shared import queries
from closeknit.kit import mail
from closeknit.kit.viewer import NOBODY
from closeknit.portal.ideas.opened import while_open
from closeknit.portal.request import PortalRequest


@require_safe
@while_open
def answered(request: PortalRequest) -> HttpResponse:
    """Return the feed of answered ideas."""
    origin = mail.find_origin() or f"{request.scheme}://{request.get_host()}"
    name = request.house.name if request.house else ""
    feed = Atom1Feed(
        title=_("%(name)s: answered ideas") % {"name": name},
        link=origin + reverse("portal:ideas"),
        description="",
        feed_url=origin + reverse("portal:feed"),
        language=request.LANGUAGE_CODE if hasattr(request, "LANGUAGE_CODE") else None,
    )
    for row in queries.list_answered(viewer=NOBODY):
        if row.answer is None:
            continue
        link = origin + reverse("portal:idea", args=[row.number])
        when = datetime.combine(row.answer.given_on, time(12), tzinfo=UTC)
        feed.add_item(
            title=row.title, link=link, description=row.answer.sentence, unique_id=link, pubdate=when, updateddate=when
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
