"""Addresses of plans."""

from django.urls import path

from closeknit.web.plans import actions, days, goals, pages, purpose, reviews

urlpatterns = [
    path("plans/", pages.plans, name="plans"),
    path("accounts/<str:account>/plan/", pages.account_plan, name="account_plan"),
    path("accounts/<str:account>/plans/", purpose.make, name="account_plans"),
    path("plans/goals/<str:goal>/", goals.goal, name="goal"),
    path("plans/goals/<str:goal>/wording/", goals.wording, name="goal_wording"),
    path("plans/goals/<str:goal>/readings/", goals.readings, name="goal_readings"),
    path("plans/goals/<str:goal>/ending/", goals.ending, name="goal_ending"),
    path("plans/goals/<str:goal>/reopening/", goals.reopening, name="goal_reopening"),
    path("plans/readings/<str:reading>/removal/", goals.reading_removal, name="goal_reading_removal"),
    path("plans/actions/<str:action>/", actions.action, name="plan_action"),
    path("plans/actions/<str:action>/done/", actions.done, name="plan_action_done"),
    path("plans/actions/<str:action>/removal/", actions.removal, name="plan_action_removal"),
    path("plans/days/<str:anchor>/", days.day, name="plan_day"),
    path("plans/reviews/<str:review>/", reviews.review, name="review"),
    path("plans/reviews/<str:review>/review.pdf", reviews.pdf, name="review_pdf"),
    path("plans/reviews/<str:review>/notes/", reviews.notes, name="review_notes"),
    path("plans/reviews/<str:review>/decisions/", reviews.decisions, name="review_decisions"),
    path("plans/reviews/<str:review>/holding/", reviews.holding, name="review_holding"),
    path("plans/reviews/<str:review>/time/", reviews.time, name="review_time"),
    path("plans/reviews/<str:review>/calling-off/", reviews.calling_off, name="review_calling_off"),
    path("plans/<str:plan>/purpose/", purpose.purpose, name="plan_purpose"),
    path("plans/<str:plan>/closing/", purpose.closing, name="plan_closing"),
    path("plans/<str:plan>/opening/", purpose.opening, name="plan_opening"),
    path("plans/<str:plan>/history/", pages.history, name="plan_history"),
    path("plans/<str:plan>/goals/", goals.new, name="plan_goals"),
    path("plans/<str:plan>/actions/", actions.new, name="plan_actions"),
    path("plans/<str:plan>/days/", days.name, name="plan_days"),
    path("plans/<str:plan>/reviews/", reviews.plan_one, name="plan_reviews"),
]
