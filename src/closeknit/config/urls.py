"""Every address of the house: those of our own door and those of the outside's."""

from django.urls import include, path

urlpatterns = [
    path("", include("closeknit.portal.sign_in.codes")),
    path("", include("closeknit.portal.urls")),
    path("", include("closeknit.web.urls")),
]
handler400 = "closeknit.config.errors.bad_request"
handler403 = "closeknit.config.errors.not_allowed"
handler404 = "closeknit.config.errors.not_found"
handler500 = "closeknit.config.errors.went_wrong"
