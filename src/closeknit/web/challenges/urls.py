"""Addresses of challenges."""

from django.urls import path

from closeknit.web.challenges import answering, deciding, drafting, running, views

urlpatterns = [
    path("", views.challenges, name="challenges"),
    path("new/", drafting.new, name="challenge_new"),
    path("criteria/<str:criterion>/", drafting.criterion, name="criterion"),
    path("lines/<str:line>/", drafting.line, name="brief_line"),
    path("lines/<str:line>/consent/", drafting.consent, name="brief_line_consent"),
    path("guests/<str:guest>/", drafting.guest, name="challenge_guest"),
    path("answers/<str:answer>/", answering.answer, name="challenge_answer"),
    path("answers/<str:answer>/idea/", answering.idea, name="challenge_answer_idea"),
    path("answers/<str:answer>/scores/", answering.scores, name="challenge_scores"),
    path("<str:challenge>/", views.challenge, name="challenge"),
    path("<str:challenge>/text/", drafting.text, name="challenge_text"),
    path("<str:challenge>/criteria/", drafting.criteria, name="challenge_criteria"),
    path("<str:challenge>/words/", drafting.words, name="challenge_words"),
    path("<str:challenge>/guests/", drafting.guests, name="challenge_guests"),
    path("<str:challenge>/opening/", running.opening, name="challenge_opening"),
    path("<str:challenge>/closing/", running.closing, name="challenge_closing"),
    path("<str:challenge>/answers/", answering.answers, name="challenge_answers"),
    path("<str:challenge>/decision/", deciding.decision, name="challenge_decision"),
    path("<str:challenge>/telling/", deciding.telling, name="challenge_telling"),
]
