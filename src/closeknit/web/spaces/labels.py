"""How the codes of the shared site are called among us."""

from closeknit.analysis.kinds import SpaceRight
from closeknit.kit.mail import MailState

RIGHTS = {
    SpaceRight.READ: "reads",
    SpaceRight.TAKE_PART: "takes part",
    SpaceRight.MANAGE: "manages their side",
}
POSTED = {
    MailState.WAITING: "the mail has not gone out yet",
    MailState.SENT: "the mail went out",
    MailState.FAILED: "the mail did not go out",
}
