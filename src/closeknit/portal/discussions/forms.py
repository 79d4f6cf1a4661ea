"""Forms of discussions."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from closeknit.discussions.shared.operations import ENDINGS, MOST_BYTES, MOST_FILES, Given


class FilesInput(forms.ClearableFileInput):
    """A field for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; its cleaned value is a list."""

    def __init__(self, *, accept: str = "", **kwargs: Any) -> None:
        accept = accept or ",".join(f".{ending}" for ending in ENDINGS)
        super().__init__(widget=FilesInput(attrs={"multiple": True, "accept": accept}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        several = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in several]


class CommentForm(forms.Form):
    """What one says."""

    text = forms.CharField(
        label=_("What you say"),
        error_messages={"required": _("There are no words in it. Nothing was written.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    attached = FilesField(label=_("Files"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "comment_%s"
        self.fields["attached"].help_text = gettext(
            "At most %(most)d, %(size)d MB each. What a picture knows of its camera and place is taken out."
        ) % {"most": MOST_FILES, "size": MOST_BYTES // 1024 // 1024}


class AnewForm(forms.Form):
    """Other words for what one said, on the version that one saw."""

    text = forms.CharField(
        label=_("In other words"),
        error_messages={"required": _("There are no words in it. Nothing was changed.")},
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    base = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=1_000_000)


def read_files(request: HttpRequest, field: str = "attached", *, most: int = MOST_FILES) -> list[Given]:
    """Return the files that were sent, of each no more than a byte over what is kept, and one more than may be."""
    several = request.FILES.getlist(field)[: most + 1]
    return [Given(one.name or "", one.read(MOST_BYTES + 1)) for one in several]
