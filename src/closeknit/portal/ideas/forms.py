"""Forms for ideas, on the open portal and in a shared site."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from closeknit.ideas.shared.operations import LONGEST_TITLE

# Whom an idea of somebody in a shared site is for.
BETWEEN, EVERYBODY = "account", "portal"


class IdeaForm(forms.Form):
    """An idea. What is too long is refused by the room, so that nothing that was typed is cut off by the browser."""

    title = forms.CharField(
        label=_("Your idea in one line"),
        help_text=_("At most %d letters. What would be better, and for whom?") % LONGEST_TITLE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = forms.CharField(
        label=_("More about it"),
        required=False,
        help_text=_("What happens today, how often, and what you would like to happen."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    is_named = forms.BooleanField(
        label=_("Show my name beside it"),
        required=False,
        help_text=_("Else it says only “somebody at a customer” or the like."),
    )


class SpaceIdeaForm(IdeaForm):
    """An idea of somebody in a shared site: between the two companies, or by choice for everybody on the open portal."""

    audience = forms.ChoiceField(label=_("Who reads it"), widget=forms.RadioSelect, initial=BETWEEN)

    def __init__(self, *args: Any, account: str, house: str, is_portal_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_portal_open:
            del self.fields["audience"], self.fields["is_named"]
            return
        between = gettext("%(account)s and %(house)s, nobody else") % {"account": account, "house": house}
        everybody = gettext("Everybody on the open portal")
        audience = self.fields["audience"]
        assert isinstance(audience, forms.ChoiceField)
        audience.choices = [(BETWEEN, between), (EVERYBODY, everybody)]
        self.fields["is_named"].help_text = gettext(
            "On the open portal, where it says only “somebody at a customer” else. Between us your colleagues see who gave it."
        )


class EmbedForm(forms.Form):
    """What the form on a web page takes. `website` is filled in by machines alone."""

    title = forms.CharField(
        label=_("In one line"), error_messages={"required": _("Say it in one line first. Nothing was kept yet.")}
    )
    text = forms.CharField(label=_("More about it"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    name = forms.CharField(label=_("Your name"), required=False, max_length=200)
    email = forms.EmailField(label=_("Your e-mail address, if you want an answer"), required=False)
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
