"""Addresses of imports of accounts."""

from django.urls import path

from closeknit.web.account_imports import views

urlpatterns = [
    path("", views.account_imports, name="account_imports"),
    path("<str:account_import>/", views.account_import, name="account_import"),
    path("<str:account_import>/progress/", views.account_import_progress, name="account_import_progress"),
    path("<str:account_import>/reading/", views.account_import_reading, name="account_import_reading"),
    path("<str:account_import>/stop/", views.account_import_stop, name="account_import_stop"),
    path("<str:account_import>/undoing/", views.account_import_undoing, name="account_import_undoing"),
]
