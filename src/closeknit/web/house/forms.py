"""Forms of the house's settings."""

from typing import Any

from django import forms

from closeknit.analysis.circle.fatigue import LONGEST_DAYS
from closeknit.identity.roles import Role
from closeknit.kit.filling import offer

ROLES = {
    Role.ADMIN: "runs the house",
    Role.MEMBER: "works with customers",
    Role.GUEST: "hands in what they hear",
}
_ROLE_CHOICES = [(role.value, said) for role, said in ROLES.items()]


class BasicsForm(forms.Form):
    """The house's name, zone and currency."""

    name = forms.CharField(label="Name of the house", max_length=200)
    zone = forms.CharField(label="Time zone", widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}))
    currency = forms.CharField(
        label="Currency",
        min_length=3,
        max_length=3,
        help_text="Three letters, such as EUR. Amounts that stand here are not converted.",
    )

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


class LogoForm(forms.Form):
    """A picture for the sign-in page."""

    logo = forms.FileField(label="Logo", help_text="PNG, JPEG or SVG, at most 1 MB. It stands on the sign-in page.")


class ColourForm(forms.Form):
    """The company's own colour."""

    colour = forms.CharField(
        label="Colour",
        max_length=7,
        help_text="What partners see is drawn with its hue, as light or dark as can be read well.",
        widget=forms.TextInput(attrs={"type": "color"}),
    )


class DepartmentForm(forms.Form):
    """A department's name."""

    name = forms.CharField(label="Name of the department", max_length=100)


class MemberForm(forms.Form):
    """A member's part in the house, and their department."""

    role = forms.ChoiceField(label="Part in the house", choices=_ROLE_CHOICES, initial=Role.MEMBER)
    department = forms.ChoiceField(label="Department", required=False)

    def __init__(self, *args: Any, departments: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "department", departments, first="none")


class InviteForm(MemberForm):
    """Whom of ours to invite."""

    name = forms.CharField(label="Name", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "off"}))

    field_order = ("name", "email", "role", "department")


class LeavingForm(forms.Form):
    """Who takes over what somebody held."""

    successor = forms.ChoiceField(label="Their accounts and promises go to")

    def __init__(self, *args: Any, others: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "successor", others, first="choose…")


class NamesForm(forms.Form):
    """Names with their spellings, a line each: "Korvath: Corvath, Korvat"."""

    names = forms.CharField(
        required=False,
        help_text="One a line. Other spellings after a colon: Korvath: Corvath, Korvat",
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["names"].label = label

    def clean_names(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for line in self.cleaned_data["names"].splitlines():
            name, _, rest = (part.strip() for part in line.partition(":"))
            if not name:
                continue
            if len(name) > 200:
                raise forms.ValidationError(f"“{name[:40]}…” is longer than a name can be.")
            spellings = [one.strip() for one in rest.split(",") if one.strip()]
            found[name] = list(dict.fromkeys([*found.get(name, []), *spellings]))
        return found

    @staticmethod
    def written(names: dict[str, list[str]]) -> str:
        """Return names and spellings as they are typed."""
        return "\n".join(f"{name}: {', '.join(others)}" if others else name for name, others in names.items())


class AskLimitForm(forms.Form):
    """How often one person may be asked for their time."""

    most = forms.IntegerField(label="At most", min_value=1, max_value=100, help_text="times")
    days = forms.IntegerField(label="Within", min_value=1, max_value=LONGEST_DAYS, help_text="days")
