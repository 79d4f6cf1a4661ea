"""Addresses of the ledger."""

from django.urls import path

from closeknit.web.ledger import acts, views

urlpatterns = [
    path("accounts/<str:account>/ledger/", views.ledger, name="account_ledger"),
    path("accounts/<str:account>/ledger/ledger.csv", views.table, name="ledger_table"),
    path("accounts/<str:account>/ledger/lines/", acts.propose, name="ledger_lines"),
    path("accounts/<str:account>/ledger/baselines/", acts.agree, name="ledger_baselines"),
    path("ledger/<str:entry>/", views.line, name="ledger_line"),
    path("ledger/<str:entry>/answers/", acts.answer, name="ledger_answers"),
    path("ledger/<str:entry>/withdrawal/", acts.withdraw, name="ledger_withdrawal"),
    path("ledger/<str:entry>/opening/", acts.opening, name="ledger_opening"),
]
