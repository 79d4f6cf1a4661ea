"""Forms about accounts."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django import forms

from closeknit.accounts.details import Details
from closeknit.accounts.queries import AccountRow
from closeknit.analysis import money
from closeknit.kit.filling import offer
from closeknit.kit.tables import values
from closeknit.web.accounts import labels

_DOMAIN = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


class DomainsField(forms.CharField):
    """Mail domains, apart by commas or spaces; addresses of web sites are taken for their domain."""

    def to_python(self, value: Any) -> Any:
        found = []
        for part in re.split(r"[\s,;]+", str(value or "").casefold()):
            bare = re.sub(r"^(?:https?://)?(?:www\.)?@?", "", part).split("/")[0]
            if bare and not _DOMAIN.fullmatch(bare):
                raise forms.ValidationError(f"“{part}” is not a domain, like arlund.example.")
            if bare:
                found.append(bare)
        return list(dict.fromkeys(found))


class MoneyField(forms.CharField):
    """An amount as people write it, in the house's currency: 412k, 412,000."""

    currency = "EUR"

    def to_python(self, value: Any) -> Any:
        if not str(value or "").strip():
            return None
        try:
            amount = values.parse_money(str(value), currency=self.currency)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if amount.currency != self.currency:
            raise forms.ValidationError(f"This house counts in {self.currency}; amounts are never converted.")
        if not 0 <= amount.minor < 2**62:
            raise forms.ValidationError("An account cannot be worth less than nothing.")
        return amount.minor

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return str(Decimal(value).scaleb(-money.decimals(self.currency)).normalize().__format__("f"))
        return value


class AddForm(forms.Form):
    """The quick way to add an account: its name is enough."""

    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(label="Kind", choices=labels.choices(labels.KINDS), initial="customer")
    domain = DomainsField(
        label="Mail domain", required=False, widget=forms.TextInput(attrs={"placeholder": "arlund.example"})
    )

    def clean_domain(self) -> str:
        found = self.cleaned_data["domain"]
        if len(found) > 1:
            raise forms.ValidationError("One domain is enough here; the others can be added on the account's page.")
        return str(found[0]) if found else ""


class NarrowForm(forms.Form):
    """By what the list of accounts can be narrowed."""

    name = forms.CharField(label="Name", required=False, widget=forms.SearchInput)
    owner = forms.ChoiceField(label="Looked after by", required=False)
    kind = forms.ChoiceField(label="Kind", required=False, choices=labels.choices(labels.KINDS, blank="any"))
    stage = forms.ChoiceField(label="Stage", required=False, choices=labels.choices(labels.STAGES, blank="any"))

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)
        owner.choices = [("", "anybody"), ("nobody", "nobody yet"), *owners]


class DetailsForm(forms.Form):
    """Everything that a person can say about an account."""

    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(label="Kind", choices=labels.choices(labels.KINDS))
    owner = forms.ChoiceField(label="Looked after by", required=False)
    core_team = forms.MultipleChoiceField(label="Together with", required=False, widget=forms.CheckboxSelectMultiple)
    worth = MoneyField(label="Worth a year", required=False, help_text="What they bring in a year: 412k, 412,000.")
    renewal_on = forms.DateField(
        label="Renewal", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    sector = forms.CharField(label="Sector", max_length=100, required=False)
    domains = DomainsField(
        label="Mail domains",
        required=False,
        help_text="Whoever writes from one of these is known to be theirs. Several apart by commas.",
    )
    serves = forms.CharField(
        label="Serves",
        required=False,
        help_text="Their customers, as far as they stand among our accounts. Several apart by semicolons.",
    )
    zone = forms.CharField(
        label="Time zone", required=False, help_text="Such as Europe/Amsterdam; empty for the house's own."
    )

    def __init__(
        self,
        *args: Any,
        members: list[tuple[str, str]],
        find_account: Callable[[str], AccountRow | None],
        currency: str,
        sees_worth: bool,
        has_money: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner", members, first="nobody yet")
        offer(self, "core_team", members)
        self.find_account = find_account
        if not has_money:
            del self.fields["renewal_on"]
        if sees_worth and has_money:
            self.fields["worth"].currency = currency  # type: ignore[attr-defined]  # a money field
        else:
            del self.fields["worth"]

    @staticmethod
    def initial_of(
        row: AccountRow, *, team: list[tuple[str, str]], served: list[tuple[str, str]], domains: list[str]
    ) -> dict[str, Any]:
        """Return what the form begins with for an account as it is."""
        return {
            "name": row.name,
            "kind": row.kind,
            "owner": row.owner_id,
            "core_team": [member for member, _ in team],
            "worth": row.worth_minor,
            "renewal_on": row.renewal_on,
            "sector": row.sector,
            "domains": ", ".join(domains),
            "serves": "; ".join(name for _, name in served),
            "zone": row.zone,
        }

    def clean_serves(self) -> list[str]:
        found = []
        for name in filter(None, (part.strip() for part in self.cleaned_data["serves"].split(";"))):
            account = self.find_account(name)
            if account is None:
                raise forms.ValidationError(
                    f"There is no account called “{name}”. Add it first, then say that they serve it."
                )
            found.append(account.id)
        return found

    def clean_zone(self) -> str:
        zone = str(self.cleaned_data["zone"])
        if zone and zone not in available_timezones():
            raise forms.ValidationError(f"There is no time zone called “{zone}”. Try one like Europe/Amsterdam.")
        return zone

    def details(self) -> Details:
        """Return what was said, for the operation."""
        said = self.cleaned_data
        return Details(
            name=said["name"],
            kind=said["kind"],
            sector=said["sector"],
            zone=said["zone"],
            domains=said["domains"],
            owner=said["owner"] or None,
            core_team=[member for member in said["core_team"] if member != said["owner"]],
            serves=said["serves"],
            worth_minor=said.get("worth"),
            renewal_on=said.get("renewal_on"),
        )
