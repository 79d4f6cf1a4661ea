"""The fields that a table of conversations may have, and what other programs call them."""

from collections.abc import Sequence

from closeknit.analysis.kinds import Medium
from closeknit.kit.tables import mapping
from closeknit.kit.tables.mapping import Field, Kind, Mapping
from closeknit.kit.tables.table import Table

_SAMPLE = 200


def _names(listed: str) -> tuple[str, ...]:
    """One name a comma, likeliest first: a list of strings would be four times as long and no clearer."""
    return tuple(name.strip() for name in listed.split(","))


FIELDS = (
    Field(
        "text",
        _names(
            "text, verbatim, words, comment, comments, feedback, answer, response text, body, message, review, review text, "
            "note body, note, notes, description, content, plain body, comment body, email text, body text, poll response, "
            "what they said, open response, details, conversation message, raw, cooked, html body, question response, "
            "utterance, remarks, remark, pros, cons, nps comment, csat comment, value text, kommentar, nachricht, bemerkung, antwort, "
            "opmerking, opmerkingen, bericht, commentaire, comentario, comentarios, mensaje"
        ),
        Kind.WORDS,
        several=True,
        by_content=True,
        never=_names(
            "internal, private, css, styles, url, tags, themes, keywords, stage, system, option, original, reason"
        ),
    ),
    Field(
        "address",
        _names(
            "email, e-mail, email address, e-mail address, mail, address, author email, requester email, from email, customer email, "
            "contact email, recipient email, respondent email, person email, user email, from, sender, author address, "
            "reporter email, e mail adresse, correo, courriel"
        ),
        Kind.EMAIL,
        by_content=True,
        # These are addresses of ours: where it went, and who looked after it.
        never=_names("recipient, to, cc, owner, agent, assignee, assigned, member, staff, rep, manager"),
    ),
    Field(
        "speaker",
        _names(
            "speaker, author, author name, customer name, contact name, requester, requester name, respondent name, full name, name, "
            "person, contact, who, from name, sender name, user name, username, submitter, reviewer, display name, customer, "
            "nickname, visitor name"
        ),
        Kind.NAME,
    ),
    Field("first_name", _names("first name, firstname, given name, recipient first name, vorname"), Kind.NAME),
    Field("last_name", _names("last name, lastname, surname, family name, recipient last name, nachname"), Kind.NAME),
    Field(
        "account",
        _names(
            "account, account name, company, company name, organization, organisation, organization name, customer account, "
            "organisation name, employer, firm, client, business, company domain, firma, bedrijf, entreprise"
        ),
        Kind.NAME,
    ),
    Field(
        "said_at",
        _names(
            "said at, date, timestamp, created at, created, created date, create date, createdate, date submitted, submitted at, "
            "submit date, recorded date, end date, date created, date/time, datetime, time, sent at, received at, occurred at, "
            "posted at, published at, response date, completed at, start date, time started, start time, started at, when, "
            "activity date, updated at, on, datum, erstellt am, fecha"
        ),
        Kind.DATE,
        by_content=True,
        never=_names("updated, modified, synced, due, deleted, closed, renewal, birth, until, expires, option"),
    ),
    Field(
        "medium",
        _names("medium, channel, via channel, source channel, touchpoint type, activity type, via"),
        Kind.CHOICE,
    ),
    Field(
        "external_id",
        _names(
            "id, ticket id, response id, respondent id, comment id, message id, review id, uuid, guid, conversation part id, "
            "post id, record id, submission id, external id, case number, key, number, engagement id, note id, ticket, #, "
            "case id, activity id, network id, token"
        ),
        Kind.CODE,
    ),
    Field(
        "subject",
        _names(
            "subject, title, summary, topic, ticket subject, email subject, headline, topic title, betreff, onderwerp"
        ),
        Kind.CHOICE,
    ),
    Field(
        "prompt", _names("question, question text, prompt, question asked, survey question, frage, vraag"), Kind.CHOICE
    ),
    Field(
        "thread",
        _names("thread id, thread, conversation id, ticket id, topic id, chat id, case id, discussion id"),
        Kind.CHOICE,
    ),
    Field("language", _names("language, lang, locale, user language, response language, sprache, taal"), Kind.CHOICE),
)

_MEDIA = {
    **dict.fromkeys(
        ("call", "phone", "phone call", "voice", "telephone", "inbound call", "outbound call"), Medium.CALL
    ),
    **dict.fromkeys(("email", "e mail", "mail", "incoming email"), Medium.EMAIL),
    **dict.fromkeys(("meeting", "video call", "zoom", "teams", "online meeting", "demo"), Medium.MEETING),
    **dict.fromkeys(("visit", "on site", "onsite", "site visit"), Medium.VISIT),
    **dict.fromkeys(("coffee", "lunch", "breakfast", "dinner"), Medium.COFFEE),
    **dict.fromkeys(("survey", "questionnaire", "nps", "csat", "poll", "form"), Medium.SURVEY),
    **dict.fromkeys(
        ("ticket", "chat", "web", "support", "case", "web widget", "live chat", "api", "messaging"), Medium.TICKET
    ),
    **dict.fromkeys(("review", "app store", "google play", "g2", "capterra", "trustpilot"), Medium.REVIEW),
    **dict.fromkeys(("forum", "community", "post", "discourse", "reddit"), Medium.FORUM),
    **dict.fromkeys(("observation",), Medium.OBSERVATION),
    **dict.fromkeys(("focus group", "focus_group", "workshop"), Medium.FOCUS_GROUP),
    **dict.fromkeys(("note", "notes", "memo"), Medium.NOTE),
}


def guess(table: Table) -> Mapping:
    """Return the likeliest mapping of a table of conversations, with a reason for each column."""
    return mapping.guess_mapping(FIELDS, table.columns, table.sample(_SAMPLE))


def find_medium(said: str) -> Medium | None:
    """Return the medium that a cell names in any of the usual words, or None."""
    return _MEDIA.get(mapping.normalise(said)) if said.strip() else None


def guess_medium(columns: Sequence[str], mapped: Mapping) -> Medium:
    """Return how the conversations of a table without a medium column most likely took place, by its column names."""
    words = {word for column in columns for word in mapping.normalise(column).split()}
    questions = sum(column.rstrip().endswith(("?", "]")) for column in columns)
    if (
        questions
        or mapped.columns("prompt")
        or "respondent" in words
        or {"recorded", "date"} <= words
        or len(mapped.columns("text")) > 2
    ):
        return Medium.SURVEY
    if words & {"ticket", "requester", "assignee"}:
        return Medium.TICKET
    if words & {"review", "reviewer", "stars"}:
        return Medium.REVIEW
    if words & {"topic", "forum", "thread"}:
        return Medium.FORUM
    return Medium.NOTE


def is_words(cell: str) -> bool:
    """Return whether a cell says anything: at least one letter or digit of any script."""
    return any(char.isalnum() for char in cell)
