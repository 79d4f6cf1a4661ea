"""Addresses of feedback."""

from django.urls import path

from closeknit.web.feedback import asked, given, views

urlpatterns = [
    path("promises/feedback/", views.feedback, name="feedback"),
    path("promises/feedback/checks/", given.draft_checks, name="feedback_checks"),
    path("accounts/<str:account>/feedback/", views.account_feedback, name="account_feedback"),
    path("accounts/<str:account>/feedback/asking/", asked.asking, name="feedback_asking"),
    path("accounts/<str:account>/feedback/writing/", given.writing, name="feedback_writing"),
    path("promises/feedback/asked/<str:asked>/", asked.show, name="asked_feedback"),
    path("promises/feedback/asked/<str:asked>/steps/", asked.step, name="asked_step"),
    path("promises/feedback/asked/<str:asked>/answer/", asked.answer, name="asked_answer"),
    path("promises/feedback/asked/<str:asked>/acting/", asked.acting, name="asked_acting"),
    path("promises/feedback/asked/<str:asked>/telling/", asked.telling, name="asked_telling"),
    path("promises/feedback/given/<str:given>/", given.show, name="given_feedback"),
    path("promises/feedback/given/<str:given>/version/", given.version, name="given_version"),
    path("promises/feedback/given/<str:given>/reader/", given.reader, name="given_reader"),
    path("promises/feedback/given/<str:given>/reading/", given.reading, name="given_reading"),
    path("promises/feedback/given/<str:given>/readiness/", given.readiness, name="given_readiness"),
    path("promises/feedback/given/<str:given>/giving/", given.giving, name="given_giving"),
    path("promises/feedback/given/<str:given>/reply/", given.reply, name="given_reply"),
]
