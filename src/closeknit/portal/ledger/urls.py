"""Addresses of the ledger in a shared site."""

from django.urls import path

from closeknit.portal.ledger import views

urlpatterns = [
    path("<str:account>/ledger/", views.ledger, name="ledger"),
    path("<str:account>/ledger/new/", views.new, name="ledger_new"),
    path("<str:account>/ledger/<str:entry>/", views.line, name="ledger_line"),
    path("<str:account>/ledger/<str:entry>/answers/", views.answers, name="ledger_answers"),
]
