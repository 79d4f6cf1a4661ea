"""Addresses of coming in with a device, and of one's own devices."""

from django.urls import path

from closeknit.portal.passkeys import views

urlpatterns = [
    path("passkey/challenge/", views.challenge, name="passkey_challenge"),
    path("passkey/", views.coming_in, name="passkey_coming_in"),
    path("passkeys/", views.passkeys, name="passkeys"),
    path("passkeys/offer/", views.offer, name="passkey_offer"),
    path("passkeys/again/", views.again, name="passkey_again"),
    path("passkeys/new/", views.new, name="passkey_new"),
    path("passkeys/<str:passkey>/", views.passkey, name="passkey"),
    path("passkeys/<str:passkey>/removal/", views.removal, name="passkey_removal"),
]
