"""Addresses of ideas."""

from django.urls import path

from closeknit.web.ideas import acts, answering, duty, giving, merging, page, sides, views

urlpatterns = [
    path("", views.ideas, name="ideas"),
    path("giving/", giving.giving, name="idea_giving"),
    path("alike/", giving.alike, name="ideas_alike"),
    path("to-answer/", views.to_answer, name="ideas_to_answer"),
    path("chosen/", acts.chosen, name="ideas_chosen"),
    path("duty/", duty.duty, name="ideas_duty"),
    path("duty/rule/", duty.rule, name="ideas_rule"),
    path("of-need/<str:need>/", views.of_need, name="ideas_of_need"),
    path("<str:idea>/", page.idea, name="idea"),
    path("<str:idea>/statement/", acts.statement, name="idea_statement"),
    path("<str:idea>/vote/", acts.vote, name="idea_vote"),
    path("<str:idea>/needs/", acts.needs, name="idea_needs"),
    path("<str:idea>/offerings/", acts.offerings, name="idea_offerings"),
    path("<str:idea>/reader/", acts.reader, name="idea_reader"),
    path("<str:idea>/verdict/", answering.verdict, name="idea_verdict"),
    path("<str:idea>/sides/", sides.sides, name="idea_sides"),
    path("<str:idea>/telling/", answering.telling, name="idea_telling"),
    path("<str:idea>/merging/", merging.merging, name="idea_merging"),
    path("<str:idea>/taking-apart/", merging.taking_apart, name="idea_taking_apart"),
]
