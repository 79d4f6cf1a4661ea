"""Addresses of adjacent needs and cases."""

from django.urls import path

from closeknit.web.adjacent import cases, views

urlpatterns = [
    path("offerings/adjacent/", views.adjacent, name="adjacent"),
    path("offerings/adjacent/grouping/", views.grouping, name="adjacent_grouping"),
    path("offerings/adjacent/<str:group>/", views.group, name="adjacent_group"),
    path("offerings/adjacent/<str:group>/name/", views.name, name="adjacent_name"),
    path("offerings/adjacent/<str:group>/needs/", views.putting, name="adjacent_putting"),
    path("offerings/adjacent/<str:group>/spend/", views.spend, name="adjacent_spend"),
    path("offerings/adjacent/spend/<str:spend>/removal/", views.spend_removal, name="spend_removal"),
    path("offerings/adjacent/<str:group>/case/", cases.writing, name="case_writing"),
    path("offerings/cases/<str:case>/", cases.case, name="case"),
    path("offerings/cases/<str:case>/pdf/", cases.case_pdf, name="case_pdf"),
    path("offerings/cases/<str:case>/offering/", cases.offering, name="case_offering"),
]
