"""Tables of offerings, a file for each noun: purpose, offerings with their values, fit to needs, comparisons and claims, help, redesign."""

from closeknit.offerings.models.adjacent import AdjacentGroup, AdjacentNeed, Case, CaseVersion, Spend
from closeknit.offerings.models.fit import Fit, FitChange, FitWords
from closeknit.offerings.models.help import Help, HelpTold, HelpVersion
from closeknit.offerings.models.offering import Offering, Value
from closeknit.offerings.models.purpose import Purpose, PurposeLine, PurposePlace, PurposeVersion
from closeknit.offerings.models.relevance import Advantage, Comparison
from closeknit.offerings.models.sessions import (
    EntryScore,
    PairAnswer,
    RedesignSession,
    SessionAccount,
    SessionMember,
    SessionRequirement,
    SessionTalk,
    SkyEntry,
    VerdictVersion,
)

__all__ = [
    "AdjacentGroup",
    "AdjacentNeed",
    "Advantage",
    "Case",
    "CaseVersion",
    "Comparison",
    "EntryScore",
    "Fit",
    "FitChange",
    "FitWords",
    "Help",
    "HelpTold",
    "HelpVersion",
    "Offering",
    "PairAnswer",
    "Purpose",
    "PurposeLine",
    "PurposePlace",
    "PurposeVersion",
    "RedesignSession",
    "SessionAccount",
    "SessionMember",
    "SessionRequirement",
    "SessionTalk",
    "SkyEntry",
    "Spend",
    "Value",
    "VerdictVersion",
]
