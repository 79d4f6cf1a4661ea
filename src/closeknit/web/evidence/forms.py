"""What a claim is weighed within."""

from django import forms

from closeknit.kit.look.rows import Choice, Filter
from closeknit.web.heard.forms import SINCE, NarrowForm, address

STANCES = ("supports", "contradicts")


class ClaimForm(NarrowForm):
    """The claim, the need that it is laid beside where there is one, and what the words are narrowed by."""

    claim = forms.CharField(
        required=False,
        max_length=200,
        label="A claim, in one sentence",
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "Customers want to work offline"}),
    )
    need = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


def since_of(said: dict[str, str]) -> list[Filter]:
    """Return since when words are weighed, as words to choose from."""
    choices = tuple(
        Choice(label=label, url=address(said | {"since": code}), current=said.get("since", "") == code)
        for code, (label, _) in SINCE.items()
    )
    return [Filter("Said within", choices)]


def chosen_of(posted: dict[str, str]) -> dict[str, list[str]]:
    """Return the sentences that were chosen, by what a person says that they say."""
    chosen: dict[str, list[str]] = {one: [] for one in STANCES}
    for name, stance in posted.items():
        if name.startswith("stance_") and stance in chosen:
            chosen[stance].append(name.removeprefix("stance_"))
    return chosen
