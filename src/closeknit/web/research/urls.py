"""Addresses of standing questions and their answers."""

from django.urls import path

from closeknit.web.research import acts, asking, views

urlpatterns = [
    path("questions/", views.questions, name="questions"),
    path("questions/new/", acts.new, name="question_new"),
    path("questions/offers/", asking.offers, name="question_offers"),
    path("questions/<str:question>/", views.question, name="question"),
    path("questions/<str:question>/wording/", acts.wording, name="question_wording"),
    path("questions/<str:question>/certainty/", acts.certainty, name="question_certainty"),
    path("questions/<str:question>/place/", acts.place, name="question_place"),
    path("questions/<str:question>/retirement/", acts.retirement, name="question_retirement"),
    path("answers/<str:answer>/outcome/", acts.outcome, name="answer_outcome"),
    path("answers/<str:answer>/removal/", acts.removal, name="answer_removal"),
    path("touchpoints/<str:touchpoint>/answers/", acts.linking, name="touchpoint_answers"),
    path("accounts/<str:account>/questions/", views.account_questions, name="account_questions"),
]
