"""Addresses of the questions that wait."""

from django.urls import path

from closeknit.portal.questions import views

urlpatterns = [
    path("<str:account>/questions/", views.questions, name="questions"),
    path("<str:account>/questions/<str:sent>/answer/", views.answer, name="question_answer"),
    path("<str:account>/questions/<str:sent>/putting-away/", views.putting_away, name="question_putting_away"),
]
