"""Addresses of ideas on the open portal."""

from django.urls import path

from closeknit.portal.ideas import views

urlpatterns = [
    path("", views.ideas, name="ideas"),
    path("ideas/<int:number>/", views.idea, name="idea"),
    path("ideas/<int:number>/vote/", views.vote, name="idea_vote"),
    path("giving/", views.giving, name="idea_giving"),
    path("alike/", views.alike, name="ideas_alike"),
    path("mine/", views.given, name="given"),
    path("mine/<str:submission>/taking-back/", views.taking_back, name="given_taking_back"),
    path("answering/", views.answering, name="answering"),
]
