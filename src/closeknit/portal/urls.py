"""Every address of the outside's door; each name stands in its wall's table."""

from django.urls import include, path

app_name = "portal"
urlpatterns = [
    path("shared/", include("closeknit.portal.sign_in.urls")),
    path("shared/", include("closeknit.portal.looks.urls")),
    path("shared/", include("closeknit.portal.spaces.urls")),
]
