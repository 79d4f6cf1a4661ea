"""Addresses of the plan in a shared site."""

from django.urls import path

from closeknit.portal.plan import views

urlpatterns = [
    path("<str:account>/plan/", views.plan, name="plan"),
    path("<str:account>/plan/actions/<str:action>/done/", views.action_done, name="action_done"),
    path("<str:account>/plan/goals/<str:goal>/readings/", views.readings, name="goal_readings"),
]
