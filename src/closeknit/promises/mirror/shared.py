"""Mirror reports as the people of an account read them: those that were released to it and not called back."""

from closeknit.kit.refusals import NotFound
from closeknit.kit.viewer import Viewer
from closeknit.promises.mirror import queries
from closeknit.promises.mirror.queries import Report, VersionRow

__all__ = ["Report", "VersionRow", "get_report", "list_reports"]


def list_reports(account: str, *, viewer: Viewer) -> list[VersionRow]:
    """Return the reports that the viewer's account can read, the newest first."""
    return queries.list_versions(account, viewer=viewer)


def get_report(version: str, account: str, *, viewer: Viewer) -> Report:
    """Return a report that was released to the account, or raise NotFound. Words whose speaker took their yes back are not in it."""
    report = queries.get_report(version, viewer=viewer)
    if report.account_id != account:
        raise NotFound
    return report
