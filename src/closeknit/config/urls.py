"""Every address of the house."""

from django.urls import include, path

urlpatterns = [path("", include("closeknit.web.urls"))]
handler400 = "closeknit.web.errors.bad_request"
handler403 = "closeknit.web.errors.not_allowed"
handler404 = "closeknit.web.errors.not_found"
handler500 = "closeknit.web.errors.went_wrong"
