"""Pages that are open before anybody is known."""

from allauth.account import views as allauth_views
from django.conf import settings
from django.contrib.auth import get_user_model, login, logout
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from closeknit.identity import operations, queries
from closeknit.kit import files
from closeknit.kit.refusals import NotFound, Refused
from closeknit.web import answers, errors
from closeknit.web.request import HouseRequest
from closeknit.web.sign_in.forms import FirstRunForm, JoinForm


def first_run(request: HouseRequest) -> HttpResponse:
    """Make the house and its first member; open only as long as there is no house."""
    if queries.find_house() is not None:
        return redirect(settings.LOGIN_URL)
    form = FirstRunForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            operations.make_house(
                name=said["house"],
                zone=said["zone"],
                currency=said["currency"],
                member_name=said["name"],
                email=said["email"],
                password=said["password"],
                at=request.at,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _sign_in(request, said["email"])
            return redirect("today")
    return render(request, "web/sign_in/first_run.html", {"form": form}, status=422 if form.errors else 200)


def invitation(request: HouseRequest, secret: str) -> HttpResponse:
    """Join the house by the link of an invitation."""
    invited = operations.find_invitation(secret, at=request.at)
    if invited is None:
        return render(request, "web/sign_in/invitation_spent.html", status=404)
    form = JoinForm(request.POST or None, initial={"name": invited.name})
    if form.is_valid():
        try:
            operations.accept_invitation(secret=secret, at=request.at, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _sign_in(request, invited.email)
            return redirect("today")
    return render(
        request,
        "web/sign_in/invitation.html",
        {"form": form, "email": invited.email},
        status=422 if form.errors else 200,
    )


def sign_in(request: HouseRequest) -> HttpResponse:
    """Sign a member in. Whoever is signed in and has no place here (any more) is signed out first: else they would be sent in a circle."""
    if request.user.is_authenticated and not request.viewer.is_ours:
        logout(request)
        answers.refuse(request, "You are signed out: there is nothing here for you at the moment.")
    answer: HttpResponse = allauth_views.login(request)
    return answer


def logo(request: HouseRequest) -> HttpResponse | FileResponse:
    """Return the house's own logo; it stands on the sign-in page too."""
    house = queries.find_house()
    if house is None or not house.logo:
        return errors.not_found(request, NotFound())
    response = FileResponse(files.path_of(house.logo).open("rb"), content_type=house.logo_type)
    response["Cache-Control"] = "public, max-age=300"
    # A logo may be an SVG: whatever it holds must not run, here or opened by itself.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


def health(request: HouseRequest) -> JsonResponse:
    """Say that the house answers and its store can be read."""
    return JsonResponse({"ok": True, "house": queries.find_house() is not None})


def go_home(request: HouseRequest) -> HttpResponse:
    """Lead the bare address to Today, to the first run, or to signing in."""
    return redirect(reverse("today"))


def _sign_in(request: HouseRequest, email: str) -> None:
    account = get_user_model()._default_manager.get(email=email.lower())
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
