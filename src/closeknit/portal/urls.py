"""Every address of the outside's door; each name stands in its wall's table."""

from django.urls import include, path

from closeknit.portal.challenges import urls as challenges
from closeknit.portal.discussions import urls as discussions
from closeknit.portal.ideas import urls as ideas

app_name = "portal"
urlpatterns = [
    path("shared/", include("closeknit.portal.sign_in.urls")),
    path("shared/", include("closeknit.portal.passkeys.urls")),
    path("shared/", include("closeknit.portal.looks.urls")),
    path("shared/", include("closeknit.portal.spaces.urls")),
    path("shared/", include("closeknit.portal.promises.urls")),
    path("shared/", include("closeknit.portal.plan.urls")),
    path("shared/", include("closeknit.portal.ledger.urls")),
    path("shared/", include("closeknit.portal.said.urls")),
    path("shared/", include("closeknit.portal.people.urls")),
    path("shared/", include("closeknit.portal.circle.urls")),
    path("shared/", include("closeknit.portal.purpose.urls")),
    path("shared/", include("closeknit.portal.notices.urls")),
    path("shared/", include("closeknit.portal.calendar.urls")),
    path("shared/", include("closeknit.portal.questions.urls")),
    path("shared/", include("closeknit.portal.observations.urls")),
    path("shared/", include("closeknit.portal.mirror.urls")),
    path("shared/", include(ideas.in_space)),
    path("shared/", include(challenges.in_space)),
    path("shared/", include(discussions.in_space)),
    path("portal/", include(ideas.on_portal)),
    path("portal/", include("closeknit.portal.joining.urls")),
    path("portal/", include("closeknit.portal.feed.urls")),
    path("portal/", include("closeknit.portal.embed.urls")),
    path("portal/", include(challenges.on_portal)),
    path("portal/", include(discussions.on_portal)),
]
