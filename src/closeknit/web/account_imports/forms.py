"""Forms of an import of accounts."""

from typing import Any

from django import forms

from closeknit.accounts.importing.queries import ColumnRow
from closeknit.web.account_imports import labels


class FileForm(forms.Form):
    """The table that somebody sends."""

    file = forms.FileField(
        label="A table of accounts, of people, or of both",
        help_text="CSV, XLSX, ODS or JSON. You see how it will be read before anything is added.",
        error_messages={"empty": "The file is empty. Choose one that has rows."},
    )


class MappingForm(forms.Form):
    """What each column of a table means: one choice a column, in the order of the table."""

    def __init__(self, *args: Any, columns: tuple[ColumnRow, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        for place, column in enumerate(columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=column.name, required=False, choices=[("", "leave it out"), *labels.COLUMNS], initial=column.says
            )

    def mapping(self) -> dict[str, str]:
        """Return column → code as it was said."""
        said = self.cleaned_data
        return {column.name: said[f"column_{place}"] for place, column in enumerate(self.columns)}

    def lines(self) -> list[tuple[Any, ColumnRow]]:
        """Return each field with its column."""
        return [(self[f"column_{place}"], column) for place, column in enumerate(self.columns)]
