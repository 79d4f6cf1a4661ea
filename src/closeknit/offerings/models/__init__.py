"""Tables of offerings, a file for each noun: purpose, offerings with their values, fit to needs, comparisons and claims, help."""

from closeknit.offerings.models.fit import Fit, FitChange, FitWords
from closeknit.offerings.models.help import Help, HelpTold, HelpVersion
from closeknit.offerings.models.offering import Offering, Value
from closeknit.offerings.models.purpose import Purpose, PurposeLine, PurposePlace, PurposeVersion
from closeknit.offerings.models.relevance import Advantage, Comparison

__all__ = [
    "Advantage",
    "Comparison",
    "Fit",
    "FitChange",
    "FitWords",
    "Help",
    "HelpTold",
    "HelpVersion",
    "Offering",
    "Purpose",
    "PurposeLine",
    "PurposePlace",
    "PurposeVersion",
    "Value",
]
