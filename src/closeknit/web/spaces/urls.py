"""Addresses of the shared site of an account, from our side."""

from django.urls import path

from closeknit.web.spaces import views

urlpatterns = [
    path("accounts/<str:account>/shared-site/", views.shared_site, name="shared_site"),
    path("accounts/<str:account>/shared-site/opening/", views.opening, name="space_opening"),
    path("accounts/<str:account>/shared-site/welcome/", views.welcome, name="space_welcome"),
    path("accounts/<str:account>/shared-site/invitations/", views.invitations, name="space_invitations"),
    path(
        "accounts/<str:account>/shared-site/invitations/<str:space_invitation>/withdrawal/",
        views.withdrawal,
        name="space_withdrawal",
    ),
    path("accounts/<str:account>/shared-site/people/<str:contact>/", views.right, name="space_right"),
    path("accounts/<str:account>/shared-site/people/<str:contact>/look/", views.look, name="space_look"),
    path("accounts/<str:account>/shared-site/questions/", views.questions, name="space_questions"),
    path("accounts/<str:account>/shared-site/questions/<str:sent>/", views.question, name="space_question"),
    path("accounts/<str:account>/shared-site/purpose/", views.purpose, name="space_purpose"),
]
