"""The form in which one says how one hears."""

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.analysis.spaces.kinds import NoticePace


class PaceForm(forms.Form):
    """At once, once a day, or not."""

    pace = forms.ChoiceField(
        label=_("Mails to you"),
        choices=[
            (NoticePace.AT_ONCE.value, _("a mail at once")),
            (NoticePace.DAILY.value, _("one mail a day, when something happened")),
            (NoticePace.OFF.value, _("no mails")),
        ],
        help_text=_("Of a promise made, kept or missed, an answer, a question, a report, a comment where you follow."),
        widget=forms.RadioSelect,
    )
