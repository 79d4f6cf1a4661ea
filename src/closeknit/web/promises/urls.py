"""Addresses of promises."""

from django.urls import path

from closeknit.web.promises import acts, views

urlpatterns = [
    path("", views.promises, name="promises"),
    path("new/", acts.new, name="promise_new"),
    path("understood/", views.understood, name="promise_understood"),
    path("<str:promise>/", views.promise, name="promise"),
    path("<str:promise>/settlement/", acts.settlement, name="promise_settlement"),
    path("<str:promise>/day/", acts.day, name="promise_day"),
    path("<str:promise>/correction/", acts.correction, name="promise_correction"),
    path("<str:promise>/reopening/", acts.reopening, name="promise_reopening"),
]
