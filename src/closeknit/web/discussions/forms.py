"""Forms of discussions and notes."""

from typing import Any

from django import forms
from django.http import HttpRequest

from closeknit.discussions.attaching import ENDINGS, MOST_BYTES, Given
from closeknit.discussions.checks import MOST_FILES
from closeknit.web.imports.forms import FilesField


class CommentForm(forms.Form):
    """What one says to the other side."""

    text = forms.CharField(
        label="What you say",
        error_messages={"required": "There are no words in it. Nothing was written."},
        widget=forms.Textarea(attrs={"rows": 3, "aria-describedby": "comment-reach"}),
    )
    attached = FilesField(
        label="Files",
        required=False,
        help_text=f"At most {MOST_FILES}, {MOST_BYTES // 1024 // 1024} MB each. What a picture knows of its camera and place is taken out.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "comment_%s"
        self.fields["attached"].widget.attrs["accept"] = ",".join(f".{ending}" for ending in ENDINGS)


class NoteForm(forms.Form):
    """What one of us notes for the others."""

    text = forms.CharField(
        label="A note for us",
        error_messages={"required": "There are no words in it. Nothing was noted."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "note_%s"


class AnewForm(forms.Form):
    """Other words for what one said or noted, on the version that one saw."""

    text = forms.CharField(
        label="In other words",
        error_messages={"required": "There are no words in it. Nothing was changed."},
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=1_000_000)


def read_files(request: HttpRequest) -> list[Given]:
    """Return the files that were sent, of each no more than a byte over what is kept, and one more than may be."""
    several = request.FILES.getlist("attached")[: MOST_FILES + 1]
    return [Given(one.name or "", one.read(MOST_BYTES + 1)) for one in several]
