"""How often we want to be in touch, ring by ring: a section of the house's settings and its form."""

from collections.abc import Mapping
from typing import Any

from django import forms

from closeknit.analysis.circle.cadence import Cadence
from closeknit.analysis.kinds import STAGES_INSIDE_OUT, Stage
from closeknit.circle import checks, queries
from closeknit.kit.refusals import Refused
from closeknit.web.circle import labels
from closeknit.web.house.section import Section, Typed
from closeknit.web.request import HouseRequest

_MOST_DAYS = 3650


class CadenceForm(forms.Form):
    """Two numbers of days for each ring; a ring without numbers is not watched."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "id_cadence_%s"
        for stage in STAGES_INSIDE_OUT:
            for limit, said in (("ideal", "ideal"), ("latest", "at the latest")):
                label = f"{labels.RINGS[stage]}: days, {said}"
                field = forms.IntegerField(label=label, required=False, min_value=1, max_value=_MOST_DAYS)
                field.widget.attrs |= {"aria-label": label, "inputmode": "numeric", "placeholder": "none"}
                self.fields[f"{limit}_{stage.value}"] = field

    @staticmethod
    def initial_of(cadences: Mapping[Stage, Cadence | None]) -> dict[str, int]:
        """Return what the form begins with for the cadences as they are."""
        known = {stage: cadence for stage, cadence in cadences.items() if cadence}
        ideal = {f"ideal_{stage.value}": cadence.ideal_days for stage, cadence in known.items()}
        return ideal | {f"latest_{stage.value}": cadence.latest_days for stage, cadence in known.items()}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for stage in STAGES_INSIDE_OUT:
            names = f"ideal_{stage.value}", f"latest_{stage.value}"
            try:
                if not self.errors.keys() & set(names):
                    checks.read_cadence(*(said.get(name) for name in names))
            except Refused as refusal:
                self.add_error(names[1], str(refusal))
        return {
            "limits": {
                s.value: (said.get(f"ideal_{s.value}"), said.get(f"latest_{s.value}")) for s in STAGES_INSIDE_OUT
            }
        }

    @property
    def rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Return each ring with its two fields."""
        return [
            (labels.RINGS[stage], self[f"ideal_{stage.value}"], self[f"latest_{stage.value}"])
            for stage in STAGES_INSIDE_OUT
        ]


def section(request: HouseRequest, typed: Typed) -> Section:
    """Return the cadence of each ring."""
    initial = CadenceForm.initial_of(queries.get_cadences(viewer=request.viewer))
    form = typed.get("cadences") or CadenceForm(initial=initial)
    return Section("cadences", "Staying in touch", "web/circle/_cadences.html", {"form": form})
