"""Addresses of discussions: in the shared site of an account, and the same on the open portal."""

from django.urls import URLPattern, path

from closeknit.portal.discussions import views
from closeknit.portal.ideas.opened import while_open

_ROUTES = (
    ("discussions/<str:subject>/", views.discussion, "discussion"),
    ("discussions/<str:subject>/comments/", views.comments, "discussion_comments"),
    ("discussions/<str:subject>/following/", views.following, "discussion_following"),
    ("comments/<str:comment>/", views.comment, "comment"),
    ("comments/<str:comment>/taking-back/", views.taking_back, "comment_taking_back"),
    ("comments/<str:comment>/putting-back/", views.putting_back, "comment_putting_back"),
    ("comments/<str:comment>/versions/", views.versions, "comment_versions"),
    ("attachments/<str:attachment>/", views.attachment, "attachment"),
)
in_space: list[URLPattern] = [
    path("<str:account>/discussions/", views.discussions, name="discussions"),
    path("<str:account>/files/", views.files, name="files"),
    *(path(f"<str:account>/{address}", view, name=name) for address, view, name in _ROUTES),
]
on_portal: list[URLPattern] = [
    path("files/<str:token>/", views.file, name="file"),
    path("thumbnails/<str:token>/", views.thumbnail, name="thumbnail"),
    *(path(address, while_open(view), name=f"open_{name}") for address, view, name in _ROUTES),
]
