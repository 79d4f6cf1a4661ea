"""The address of what each side is there for."""

from django.urls import path

from closeknit.portal.purpose import views

urlpatterns = [
    path("<str:account>/purpose/", views.purpose, name="purpose"),
    path("<str:account>/purpose/theirs/", views.writing, name="their_purpose"),
]
