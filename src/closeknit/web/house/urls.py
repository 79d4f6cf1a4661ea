"""Addresses of the house's settings."""

from django.urls import path

from closeknit.web.house import views

urlpatterns = [
    path("", views.part, {"section": "basics"}, name="house"),
    path("people/", views.part, {"section": "members"}, name="house_people"),
    path("rhythm/", views.part, {"section": "cadences"}, name="house_rhythm"),
    path("listening/", views.part, {"section": "names"}, name="house_listening"),
    path("mailing/", views.part, {"section": "mail"}, name="house_mailing"),
    path("safety/", views.part, {"section": "wall"}, name="house_safety"),
    path("basics/", views.basics, name="house_basics"),
    path("logo/", views.logo, name="house_logo"),
    path("colour/", views.colour, name="house_colour"),
    path("departments/", views.departments, name="house_departments"),
    path("departments/<str:department>/", views.department, name="house_department"),
    path("invitations/", views.invitations, name="house_invitations"),
    path("invitations/<str:invitation>/withdrawal/", views.invitation, name="house_invitation"),
    path("members/<str:member>/", views.member, name="house_member"),
    path("members/<str:member>/leaving/", views.member_leaving, name="house_member_leaving"),
    path("members/<str:member>/return/", views.member_return, name="house_member_return"),
    path("competitors/", views.competitors, name="house_competitors"),
    path("products/", views.products, name="house_products"),
    path("backup/", views.backup, name="house_backup"),
    path("wall/", views.wall, name="house_wall"),
    path("asks/", views.ask_limit, name="house_asks"),
    path("mail/", views.mail_server, name="house_mail"),
    path("mail/test/", views.mail_test, name="house_mail_test"),
    path("mailbox/", views.incoming, name="house_mailbox"),
    path("mailbox/test/", views.incoming_test, name="house_mailbox_test"),
]
