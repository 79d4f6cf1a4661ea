"""What the writer of a mail wrote now: not what was quoted, signed, forwarded or added by a lawyer. Places hold."""

from __future__ import annotations

import re
from typing import NamedTuple

from closeknit.analysis.text.sentences import Span

_QUOTED = re.compile(r"[ \t]*(?:>|\|[ \t]|[A-Z]{1,3}>)")
_WROTE = re.compile(
    r"[ \t]*(?:(?:on|am|le|op|el|em|il|den|on:|at)\b[^\n]{4,}|[^\n]{0,120}(?:<|&lt;)?\S+@\S+[^\n]{0,40})"
    r"(?:\b(?:wrote|writes|schrieb|a écrit|a ecrit|schreef|escribió|escribio|escreveu|ha scritto|skrev)\b)"
    r"[^\n]{0,160}:[ \t]*$",
    re.IGNORECASE,
)
_WROTE_START = re.compile(r"[ \t]*(?:on|am|le|op|el|em|il|den)\s[^\n]*\d", re.IGNORECASE)
_REST_IS_OLD = re.compile(
    r"[ \t]*(?:[-_=*]{2,}\s*(?:original message|forwarded message|original-?nachricht|ursprüngliche nachricht"
    r"|weitergeleitete nachricht|message d'origine|message original|message transféré|oorspronkelijk bericht"
    r"|doorgestuurd bericht|mensaje original|mensaje reenviado)\s*[-_=*]*"
    r"|begin forwarded message:|_{20,}[ \t]*$)",
    re.IGNORECASE,
)
_HEADER = re.compile(r"[ \t]*\*?(?:from|von|de|van|da)\s?:\*?\s+\S", re.IGNORECASE)
_HEADER_NEXT = re.compile(
    r"[ \t]*\*?(?:sent|date|to|subject|cc|gesendet|datum|an|betreff|envoyé|objet|à|verzonden|aan|onderwerp|enviado"
    r"|fecha|para|asunto)\s?:\*?\s",
    re.IGNORECASE,
)
_SIGNATURE_MARK = re.compile(r"--[ \t]?$|[ \t]*(?:—|–){1,2}[ \t]*$")
_RULE = re.compile(r"[ \t]*[-_*=]{3,}[ \t]*$")
_WHERE_TO_FIND = re.compile(r"\S@\S+\.\w|https?:|www\.|(?:\+|\b0)[\d ()/-]{7,}")
_SENT_FROM = re.compile(
    r"[ \t]*(?:sent from my |sent via |get outlook for |von meinem \S+ gesendet|gesendet (?:von|mit) |envoyé de mon "
    r"|envoyé depuis |verstuurd vanaf |verzonden vanaf |enviado desde mi |enviado do meu )",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"[ \t]*(?:(?:with )?(?:(?:my |our )?(?:best|kind|kindest|warm|warmest|many) )?(?:regards|wishes)|best"
    r"|all the best|cheers|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?|many thanks"
    r"|thanks(?: (?:again|a lot|and regards|in advance|so much))?"
    r"|thank you(?: (?:again|very much|and regards))?|thx|br|rgds|brgds"
    r"|mfg|mit (?:freundlichen|besten|herzlichen) grüßen"
    r"|(?:viele|beste|liebe|freundliche|herzliche|schöne) grüße|gruß|lg|vg|cordialement"
    r"|bien (?:cordialement|à vous)|(?:meilleures )?salutations|bonne journée"
    r"|(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?"
    r"|groet(?:en|jes)?|mvg|(?:un )?(?:cordial )?saludos?(?: cordiales)?|atentamente|abrazos?)[ \t]*[,.!]*[ \t]*$",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"(?:this|the information in this|any) (?:e-?mail|message|communication)\b[^\n]{0,200}"
    r"(?:confidential|intended (?:only|solely)|privileged)|(?:confidentiality|legal|important) (?:notice|disclaimer)\b"
    r"|if you (?:are not the intended recipient|have received this (?:e-?mail|message) in error)"
    r"|diese e-?mail\b[^\n]{0,160}vertraulich|ce (?:message|courriel|mail)\b[^\n]{0,160}confidentiel"
    r"|dit (?:e-?mail)?bericht\b[^\n]{0,160}vertrouwelijk|este (?:mensaje|correo)\b[^\n]{0,160}confidencial"
    r"|please consider the environment before printing|(?:to )?unsubscribe\b[^\n]{0,80}(?:https?:|click|list|reply)",
    re.IGNORECASE,
)
_POSTSCRIPT = re.compile(r"[ \t]*p\.?\s?s\b[.:]?", re.IGNORECASE)
MOST_SIGNATURE_LINES = 14


class _Line(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


def own_words(body: str, *, writer: str = "") -> tuple[Span, ...]:
    """Return the parts of a plain-text mail that its writer wrote now, in order, as places in `body`.

    Who knows the `writer` finds a signature that begins with the bare name, too.

    Quoted lines, their "On … wrote:" (also in German, French, Dutch, Spanish), forwarded mail, signatures and
    disclaimers are left out. A mail that only forwards gives no part.
    """
    lines = _list_lines(body)
    keep = [False] * len(lines)
    at = 0
    while at < len(lines):
        at = _step(lines, at, keep, writer.casefold().split())
    _drop_disclaimers(lines, keep)
    return _join(body, lines, keep)


def _list_lines(body: str) -> list[_Line]:
    lines, start = [], 0
    for text in body.splitlines(keepends=True):
        bare = text.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
        lines.append(_Line(start, start + len(bare), bare[:1000]))
        start += len(text)
    return lines


def _step(lines: list[_Line], at: int, keep: list[bool], writer: list[str]) -> int:
    """Decide about the line at `at` and return the next one to decide about; the end when all that follows is old."""
    text = lines[at].text
    if _QUOTED.match(text):
        return at + 1
    if _REST_IS_OLD.match(text) or _is_header(lines, at):
        return len(lines)
    if (after := _skip_attribution(lines, at)) is not None:
        return after
    if _SIGNATURE_MARK.match(text) and _is_signature(lines, at + 1):
        return _skip_signature(lines, at)
    if _RULE.match(text) and any(_WHERE_TO_FIND.search(line.text) for line in lines[at + 1 : at + 7]):
        return _skip_signature(lines, at) if _is_signature(lines, at + 1) else at + 1
    if _SENT_FROM.match(text) or (_CLOSING.match(text) and _is_signature(lines, at + 1)):
        return _skip_signature(lines, at)
    if _is_named(lines, at, writer) and _is_signature(lines, at + 1):
        return _skip_signature(lines, at)
    keep[at] = True
    return at + 1


def _is_named(lines: list[_Line], at: int, writer: list[str]) -> bool:
    """Return whether the line is nothing but the writer's name, or a part of it, in a paragraph of its own."""
    names = re.findall(r"[^\W\d_][\w'’-]*", lines[at].text.casefold())
    alone = at > 0 and lines[at - 1].is_blank
    return bool(names) and alone and set(names) <= set(writer)


def _is_header(lines: list[_Line], at: int) -> bool:
    if not _HEADER.match(lines[at].text):
        return False
    return any(_HEADER_NEXT.match(line.text) for line in lines[at + 1 : at + 4])


def _skip_attribution(lines: list[_Line], at: int) -> int | None:
    """Return the line after "On … wrote:" (up to three lines long); the end when the old mail follows unmarked."""
    for length in (1, 2, 3):
        if length > 1 and not _WROTE_START.match(lines[at].text):
            return None
        joined = " ".join(line.text.strip() for line in lines[at : at + length])
        if len(joined) <= 400 and _WROTE.match(joined):
            after = at + length
            following = next((line for line in lines[after:] if not line.is_blank), None)
            return after if following and _QUOTED.match(following.text) else len(lines)
    return None


def _is_signature(lines: list[_Line], at: int) -> bool:
    """Return whether what stands from `at` to the next quotation is short lines, as a name and an address are."""
    n_lines = 0
    for line in lines[at:]:
        if _ends_signature(line.text):
            break
        if line.is_blank or _DISCLAIMER.search(line.text):
            continue
        n_lines += 1
        if n_lines > MOST_SIGNATURE_LINES:
            return False
        if len(line.text) > 90 and not re.search(r"https?:|www\.|@|\|", line.text):
            # A paragraph after the name and address is a disclaimer; right after the closing line it is more text.
            return n_lines > 2
    return True


def _skip_signature(lines: list[_Line], at: int) -> int:
    for place in range(at + 1, len(lines)):
        if _ends_signature(lines[place].text) or _skip_attribution(lines, place) is not None:
            return place
    return len(lines)


def _ends_signature(text: str) -> bool:
    return bool(_QUOTED.match(text) or _REST_IS_OLD.match(text) or _POSTSCRIPT.match(text))


def _drop_disclaimers(lines: list[_Line], keep: list[bool]) -> None:
    first = 0
    for at in range(len(lines) + 1):
        if at < len(lines) and not lines[at].is_blank:
            continue
        if _DISCLAIMER.search(" ".join(line.text for line in lines[first:at])[:4000]):
            keep[first:at] = [False] * (at - first)
        first = at + 1


def _join(body: str, lines: list[_Line], keep: list[bool]) -> tuple[Span, ...]:
    spans: list[Span] = []
    start: int | None = None
    for at, line in enumerate([*lines, None]):
        if line is not None and keep[at]:
            start = line.start if start is None else start
        elif start is not None:
            part = body[start : lines[at - 1].end]
            inner = part.strip()
            if any(letter.isalnum() for letter in inner):
                begin = start + len(part) - len(part.lstrip())
                spans.append(Span(begin, begin + len(inner)))
            start = None
    return tuple(spans)
