"""Forms of the open portal, for members."""

from typing import Any

from django import forms

from closeknit.analysis.ideas.portal import DeclineReason
from closeknit.analysis.kinds import Audience
from closeknit.kit.filling import offer

REASONS = {
    DeclineReason.NOT_IDEA: "it is no idea, but something for somebody of ours",
    DeclineReason.KNOWN: "it is there already, or done",
    DeclineReason.PRIVATE: "it tells something private, of them or of others",
    DeclineReason.UNKIND: "it is unkind",
    DeclineReason.ADVERT: "it advertises",
    DeclineReason.OTHER: "another reason",
}


class SettingsForm(forms.Form):
    """How the portal is."""

    is_open = forms.BooleanField(
        label="The portal is open",
        required=False,
        help_text="Anybody with an e-mail address can come in, give ideas and vote.",
    )
    is_moderated = forms.BooleanField(label="One of us looks at each idea before others see it", required=False)
    is_public = forms.BooleanField(
        label="What is shown can be read without coming in",
        required=False,
        help_text="Else only by whoever signed in. It holds for what is shown from now on.",
    )
    welcome = forms.CharField(
        label="How it welcomes people", required=False, help_text="Markdown.", widget=forms.Textarea(attrs={"rows": 4})
    )
    a_week = forms.IntegerField(
        label="Ideas a week that our readers can answer",
        required=False,
        min_value=1,
        max_value=1000,
        help_text="Where more waits than that answers in time, the portal says so and opens a waiting list.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    embed_pages = forms.CharField(
        label="Pages that may frame the form",
        required=False,
        help_text="One origin a line, such as https://www.example.com.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DeclineForm(forms.Form):
    """Why something is not shown."""

    reason = forms.ChoiceField(label="Why", choices=[("", "choose"), *REASONS.items()])
    sentence = forms.CharField(
        label="In a sentence that whoever gave it reads", widget=forms.Textarea(attrs={"rows": 2}), required=False
    )


class ShowForm(forms.Form):
    """An idea of ours in words for outside."""

    title = forms.CharField(label="In one line, as anybody may read it", max_length=140)
    text = forms.CharField(label="More about it", required=False, widget=forms.Textarea(attrs={"rows": 6}))
    audience = forms.ChoiceField(label="Who reads it")

    def __init__(self, *args: Any, account: str, is_between: bool, is_on_portal: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = [(Audience.ACCOUNT.value, f"the people of {account}, in their shared site")] if account else []
        wide = [(Audience.PUBLIC.value, "everybody"), (Audience.PORTAL.value, "whoever signs in on the portal")]
        offer(self, "audience", [*([] if is_on_portal else here), *([] if is_between else wide)])


class OpenForm(forms.Form):
    """Whom a challenge is open to outside."""

    audience = forms.ChoiceField(
        label="Open to",
        choices=[
            (Audience.INTERNAL.value, "nobody but those it is put to by mail"),
            (Audience.CHOSEN.value, "the accounts chosen here, in their shared sites"),
            (Audience.PORTAL.value, "whoever signs in on the open portal"),
        ],
        widget=forms.RadioSelect,
    )
    accounts = forms.MultipleChoiceField(
        label="Accounts", required=False, widget=forms.SelectMultiple(attrs={"size": 10})
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "accounts", choices)
