"""Reads of research, as frozen rows: one file per noun."""

from closeknit.research.queries.answers import (
    AnswerRow,
    count_answers,
    count_outcomes,
    get_answer,
    list_answers,
    list_of_touchpoint,
    list_outcomes,
)
from closeknit.research.queries.bank import (
    BankRow,
    Reach,
    VersionRow,
    count_reach,
    get_question,
    list_bank,
    list_never_asked,
    list_versions,
)
from closeknit.research.queries.offers import Offer, OfferedQuestions, Reached, measure_reach, offer_questions

__all__ = [
    "AnswerRow",
    "BankRow",
    "Offer",
    "OfferedQuestions",
    "Reach",
    "Reached",
    "VersionRow",
    "count_answers",
    "count_outcomes",
    "count_reach",
    "get_answer",
    "get_question",
    "list_answers",
    "list_bank",
    "list_never_asked",
    "list_of_touchpoint",
    "list_outcomes",
    "list_versions",
    "measure_reach",
    "offer_questions",
]
