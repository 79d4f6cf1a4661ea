"""Forms of the open portal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.ideas.shared.operations import LONGEST_TITLE


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
