"""Every address of our own door; each name stands in the wall's table."""

from django.urls import include, path

urlpatterns = [
    path("", include("closeknit.web.sign_in.urls")),
    path("today/", include("closeknit.web.today.urls")),
    path("steps/", include("closeknit.web.steps.urls")),
    path("capture/", include("closeknit.web.capture.urls")),
    path("imports/<str:source>/ratings/", include("closeknit.web.ratings.urls")),
    path("imports/", include("closeknit.web.imports.urls")),
    path("letters/", include("closeknit.web.letters.urls")),
    path("working/", include("closeknit.web.working.urls")),
    path("accounts/", include("closeknit.web.accounts.urls")),
    path("", include("closeknit.web.people.urls")),
    path("", include("closeknit.web.touchpoints.urls")),
    path("", include("closeknit.web.research.urls")),
    path("circle/candidates/", include("closeknit.web.candidates.urls")),
    path("circle/keeping/", include("closeknit.web.keeping.urls")),
    path("", include("closeknit.web.direction.urls")),
    path("", include("closeknit.web.spread.urls")),
    path("circle/", include("closeknit.web.circle.urls")),
    path("", include("closeknit.web.readings.urls")),
    path("", include("closeknit.web.calendar.urls")),
    path("house/rivals/", include("closeknit.web.rivals.urls")),
    path("house/", include("closeknit.web.house.urls")),
    path("me/", include("closeknit.web.me.urls")),
    path("evidence/", include("closeknit.web.evidence.urls")),
    path("heard/quality/", include("closeknit.web.quality.urls")),
    path("heard/", include("closeknit.web.heard.urls")),
    path("needs/", include("closeknit.web.needs.urls")),
    path("promises/", include("closeknit.web.promises.urls")),
]
