"""Addresses of the needs."""

from django.urls import path

from closeknit.web.needs import acts, drafting, jobs, landscape, proposals, views

urlpatterns = [
    path("", views.needs, name="needs"),
    path("landscape/", landscape.landscape, name="needs_landscape"),
    path("landscape/picture.svg", landscape.picture, name="needs_picture"),
    path("landscape/figures.csv", landscape.table, name="needs_table"),
    path("jobs/", jobs.jobs, name="needs_jobs"),
    path("jobs/new/", jobs.add, name="needs_jobs_add"),
    path("jobs/hanging/", jobs.hanging, name="needs_hanging"),
    path("jobs/<str:job>/", jobs.change, name="needs_job"),
    path("jobs/<str:job>/step/", jobs.step, name="needs_job_step"),
    path("proposals/<str:proposal>/", proposals.decide, name="needs_proposal"),
    path("granularity/", proposals.granularity, name="needs_granularity"),
    path("chosen/", acts.chosen, name="needs_chosen"),
    path("<str:need>/", views.need, name="need"),
    path("<str:need>/weight/", views.weight, name="need_weight"),
    path("<str:need>/drafts/", drafting.drafts, name="need_drafts"),
    path("<str:need>/statement/", acts.statement, name="need_statement"),
    path("<str:need>/words/", acts.words, name="need_words"),
    path("<str:need>/merging/", acts.merging, name="need_merging"),
    path("<str:need>/dismissal/", acts.dismissal, name="need_dismissal"),
    path("<str:need>/settlement/", acts.settlement, name="need_settlement"),
    path("<str:need>/ratings/", acts.rating, name="need_rating"),
    path("<str:need>/ratings/<str:rating>/withdrawal/", acts.rating_withdrawal, name="need_rating_withdrawal"),
    path("<str:need>/reopening/", acts.reopening, name="need_reopening"),
]
