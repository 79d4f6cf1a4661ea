"""Every address of the outside's door; each name stands in its wall's table."""

from django.urls import include, path

from closeknit.portal.discussions import urls as discussions

app_name = "portal"
urlpatterns = [
    path("shared/", include("closeknit.portal.sign_in.urls")),
    path("shared/", include("closeknit.portal.looks.urls")),
    path("shared/", include("closeknit.portal.spaces.urls")),
    path("shared/", include("closeknit.portal.promises.urls")),
    path("shared/", include("closeknit.portal.people.urls")),
    path("shared/", include("closeknit.portal.circle.urls")),
    path("shared/", include("closeknit.portal.purpose.urls")),
    path("shared/", include(discussions.in_space)),
    path("portal/", include(discussions.on_portal)),
]
