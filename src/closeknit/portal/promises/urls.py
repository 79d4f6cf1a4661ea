"""Addresses of promises in a shared site."""

from django.urls import path

from closeknit.portal.promises import views

urlpatterns = [
    path("<str:account>/promises/", views.promises, name="promises"),
    path("<str:account>/promises/new/", views.new, name="promise_new"),
    path(
        "<str:account>/promises/proposed/<str:proposed>/taking-back/",
        views.proposal_taking_back,
        name="proposal_taking_back",
    ),
    path(
        "<str:account>/promises/objections/<str:objection>/taking-back/",
        views.objection_taking_back,
        name="objection_taking_back",
    ),
    path("<str:account>/promises/<str:promise>/", views.promise, name="promise"),
    path("<str:account>/promises/<str:promise>/word/", views.word, name="promise_word"),
    path("<str:account>/promises/<str:promise>/done/", views.done, name="promise_done"),
    path("<str:account>/promises/<str:promise>/objections/", views.objections, name="promise_objections"),
]
