"""Forms about people."""

import re
from typing import Any

from django import forms
from django.core.validators import validate_email

from closeknit.accounts.queries import ContactRow, PersonRow
from closeknit.kit.filling import offer
from closeknit.today import people
from closeknit.web.accounts import labels


class AddressesField(forms.CharField):
    """E-mail addresses, apart by commas, semicolons or lines."""

    def to_python(self, value: Any) -> Any:
        found = [part.casefold() for part in re.split(r"[\s,;]+", str(value or "")) if part]
        for one in found:
            try:
                validate_email(one)
            except forms.ValidationError as error:
                raise forms.ValidationError(f"“{one}” is not an e-mail address.") from error
        return list(dict.fromkeys(found))


class NumbersField(forms.CharField):
    """Telephone numbers, apart by commas or semicolons."""

    def to_python(self, value: Any) -> Any:
        found = [" ".join(part.split()) for part in re.split(r"[,;\n]+", str(value or "")) if part.strip()]
        if any(len(one) > 254 for one in found):
            raise forms.ValidationError("That is longer than a telephone number can be.")
        return list(dict.fromkeys(found))


class DayField(forms.DateField):
    """A day, chosen from the calendar of the browser."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ContactForm(forms.Form):
    """Somebody at an account."""

    name = forms.CharField(label="Name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    title = forms.CharField(
        label="What they are there",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "head of laboratory"}),
    )
    role = forms.ChoiceField(
        label="Their part",
        required=False,
        choices=labels.choices(labels.ROLES, blank="not known"),
        help_text="For us alone; never shown to a customer.",
    )
    emails = AddressesField(
        label="E-mail", required=False, help_text="Several apart by commas; the newest is written to."
    )
    phones = NumbersField(label="Telephone", required=False)
    language = forms.CharField(
        label="Language", max_length=16, required=False, help_text="The one they prefer, as a code: en, nl, de."
    )
    from_on = DayField(label="There since", required=False)
    note = forms.CharField(
        label="Worth knowing", required=False, help_text="For us alone.", widget=forms.Textarea(attrs={"rows": 2})
    )

    @staticmethod
    def initial_of(contact: ContactRow, person: PersonRow) -> dict[str, Any]:
        """Return what the form begins with for a contact as it is."""
        return {
            "name": person.name,
            "title": contact.title,
            "role": contact.role,
            "emails": ", ".join(person.emails),
            "phones": ", ".join(person.phones),
            "language": person.language,
            "from_on": contact.from_on,
            "note": person.note,
        }


class LeavingForm(forms.Form):
    """When somebody left an account, and who came after them."""

    until_on = DayField(label="Their last day")
    successor = forms.ChoiceField(label="Who came after them", required=False)

    def __init__(self, *args: Any, others: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "successor", others, first="nobody, or nobody we know yet")


class PlaceForm(forms.Form):
    """Where else somebody turned up."""

    account = forms.CharField(label="Account", max_length=200)
    title = forms.CharField(label="What they are there", max_length=200, required=False)
    role = forms.ChoiceField(
        label="Their part", required=False, choices=labels.choices(labels.ROLES, blank="not known")
    )
    from_on = DayField(label="There since", required=False)


class PartForm(forms.Form):
    """What somebody is at their account from a day on."""

    title = forms.CharField(label="What they are there now", max_length=200)
    role = forms.ChoiceField(
        label="Their part", required=False, choices=labels.choices(labels.ROLES, blank="not known")
    )
    on = DayField(label="Since")


class SeenToForm(forms.Form):
    """What happened to somebody, when, and a word on how it was seen to."""

    what = forms.ChoiceField(choices=[(one, one) for one in people.WHATS])
    on = DayField()
    note = forms.CharField(required=False, max_length=300)
