"""What somebody says about a file that they bring in."""

from collections.abc import Sequence
from typing import Any

from django import forms

from closeknit.kit.viewer import Viewer
from closeknit.touchpoints.imports import Preview
from closeknit.touchpoints.intake import MAIL, TABLES
from closeknit.web.capture.forms import MEDIUM_CHOICES, WORDINGS, AccountField, find_account
from closeknit.web.imports import labels


class FilesInput(forms.ClearableFileInput):
    """A field for several files at once; files can be dropped on it."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; its cleaned value is a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=FilesInput(attrs={"multiple": True}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        several = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in several]


class UploadForm(forms.Form):
    """The files that somebody sends."""

    file = FilesField(
        label="Files",
        allow_empty_file=True,
        help_text="Tables (CSV, XLSX, JSON Lines), transcripts (VTT, SRT, text with names), mail (.eml, .mbox). "
        "Choose them or drop them here.",
    )


class ReadingForm(forms.Form):
    """How one file is to be read: what its columns are, and what holds for all of it."""

    account = AccountField(
        label="Whose words are these?",
        required=False,
        help_text="Only where all of it comes from one account. Else it is found by address, domain and name.",
    )
    wording = forms.ChoiceField(label="How it was written down", choices=WORDINGS, widget=forms.RadioSelect)
    medium = forms.ChoiceField(
        label="How you met", choices=[("", "as the file shows it"), *MEDIUM_CHOICES], required=False
    )
    direction = forms.ChoiceField(label="Who spoke", choices=labels.DIRECTIONS, required=False)
    started_on = forms.DateField(
        label="On which day",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="For words that carry no date of their own.",
    )

    subject = forms.CharField(
        label="What it is about",
        required=False,
        max_length=300,
        help_text="For a conversation that has no subject of its own.",
    )

    def __init__(self, *args: Any, preview: Preview, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["wording"] = "reported" if preview.row.format == "note" else "exact"
        self.preview, self.viewer = preview, viewer
        chosen = _chosen(preview)
        for place, column in enumerate(preview.columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=column,
                required=False,
                choices=[("", "leave it out"), *labels.FIELDS],
                initial=chosen.get(column, ""),
            )
        if preview.row.format in TABLES:
            del self.fields["direction"]
        if preview.row.format in TABLES | MAIL:
            del self.fields["subject"]

    def clean_account(self) -> str | None:
        return find_account(self.cleaned_data["account"], self.viewer)

    def columns(self) -> list[tuple[Any, str, Sequence[str]]]:
        """Return each column's field with its name and some of its cells."""
        return [
            (self[f"column_{place}"], column, samples)
            for place, (column, samples) in enumerate(zip(self.preview.columns, self.preview.samples, strict=True))
        ]

    def mapping(self) -> dict[str, list[str]] | None:
        """Return field → columns as it was said, or None for what is no table."""
        if not self.preview.columns:
            return None
        return mapping_of(self.data, self.preview.columns) if self.is_bound else None

    def settings(self) -> dict[str, str]:
        """Return what was said for the whole file."""
        said = self.cleaned_data
        day = said["started_on"]
        settings = {name: said.get(name) or "" for name in ("wording", "medium", "direction", "subject")}
        settings["started_on"] = day.isoformat() if day else ""
        return {name: value for name, value in settings.items() if value}


def mapping_of(data: Any, columns: Sequence[str]) -> dict[str, list[str]]:
    """Return field → columns from what a form sent."""
    mapping: dict[str, list[str]] = {}
    for place, column in enumerate(columns):
        field = data.get(f"column_{place}", "")
        if field in dict(labels.FIELDS):
            mapping.setdefault(field, []).append(column)
    return mapping


def _chosen(preview: Preview) -> dict[str, str]:
    if preview.mapping is None:
        return {}
    return {choice.column: field for field, choices in preview.mapping.fields.items() for choice in choices}
