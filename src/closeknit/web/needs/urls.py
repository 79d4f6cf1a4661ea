"""Addresses of the needs."""

from django.urls import path

from closeknit.web.needs import acts, views

urlpatterns = [
    path("", views.needs, name="needs"),
    path("chosen/", acts.chosen, name="needs_chosen"),
    path("<str:need>/", views.need, name="need"),
    path("<str:need>/statement/", acts.statement, name="need_statement"),
    path("<str:need>/words/", acts.words, name="need_words"),
    path("<str:need>/merging/", acts.merging, name="need_merging"),
    path("<str:need>/dismissal/", acts.dismissal, name="need_dismissal"),
    path("<str:need>/settlement/", acts.settlement, name="need_settlement"),
    path("<str:need>/reopening/", acts.reopening, name="need_reopening"),
]
