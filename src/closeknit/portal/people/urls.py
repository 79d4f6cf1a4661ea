"""Addresses of one's own side."""

from django.urls import path

from closeknit.portal.people import views

urlpatterns = [
    path("<str:account>/people/", views.people, name="people"),
    path("<str:account>/people/me/", views.oneself, name="oneself"),
    path("<str:account>/people/leaving/", views.leaving, name="leaving"),
    path("<str:account>/people/invitations/", views.invitations, name="colleague_invitations"),
    path(
        "<str:account>/people/invitations/<str:space_invitation>/withdrawal/",
        views.withdrawal,
        name="colleague_withdrawal",
    ),
    path("<str:account>/people/<str:contact>/", views.colleague, name="colleague"),
]
