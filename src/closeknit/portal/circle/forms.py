"""Forms of the circle from their side."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CustomerForm(forms.Form):
    """Whom one's own company serves."""

    name = forms.CharField(label=_("A customer of yours"), max_length=200)
