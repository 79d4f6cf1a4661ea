"""Addresses of discussions, notes and their files."""

from django.urls import path

from closeknit.web.discussions import files, noting, views

urlpatterns = [
    path("discussions/<str:subject>/", views.discussion, name="discussion"),
    path("discussions/<str:subject>/part/", views.fragment, name="discussion_part"),
    path("discussions/<str:subject>/names/", views.names, name="discussion_names"),
    path("discussions/<str:subject>/comments/", views.comments, name="discussion_comments"),
    path("discussions/<str:subject>/following/", views.following, name="discussion_following"),
    path("discussions/<str:subject>/notes/", noting.about, name="discussion_notes"),
    path("comments/<str:comment>/", views.comment, name="comment"),
    path("comments/<str:comment>/taking-back/", views.taking_back, name="comment_taking_back"),
    path("comments/<str:comment>/putting-back/", views.putting_back, name="comment_putting_back"),
    path("comments/<str:comment>/versions/", views.versions, name="comment_versions"),
    path("notes/<str:note>/", noting.note, name="note"),
    path("notes/<str:note>/removal/", noting.removal, name="note_removal"),
    path("notes/<str:note>/versions/", noting.versions, name="note_versions"),
    path("attachments/<str:attachment>/", files.asked, name="attachment"),
    path("photos/<str:photo>/", files.photo, name="photo"),
    path("files/<str:token>/", files.fetched, name="file"),
    path("thumbnails/<str:token>/", files.thumbnail, name="thumbnail"),
]
