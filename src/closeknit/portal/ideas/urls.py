"""Addresses of ideas: on the open portal, and in the shared site of an account."""

from django.urls import URLPattern, path

from closeknit.portal.ideas import space, views

in_space: list[URLPattern] = [
    path("<str:account>/ideas/", space.ideas, name="space_ideas"),
    path("<str:account>/ideas/giving/", space.giving, name="space_idea_giving"),
    path("<str:account>/ideas/alike/", space.alike, name="space_ideas_alike"),
    path("<str:account>/ideas/<str:idea>/", space.idea, name="space_idea"),
    path("<str:account>/ideas/<str:idea>/vote/", space.vote, name="space_idea_vote"),
    path("<str:account>/ideas/<str:idea>/taking-back/", space.taking_back, name="space_idea_taking_back"),
]
on_portal: list[URLPattern] = [
    path("", views.ideas, name="ideas"),
    path("ideas/<int:number>/", views.idea, name="idea"),
    path("ideas/<int:number>/vote/", views.vote, name="idea_vote"),
    path("giving/", views.giving, name="idea_giving"),
    path("alike/", views.alike, name="ideas_alike"),
    path("mine/", views.given, name="given"),
    path("mine/<str:submission>/taking-back/", views.taking_back, name="given_taking_back"),
    path("answering/", views.answering, name="answering"),
]
