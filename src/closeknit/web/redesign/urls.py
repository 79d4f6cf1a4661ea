"""Addresses of redesign sessions."""

from django.urls import path

from closeknit.web.redesign import arranging, earth, requirements, sky, talks, verdicts, views

urlpatterns = [
    path("", views.redesigns, name="redesigns"),
    path("new/", arranging.new, name="redesign_new"),
    path("requirements/<str:requirement>/removal/", requirements.removal, name="redesign_requirement_removal"),
    path("entries/<str:wish>/", sky.entry, name="redesign_entry"),
    path("entries/<str:wish>/withdrawal/", sky.withdrawal, name="redesign_withdrawal"),
    path("entries/<str:wish>/points/", earth.points, name="redesign_points"),
    path("entries/<str:wish>/place/", earth.place, name="redesign_place"),
    path("talks/<str:talk>/", talks.answer, name="redesign_answer"),
    path("<str:session>/", views.redesign, name="redesign"),
    path("<str:session>/result.pdf", views.pdf, name="redesign_pdf"),
    path("<str:session>/arrangement/", arranging.change, name="redesign_arrangement"),
    path("<str:session>/step/", arranging.step, name="redesign_step"),
    path("<str:session>/owner/", arranging.owner, name="redesign_owner"),
    path("<str:session>/seat/", arranging.seat, name="redesign_seat"),
    path("<str:session>/requirements/", requirements.requirements, name="redesign_requirements"),
    path("<str:session>/sky/", sky.sky, name="redesign_sky"),
    path("<str:session>/news/", sky.news, name="redesign_news"),
    path("<str:session>/pairs/", earth.pairs, name="redesign_pairs"),
    path("<str:session>/weighing/", earth.weighing, name="redesign_weighing"),
    path("<str:session>/weights/", earth.weights, name="redesign_weights"),
    path("<str:session>/verdicts/", verdicts.verdicts, name="redesign_verdicts"),
    path("<str:session>/verdicts/<str:wish>/", verdicts.verdict, name="redesign_verdict"),
    path("<str:session>/verdicts/<str:wish>/talks/", talks.plan, name="redesign_talks"),
]
