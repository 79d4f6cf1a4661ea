"""Calls that a colleague was asked to make: a reason for whoever was asked, and rest for whoever asked."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

from closeknit.analysis.kinds import TodayClass
from closeknit.analysis.today import facts
from closeknit.today.gathering.asked import Asked


def read(asked: Asked) -> Mapping[str, Sequence[facts.Referral]]:
    """Return what is asked for at each account. Nothing is read here: the open ones came with the question."""
    found: dict[str, list[facts.Referral]] = defaultdict(list)
    for row in asked.referrals:
        is_mine = row.to_id == asked.member
        referral = facts.Referral(
            id=row.id,
            by_who=row.from_name,
            to_who="" if is_mine else row.to_name,
            why=row.why,
            since=row.referred_on,
            by_on=row.by_on,
            is_asked_here=is_mine or not asked.member,
        )
        found[row.account_id].append(referral)
    return found


def list_resting(asked: Asked) -> dict[str, facts.PutOff]:
    """Return the accounts that rest for whoever's list it is, since a colleague was asked to call: until their day is over."""
    return {
        row.account_id: facts.PutOff(row.by_on + timedelta(1), row.referred_on, TodayClass(row.class_code))
        for row in asked.referrals
        if asked.member and row.to_id != asked.member and row.by_on >= asked.today
    }
