"""Public sets with a label like one of the signals, for measuring only: whatever their licence, nothing is fitted on them here."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# Signals that a row says something about, and whether each holds. "request" means suggestion or question.
Truth = Mapping[str, bool]
Row = tuple[str, Truth]
Reader = Callable[[Mapping[str, str]], Row | None]


@dataclass(frozen=True)
class LikeSet:
    """A set: its files below the folder, how a row is read, and whether other rows of it were trained on."""

    name: str
    files: tuple[str, ...]
    read: Reader
    in_domain: bool = False


def read_set(folder: Path, one: LikeSet) -> list[Row]:
    """Return the rows of `one`; of a set that was trained on only those that training holds back. Empty without files."""
    rows: dict[str, Truth] = {}
    for name in one.files:
        for row in _read_csv(folder / name):
            if (read := one.read(row)) and read[0].strip() and (not one.in_domain or is_held_back(read[0])):
                rows[read[0]] = read[1]
    return list(rows.items())


def is_held_back(text: str) -> bool:
    """Return whether training leaves a row with this text out; a fifth of all, by the text alone."""
    return zlib.crc32(text.encode()) % 5 == 0


def read_small_talk(folder: Path) -> list[str]:
    """Return turns of support chats that carry no matter: greetings, thanks, names and numbers."""
    idle = ("openinggreeting", "closinggreeting", "confirmation", "rejection", "thankyou")
    names = [f"dialogues_multidogo/dev/{which}_dev.csv" for which in ("software", "media", "insurance")]
    rows = (row for name in names for row in _read_csv(folder / name))
    return list(dict.fromkeys(row["utterance"] for row in rows if row["intent"] in idle))


def _read_csv(path: Path) -> Iterator[dict[str, str]]:
    if path.exists():
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            yield from csv.DictReader(file)


def _suggestion(row: Mapping[str, str]) -> Row:
    return row["sentence"], {"suggestion": row["label"] == "1"}


def _feedback(row: Mapping[str, str]) -> Row | None:
    labels = set(row["labels"].split("|"))
    if labels & {"undefined", "undetermined"}:
        return None
    return row["text"], {"pain": bool(labels & {"complaint", "bug"}), "suggestion": "request" in labels}


def _app_review(row: Mapping[str, str]) -> Row:
    pains = ("BUG", "ENERGY", "PERFORMANCE", "SECURITY", "USABILITY")
    return row["review"], {"pain": row["category"] in pains, "suggestion": row["category"] == "FEATURE"}


def _reviewed_error(row: Mapping[str, str]) -> Row:
    return row["text"], {"pain": "ERROR" in row["labels"].split("|")}


def _opinion(row: Mapping[str, str]) -> Row | None:
    good, bad = bool(row["features_positive"]), bool(row["features_negative"])
    return (row["sentence"], {"praise": good, "pain": bad}) if good or bad else None


def _airline(row: Mapping[str, str]) -> Row:
    return row["text"], {
        "pain": row["airline_sentiment"] == "negative",
        "praise": row["airline_sentiment"] == "positive",
    }


def _complaint(row: Mapping[str, str]) -> Row:
    return row["text"], {"pain": row["complaint"] == "1"}


def _churn(row: Mapping[str, str]) -> Row:
    return row["text"], {"leaving": row["churn"] == "1"}


def _comparison(row: Mapping[str, str]) -> Row:
    return row["sentence"], {"competitor": row["comparative"] == "1"}


def _mail(row: Mapping[str, str]) -> Row:
    return row["sentence"], {"request": row["intent"] == "Yes"}


def _opinions_about(row: Mapping[str, str]) -> Row:
    feelings = {quad.split()[-2] for quad in row["quads"].split(" | ") if len(quad.split()) >= 4}
    return row["text"], {"praise": "2" in feelings, "pain": "0" in feelings}


def _survey_answer(row: Mapping[str, str]) -> Row | None:
    """The question is a weak label; short answers do not carry their mood and are left out."""
    holds = {
        "hinderances": "pain",
        "difficult_aspects": "pain",
        "workflow_needs_not_addressed": "need",
        "features_changes": "suggestion",
        "pleasant_aspects": "praise",
    }.get(row["question"])
    if holds is None or len(row["answer"].split()) < 4:
        return None
    # People answer "what hinders you" with a wish and the other way round: only praise tells clearly what does not hold.
    about = ("pain", "need", "suggestion", "praise") if holds == "praise" else (holds, "praise")
    return row["answer"], {code: code == holds for code in about}


SETS = (
    LikeSet("SemEval-2019 9 A, training part", ("semeval2019_t9_suggestions/dev/subtaskA_train.csv",), _suggestion),
    LikeSet("SemEval-2019 9 A, trial", ("semeval2019_t9_suggestions/dev/subtaskA_trial.csv",), _suggestion),
    LikeSet("SemEval-2019 9 A, official test", ("semeval2019_t9_suggestions/withheld/subtaskA_eval.csv",), _suggestion),
    LikeSet("SemEval-2019 9 B, trial", ("semeval2019_t9_suggestions/dev/subtaskB_trial.csv",), _suggestion),
    LikeSet("SemEval-2019 9 B, official test", ("semeval2019_t9_suggestions/withheld/subtaskB_eval.csv",), _suggestion),
    LikeSet("IJCNLP-2017 4, feedback", ("feedback_ijcnlp2017/dev/en_training.csv",), _feedback),
    LikeSet("CLAP app reviews", ("app_reviews_clap/dev/rq1_reviews.csv",), _app_review),
    LikeSet("airline tweets", ("tweets_airline/dev/tweets.csv",), _airline),
    LikeSet("complaint tweets", ("tweets_complaints/dev/tweets.csv",), _complaint),
    LikeSet("camera comparisons", tuple(f"comparatives_camera_coqe/dev/{part}.csv" for part in ("train", "valid")), _comparison),
    LikeSet("ACOS laptops", ("absa_acos/dev/laptop_train.csv",), _opinions_about),
    LikeSet("ACOS restaurants", ("absa_acos/dev/rest16_train.csv",), _opinions_about),
    LikeSet("URR app reviews", ("app_reviews_urr/dev/golden_set.csv",), _reviewed_error, in_domain=True),
    LikeSet("IS22 app reviews", ("app_reviews_opinions_is22/dev/opinions.csv",), _opinion, in_domain=True),
    LikeSet("churn intent", ("churn_intent_swisscom/dev/en_chatbot.csv",), _churn, in_domain=True),
    LikeSet("Enron mail", ("email_intent_parakweet/dev/train.csv",), _mail, in_domain=True),
    LikeSet("Jupyter survey (by question)", ("survey_jupyter_2015/dev/answers.csv",), _survey_answer, in_domain=True),
)  # fmt: skip
