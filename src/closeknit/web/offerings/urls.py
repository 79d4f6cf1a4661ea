"""Addresses of the map, of offerings, the purpose and relevance."""

from django.urls import path

from closeknit.web.offerings import cells, life, purpose, relevance, views

urlpatterns = [
    path("offerings/", life.life_map, name="offerings"),
    path("offerings/shipped/", views.offerings, name="offerings_shipped"),
    path("offerings/shipped/new/", views.new, name="offerings_new"),
    path("offerings/shipped/<str:offering>/", views.offering, name="offering"),
    path("offerings/shipped/<str:offering>/archive/", views.archive, name="offering_archive"),
    path("offerings/shipped/<str:offering>/values/", views.values, name="offering_values"),
    path("offerings/shipped/<str:offering>/fit/<str:need>/", cells.fit, name="fit"),
    path("offerings/values/<str:value>/", views.value, name="offering_value"),
    path("offerings/purpose/", purpose.purpose, name="purpose"),
    path("offerings/purpose/writing/", purpose.writing, name="purpose_writing"),
    path("offerings/purpose/changes/", purpose.changes, name="purpose_changes"),
    path("offerings/relevance/", relevance.relevance, name="relevance"),
    path("offerings/relevance/readings/", relevance.reading, name="relevance_reading"),
    path("offerings/relevance/advantages/", relevance.advantages, name="relevance_advantages"),
    path(
        "offerings/relevance/advantages/<str:advantage>/withdrawal/", relevance.withdrawal, name="relevance_withdrawal"
    ),
]
