"""A digest as a mail: the same parts as text and as a page, with links where the house has said how it is reached."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.urls import reverse

from closeknit.today.digest.gathering import DigestPage
from closeknit.today.queries import Call

_REASONS = 2


@dataclass(frozen=True)
class Line:
    """One line of a part: what, what is known about it, somebody's words with who said them, and where it leads."""

    title: str
    note: str = ""
    words: str = ""
    speaker: str = ""
    told_by: str = ""
    url: str = ""

    @property
    def quoted(self) -> str:
        """Return the words, in quotation marks where they are exact: what was only told is no quotation."""
        return self.words if self.told_by else f"“{self.words}”"

    @property
    def said_by(self) -> str:
        """Return who said the words, and whose telling they are where they are not exact."""
        who = self.speaker or "somebody there"
        return f"{who}, as told by {self.told_by}" if self.told_by else who


@dataclass(frozen=True)
class Part:
    """One part of the digest with its heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Written:
    """A digest as it goes out: its subject, and the same as text and as a page."""

    subject: str
    text: str
    html: str


def write_digest(page: DigestPage, *, name: str, house: str, origin: str, stop: str, answers_at: str) -> Written:
    """Return the digest of the member called `name` as a mail. `origin` is where links lead (none where empty), `stop` ends the digest.

    `answers_at` is the address that takes what they answer; empty where the house reads no mail.
    """
    parts = list_parts(page, origin=origin)
    lede = write_lede(page)
    hint = "Answer this mail with what you heard from a customer: it is handed in." if answers_at else ""
    today_url = origin + reverse("today") if origin else ""
    context = {
        "name": name, "house": house, "lede": lede, "parts": parts, "hint": hint, "stop": stop,
        "today_url": today_url,
    }  # fmt: skip
    return Written(
        subject=_subject(page),
        text=_text(name, lede, parts, hint, today_url, stop, house),
        html=render_to_string("today/digest.html", context),
    )


def write_lede(page: DigestPage) -> str:
    """Return the week in a sentence, which is true also of an empty one."""
    if page.is_empty:
        if not page.n_accounts:
            return "Nothing of what you handed in has moved this week."
        these = "your account" if page.n_accounts == 1 else f"your {page.n_accounts} accounts"
        return f"Nothing waits for you at {these}: nobody is late, nothing is due, and nothing new was heard."
    said = []
    if page.n_calls:
        said.append(f"{_count(page.n_calls, 'account')} {'waits' if page.n_calls == 1 else 'wait'} for you")
    if page.promises:
        n = len(page.promises)
        said.append(f"{_count(n, 'promise')} of yours {'is' if n == 1 else 'are'} due")
    if page.n_heard:
        said.append(
            f"{_count(page.n_heard, 'sentence')} {'was' if page.n_heard == 1 else 'were'} heard from your accounts"
        )
    if page.good_news:
        said.append("there is good news to tell")
    if not said:
        said.append("something became of what you handed in")
    sentence = ", ".join(said)
    return f"{sentence[0].upper()}{sentence[1:]}."


def list_parts(page: DigestPage, *, origin: str) -> tuple[Part, ...]:
    """Return the parts of the digest that have something in them, in order."""

    def at(route: str, *arguments: str) -> str:
        return origin + reverse(route, args=arguments) if origin else ""

    parts = (_calls(page, at), _promises(page, at), _words(page, at), _good_news(page, at), _became(page, at))
    return tuple(part for part in parts if part.lines)


_Way = Callable[..., str]


def _calls(page: DigestPage, at: _Way) -> Part:
    lines = [
        Line(
            title=call.account.name + (f", {call.person.name}" if call.person else ""),
            note=_why(call),
            words=call.words[0].text if call.words else "",
            speaker=call.words[0].speaker if call.words else "",
            told_by=call.words[0].told_by if call.words else "",
            url=at("account", call.account.id),
        )
        for call in page.calls
    ]
    return Part("Whom to call", tuple(lines))


def _why(call: Call) -> str:
    """Return the first two reasons and how many there are more: a week is read in a minute, Today has them all."""
    said, n_more = [reason.sentence for reason in call.reasons[:_REASONS]], len(call.reasons) - _REASONS
    return "; ".join([*said, f"and {n_more} more"] if n_more > 0 else said)


def _promises(page: DigestPage, at: _Way) -> Part:
    lines = [
        Line(promise.text, f"{promise.account}, due {_day(promise.due_on)}", url=at("promise", promise.id))
        for promise in page.promises
    ]
    return Part("What you promised", tuple(lines))


def _words(page: DigestPage, at: _Way) -> Part:
    lines = [
        Line(row.account, _day(row.said_on), row.text, row.speaker, row.told_by, at("verbatim", row.id))
        for row in page.words
    ]
    return Part("What your accounts said", tuple(lines))


def _good_news(page: DigestPage, at: _Way) -> Part:
    lines = [
        Line(f"{one.account}: tell them", f"Answered: {one.statement}", url=at("need", one.need_id))
        for one in page.good_news
    ]
    return Part("Good news to tell", tuple(lines))


def _became(page: DigestPage, at: _Way) -> Part:
    lines = []
    for one in page.became:
        if one.kind == "need":
            note = f"{_count(one.n_words, 'sentence')} that you handed in {'stands' if one.n_words == 1 else 'stand'} for this need now"
        else:
            note = "promised on what you handed in"
        lines.append(Line(one.text, note, url=at(one.kind, one.id)))
    return Part("What became of what you handed in", tuple(lines))


def _subject(page: DigestPage) -> str:
    if page.n_calls:
        return f"Your week: {_count(page.n_calls, 'account')} to call"
    return "Your week" if not page.is_empty else "Your week: nothing waits"


def _text(name: str, lede: str, parts: tuple[Part, ...], hint: str, today_url: str, stop: str, house: str) -> str:
    lines = [f"{name},", "", lede]
    for part in parts:
        lines += ["", part.heading.upper()]
        for line in part.lines:
            lines += ["", f"* {line.title}"]
            lines += [f"  {line.note}"] if line.note else []
            lines += [f"  {line.quoted}", f"  {line.said_by}"] if line.words else []
            lines += [f"  {line.url}"] if line.url else []
    lines += ["", hint] if hint else []
    lines += ["", today_url] if today_url else []
    lines += ["", "-- ", f"{house}. You get this once a week."]
    lines += [f"To get it no more: {stop}"] if stop else []
    return "\n".join(lines) + "\n"


def _count(n: int, word: str) -> str:
    return f"{n} {word}" if n == 1 else f"{n} {word}s"


def _day(on: date | None) -> str:
    return f"{on:%A} {on.day} {on:%B}" if on else "without a day"
