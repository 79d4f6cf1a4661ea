"""Who sent a mail, as far as our own mail server found that out, and whether a machine did. Headers only; nothing is looked up.

A sender's address is only what somebody wrote into a mail. It is proven where the server that received the mail for us says so in the
header Authentication-Results (RFC 8601), under the name that the house knows it by; whatever other servers say in such headers could have
been written by anybody.
"""

import re
from email.message import Message

from closeknit.touchpoints.readers import headers
from closeknit.touchpoints.readers.conversation import Participant

_MOST_HEADERS = 50
_AWAY = re.compile(
    r"\s*(?:automatic reply|auto(?:matic)?[- ]?reply|auto:|out of (?:the )?office|away from (?:my )?(?:desk|mail)|automatische antwort"
    r"|abwesen(?:heit|d)|abwesenheitsnotiz|réponse automatique|absence du bureau|automatisch antwoord|afwezig|respuesta automática"
    r"|fuera de la oficina|risposta automatica|fuori sede|undeliver|delivery status notification|mail delivery (?:failed|system)"
    r"|returned mail|failure notice|unzustellbar)",
    re.IGNORECASE,
)
_ROBOT = re.compile(r"(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)(?:[+@-]|$)", re.IGNORECASE)


def find_sender(message: Message) -> Participant | None:
    """Return the one who a mail says it is from, or None where it names nobody or several."""
    if sum(1 for key, _ in message.raw_items() if key.lower() == "from") != 1:
        return None
    people = headers.read_people(message, "From")
    return people[0] if len(people) == 1 and people[0].address else None


def classify_automatic(message: Message, *, own: frozenset[str]) -> str:
    """Return why a mail is nobody's words: `own` (it is one of ours that came back), `bounce`, `automatic`, `mailing`; else empty.

    `own` are the addresses that the house writes from and reads at, in small letters (RFC 3834, RFC 3464).
    """
    if headers.read_text(message, "X-Closeknit") or any(
        one.address in own for one in headers.read_people(message, "From")
    ):
        return "own"
    kind = str(message.get("Content-Type", "")).lower()
    addresses = [one.address for one in headers.read_people(message, "From")]
    if message.get_content_type() == "multipart/report" or "delivery-status" in kind:
        return "bounce"
    if any(re.match(r"mailer-daemon@|postmaster@", address) for address in addresses):
        return "bounce"
    if headers.read_text(message, "Auto-Submitted").partition(";")[0].strip().lower() not in ("", "no"):
        return "automatic"
    if any(headers.read_text(message, name) for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponder")):
        return "automatic"
    precedence = headers.read_text(message, "Precedence").strip().lower()
    if precedence in ("auto_reply", "auto-reply") or headers.read_text(message, "Return-Path").strip() == "<>":
        return "automatic"
    if _AWAY.match(headers.read_text(message, "Subject")):
        return "automatic"
    if precedence in ("bulk", "junk") or any(_ROBOT.match(address) for address in addresses):
        return "mailing"
    return ""


def prove_sender(message: Message, *, receiver: str, proof: str) -> str:
    """Return what proves that a mail is from the address in its From: `dmarc`, `dkim` or `spf`; empty where nothing does.

    Only the topmost header of our own `receiver` counts, and nothing does where any header under its name tells of a failed DMARC. DKIM and
    SPF count where the domain that they vouch for is the sender's or stands above it; with `proof` "dmarc" they do not count at all.
    """
    sender = find_sender(message)
    if sender is None or not receiver:
        return ""
    domain = sender.address.rpartition("@")[2]
    ours = [results for name, results in _list_results(message) if name == receiver.lower()]
    if not ours or any(method == "dmarc" and said == "fail" for results in ours for method, said, _ in results):
        return ""
    passed = {method: values for method, said, values in reversed(ours[0]) if said == "pass"}
    if "dmarc" in passed and passed["dmarc"].get("header.from", "").lower() == domain:
        return "dmarc"
    if proof == "dmarc":
        return ""
    for method, names in (("dkim", ("header.d", "header.i")), ("spf", ("smtp.mailfrom",))):
        vouched = [
            passed[method][name].rpartition("@")[2] for name in names if method in passed and name in passed[method]
        ]
        if vouched and _stands_above(vouched[0].lower(), domain):
            return method
    return ""


_Results = list[tuple[str, str, dict[str, str]]]


def _list_results(message: Message) -> list[tuple[str, _Results]]:
    """Return each Authentication-Results header, the topmost first: who says it, and (method, result, its values)."""
    found: list[tuple[str, _Results]] = []
    for key, value in message.raw_items():
        if key.lower() != "authentication-results" or len(found) >= _MOST_HEADERS:
            continue
        parts = _split(str(value)[:20_000])
        # The name may carry a version behind it: "mx.arlund.example 1".
        name = (parts[0].split() or [""])[0].lower()
        found.append((name, [result for part in parts[1:] if (result := _read_result(part))]))
    return found


def _read_result(part: str) -> tuple[str, str, dict[str, str]] | None:
    begun = re.match(r"\s*([\w-]+)(?:/\d+)?\s*=\s*([\w-]+)", part)
    if begun is None:
        return None
    values = re.findall(r"([\w-]+\.[\w-]+)\s*=\s*(\"[^\"]*\"|[^\s;]+)", part[begun.end() :])
    return begun[1].lower(), begun[2].lower(), {name.lower(): value.strip('"') for name, value in reversed(values)}


def _split(value: str) -> list[str]:
    """Part a header at its semicolons, without the remarks in brackets; what stands in quotation marks is left whole."""
    parts, here, depth, is_quoted, is_escaped = [""], 0, 0, False, False
    for sign in value:
        if is_escaped:
            is_escaped = False
        elif sign == "\\" and (is_quoted or depth):
            is_escaped = True
            continue
        elif sign == '"' and not depth:
            is_quoted = not is_quoted
        elif not is_quoted and sign in "()":
            depth = max(0, depth + (1 if sign == "(" else -1))
            continue
        elif sign == ";" and not is_quoted and not depth:
            parts.append("")
            here += 1
            continue
        if not depth:
            parts[here] += sign
    return parts


def _stands_above(vouched: str, domain: str) -> bool:
    return "." in vouched and (domain == vouched or domain.endswith(f".{vouched}"))
