"""Addresses of promises."""

from django.urls import path

from closeknit.web.promises import acts, proposed, telling, views

urlpatterns = [
    path("", views.promises, name="promises"),
    path("ended/", views.ended, name="promises_ended"),
    path("kept/", views.kept, name="promises_kept"),
    path("to-tell/", telling.to_tell, name="promises_to_tell"),
    path("waiting/", telling.waiting, name="promises_waiting"),
    path("understood/", views.understood, name="promise_understood"),
    path("new/", acts.new, name="promise_new"),
    path("answers/<str:confirmation>/", telling.answer, name="promise_answer"),
    path("proofs/<str:settlement>/", views.proof, name="promise_proof"),
    path("proposed/<str:proposed>/", proposed.proposed, name="promise_proposed"),
    path("objections/<str:objection>/", proposed.objection, name="promise_objection"),
    path("<str:promise>/", views.promise, name="promise"),
    path("<str:promise>/audience/", proposed.audience, name="promise_audience"),
    path("<str:promise>/settlement/", acts.settlement, name="promise_settlement"),
    path("<str:promise>/retelling/", acts.retelling, name="promise_retelling"),
    path("<str:promise>/day/", acts.day, name="promise_day"),
    path("<str:promise>/risk/", acts.risk, name="promise_risk"),
    path("<str:promise>/connection/", acts.connection, name="promise_connection"),
    path("<str:promise>/correction/", acts.correction, name="promise_correction"),
    path("<str:promise>/reopening/", acts.reopening, name="promise_reopening"),
    path("<str:promise>/people/", telling.people, name="promise_people"),
    path("<str:promise>/told/", telling.told, name="promise_told"),
    path("<str:promise>/letters/<str:contact>/", telling.letter, name="promise_letter"),
    path("<str:promise>/words/<str:contact>/", telling.word, name="promise_word"),
]
