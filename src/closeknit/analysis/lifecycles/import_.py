"""The way of a table or file that is read in."""

from closeknit.analysis import kinds
from closeknit.analysis.lifecycles.table import Lifecycle, Move

IMPORT = Lifecycle(
    noun="import",
    states=tuple(kinds.ImportState),
    starts=(kinds.ImportState.PREVIEWED,),
    moves=(
        Move(kinds.ImportState.PREVIEWED, kinds.ImportState.RUNNING, "read it"),
        Move(kinds.ImportState.PREVIEWED, kinds.ImportState.CANCELLED, "cancel"),
        Move(kinds.ImportState.RUNNING, kinds.ImportState.DONE, "last chunk"),
        Move(kinds.ImportState.RUNNING, kinds.ImportState.CANCELLED, "cancel"),
        Move(kinds.ImportState.RUNNING, kinds.ImportState.FAILED, "cannot go on"),
        Move(kinds.ImportState.FAILED, kinds.ImportState.RUNNING, "go on"),
        Move(kinds.ImportState.CANCELLED, kinds.ImportState.RUNNING, "go on"),
        Move(kinds.ImportState.DONE, kinds.ImportState.TAKEN_BACK, "take back"),
        Move(kinds.ImportState.CANCELLED, kinds.ImportState.TAKEN_BACK, "take back"),
        Move(kinds.ImportState.FAILED, kinds.ImportState.TAKEN_BACK, "take back"),
    ),
)
