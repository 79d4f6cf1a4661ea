"""Addresses of the circle from their side."""

from django.urls import path

from closeknit.portal.circle import views

urlpatterns = [
    path("<str:account>/circle/", views.circle, name="circle"),
    path("<str:account>/circle/customers/", views.customers, name="customers"),
    path("<str:account>/circle/customers/<str:named_customer>/", views.customer, name="customer"),
]
