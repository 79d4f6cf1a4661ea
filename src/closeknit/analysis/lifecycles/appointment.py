"""The way of a planned conversation."""

from closeknit.analysis import kinds
from closeknit.analysis.lifecycles.table import Lifecycle, Move

APPOINTMENT = Lifecycle(
    noun="appointment",
    states=tuple(kinds.AppointmentState),
    starts=(kinds.AppointmentState.PLANNED,),
    moves=(
        Move(kinds.AppointmentState.PLANNED, kinds.AppointmentState.LOGGED, "took place"),
        Move(kinds.AppointmentState.PLANNED, kinds.AppointmentState.CALLED_OFF, "called off"),
        Move(kinds.AppointmentState.CALLED_OFF, kinds.AppointmentState.PLANNED, "planned again"),
    ),
)
