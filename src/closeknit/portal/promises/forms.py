"""Forms of promises for people outside."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from closeknit.kit.filling import offer


class ProposeForm(forms.Form):
    """A promise that somebody outside proposes."""

    direction = forms.ChoiceField(label=_("Whose promise"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What is promised, in a line"), max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    due_on = forms.DateField(
        label=_("By"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, house: str, account: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "propose_%s"
        names = {"house": house, "account": account}
        choices = [
            ("ours", gettext("We ask it of %(house)s") % names),
            ("theirs", gettext("We promise it to %(house)s") % names),
        ]
        offer(self, "direction", choices)
        self.fields["direction"].initial = "ours"


class WordForm(forms.Form):
    """Whether it settled it."""

    word = forms.ChoiceField(
        label=_("Did that settle it?"),
        choices=(("yes", _("Yes, it is settled")), ("no", _("No, not quite"))),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("After a no, say what is still open."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "word_%s"


class DoneForm(forms.Form):
    """That a promise of one's own side is kept."""

    words = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What was done, and where one can see it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "done_%s"


class ObjectForm(forms.Form):
    """What is not right about a promise."""

    kind = forms.ChoiceField(
        label=_("What is not right"),
        choices=(("correction", _("It should read otherwise")), ("dispute", _("It is not so"))),
        widget=forms.RadioSelect,
        initial="correction",
    )
    text = forms.CharField(label=_("In your words"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "object_%s"
