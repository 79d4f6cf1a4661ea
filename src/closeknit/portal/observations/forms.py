"""The form in which one tells what one saw."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from closeknit.analysis.kinds import StepCode
from closeknit.portal.discussions.forms import FilesField
from closeknit.research.shared.operations import MOST_BYTES, MOST_PHOTOS

STEPS = {
    StepCode.DEFINE: _("planning it"),
    StepCode.LOCATE: _("getting together what it takes"),
    StepCode.PREPARE: _("making ready"),
    StepCode.CONFIRM: _("checking that all is ready"),
    StepCode.EXECUTE: _("doing it"),
    StepCode.MONITOR: _("watching whether it goes well"),
    StepCode.MODIFY: _("putting it right on the way"),
    StepCode.CONCLUDE: _("finishing, and clearing up"),
}


class ObservationForm(forms.Form):
    """What somebody saw, at which work."""

    text = forms.CharField(
        label=_("What you saw"),
        error_messages={"required": _("Write what you saw. Nothing was kept.")},
        help_text=_("What stood in the way, how you got around it, how often, how long it took."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    job = forms.CharField(label=_("At which work"), required=False, max_length=200)
    step = forms.ChoiceField(
        label=_("At which step"),
        required=False,
        choices=[("", "—"), *((code.value, said) for code, said in STEPS.items())],
    )
    photos = FilesField(label=_("Pictures"), required=False, accept="image/*")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photos"].help_text = gettext(
            "At most %(most)d, %(size)d MB each. What a picture knows of its camera and place is taken out."
        ) % {"most": MOST_PHOTOS, "size": MOST_BYTES // 1024 // 1024}
