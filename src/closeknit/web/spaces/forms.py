"""Forms of the shared site."""

from typing import Any

from django import forms

from closeknit.accounts.spaces.queries import InsideRow
from closeknit.analysis.kinds import SpaceRight
from closeknit.kit.filling import offer
from closeknit.research.queries import BankRow
from closeknit.web.spaces.labels import RIGHTS

_RIGHTS = [(right.value, said) for right, said in RIGHTS.items()]


class WelcomeForm(forms.Form):
    """What their people read first."""

    welcome = forms.CharField(
        label="Welcome",
        required=False,
        max_length=5_000,
        help_text="Markdown. Whoever there comes in reads it, nobody else.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class RightForm(forms.Form):
    """What somebody may do there."""

    right = forms.ChoiceField(label="What they may do", choices=_RIGHTS)


class InviteForm(forms.Form):
    """Which contact to invite, at which address."""

    contact = forms.ChoiceField(label="Whom")
    email = forms.EmailField(
        label="Their address",
        required=False,
        help_text="Empty for the one that we know. The link goes there and nowhere else.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    right = forms.ChoiceField(label="What they may do", choices=_RIGHTS, initial=SpaceRight.TAKE_PART)

    def __init__(self, *args: Any, people: list[InsideRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {one.contact_id: one.email for one in people}
        offer(self, "contact", [(one.contact_id, _described(one)) for one in people], first="choose…")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("contact") and not said.get("email"):
            said["email"] = self.known.get(said["contact"], "")
            if not said["email"] and "email" not in self.errors:
                self.add_error("email", "We know no address of theirs. Say where the link goes.")
        return said


class SendForm(forms.Form):
    """Which standing question waits for whom."""

    contact = forms.ChoiceField(label="Whom to ask")
    question = forms.ChoiceField(label="What to ask")
    despite = forms.CharField(
        label="Why, although they were asked often",
        required=False,
        max_length=300,
        help_text="Only where the house's limit is reached.",
    )

    def __init__(self, *args: Any, people: list[InsideRow], bank: list[BankRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "contact", [(one.contact_id, one.name) for one in people if one.right], first="choose…")
        offer(self, "question", [(one.id, one.text) for one in bank], first="choose…")


def _described(one: InsideRow) -> str:
    return " · ".join(filter(None, (one.name, one.title, one.email)))
