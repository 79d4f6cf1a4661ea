"""The way of a comment: written, edited as often as its author likes, taken back and put back by the author alone."""

from closeknit.analysis.discussions.kinds import CommentState
from closeknit.analysis.lifecycles.table import Lifecycle, Move

COMMENT = Lifecycle(
    noun="comment",
    states=tuple(CommentState),
    starts=(CommentState.WRITTEN,),
    moves=(
        Move(CommentState.WRITTEN, CommentState.EDITED, "written anew"),
        Move(CommentState.WRITTEN, CommentState.TAKEN_BACK, "taken back"),
        Move(CommentState.EDITED, CommentState.TAKEN_BACK, "taken back"),
        Move(CommentState.TAKEN_BACK, CommentState.WRITTEN, "put back"),
        Move(CommentState.TAKEN_BACK, CommentState.EDITED, "put back, as edited"),
    ),
)
