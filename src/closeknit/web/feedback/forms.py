"""Forms of feedback."""

from collections.abc import Sequence
from typing import Any

from django import forms

from closeknit.accounts.queries import ContactRow
from closeknit.kit.filling import offer
from closeknit.web.feedback import labels
from closeknit.web.filling import set_zone
from closeknit.web.touchpoints.moments import MomentField

_CHANNELS = [("mail", "By mail, from here"), ("talk", "In a talk")]
_WORDINGS = [("exact", "Their very words"), ("reported", "As I remember them")]


def _text(label: str, rows: int, *, required: bool = True, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


def _people(people: Sequence[ContactRow]) -> list[tuple[str, str]]:
    return [(one.id, f"{one.name}, {one.title}" if one.title else one.name) for one in people]


class AskForm(forms.Form):
    """Asking somebody for feedback: about what, why, what for."""

    contact = forms.ChoiceField(label="Whom")
    about = forms.CharField(label="About what", max_length=200)
    why = _text("Why we ask", 2, help_text="They will be told. Who knows why takes the time.")
    use = _text("What we shall do with it", 2, help_text="They will be told, and later what came of it.")
    channel = forms.ChoiceField(label="How", choices=_CHANNELS, widget=forms.RadioSelect, initial="mail")
    answer_by = forms.DateField(
        label="Hoped for by", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    letter = _text("The letter", 12, required=False, help_text="Left empty, it is put together from what stands above.")
    despite = forms.CharField(label="Why they are asked although it is often", required=False, max_length=300)

    def __init__(self, *args: Any, people: Sequence[ContactRow], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "ask_%s"} | kwargs)
        offer(self, "contact", _people(people))


class AnswerForm(forms.Form):
    """What they answered, written down, or found in a conversation that is here."""

    words = _text("What they said", 4, required=False)
    wording = forms.ChoiceField(label="Whose words", choices=_WORDINGS, widget=forms.RadioSelect, initial="exact")
    medium = forms.ChoiceField(label="How it came", choices=labels.MEDIA)
    said_at = MomentField(label="When", required=False)
    touchpoint = forms.ChoiceField(label="Or it stands here already", required=False)

    def __init__(self, *args: Any, zone: str, found: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "answer_%s"} | kwargs)
        set_zone(self, "said_at", zone)
        if found:
            offer(self, "touchpoint", found, first="no, as written above")
        else:
            del self.fields["touchpoint"]


class ActForm(forms.Form):
    """What we do about their answer."""

    acted_by = forms.ChoiceField(
        label="What comes of it",
        choices=[
            ("promise", "A promise to them"),
            ("idea", "An idea, in their name"),
            ("nothing", "Nothing, and this is why"),
        ],
        widget=forms.RadioSelect,
        initial="promise",
    )
    text = _text("In a line", 2)
    due_on = forms.DateField(
        label="Promised for", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "act_%s"} | kwargs)


class TellForm(forms.Form):
    """Telling them what came of it."""

    channel = forms.ChoiceField(label="How", choices=_CHANNELS, widget=forms.RadioSelect, initial="mail")
    medium = forms.ChoiceField(label="The talk was", choices=labels.TALKS, required=False)
    message = _text("What they are told", 9)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "tell_%s"} | kwargs)


class DraftForm(forms.Form):
    """A draft of feedback to somebody."""

    contact = forms.ChoiceField(label="To whom")
    about = forms.CharField(label="About what", max_length=200)
    channel = forms.ChoiceField(
        label="How it will be given", choices=_CHANNELS, widget=forms.RadioSelect, initial="mail"
    )
    text = _text("What you want to tell them", 9)
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Sequence[ContactRow] = (), checks_url: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "draft_%s"} | kwargs)
        if people:
            offer(self, "contact", _people(people))
        else:
            del self.fields["contact"]
        self.fields["text"].widget.attrs |= {
            "hx-post": checks_url,
            "hx-trigger": "input changed delay:400ms",
            "hx-target": "#draft-checks",
            "hx-swap": "outerHTML",
            "hx-include": "closest form",
        }


class GiveForm(forms.Form):
    """In which talk it was said."""

    medium = forms.ChoiceField(label="Where", choices=labels.TALKS)
    said_at = MomentField(label="When", required=False)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "give_%s"} | kwargs)
        set_zone(self, "said_at", zone)
