"""Columns of text in which no words stand, each with its reason. A new column is planted, or it is written here after somebody thought."""

CODES: dict[str, str] = {
    "kind": "a code", "state": "a code", "side": "a code", "stage": "a code", "aim": "a code", "role": "a code",
    "medium": "a code", "wording": "a code", "audience": "a code", "language": "a code", "zone": "a time zone",
    "currency": "three letters", "direction": "a code", "certainty": "a code", "code": "a code", "level": "a code",
    "scale": "a code", "tag": "the name of a model", "security": "a code", "noun": "a code", "settlement": "a code",
    "viewer_kind": "a code", "viewer_id": "an id", "operation": "the name of an operation", "channel": "a code",
    "file": "the hash of a content", "key": "the hash of a content", "import_id": "an id", "subject_id": "an id",
    "thumbnail": "the hash of a content",
    "criterion": "a code", "criterion_code": "a code", "class_code": "a code", "ended": "a code", "origin": "a code",
    "secret_hash": "a hash: planted as it is", "text_hash": "a hash", "stance": "a code", "confidence": "a code",
    "giver_kind": "a code", "format": "a code", "function": "a code", "right": "a code", "message": "a Message-ID",
    "mail": "the id of a mail", "colour": "a colour", "conversation": "the key of a thread", "proof_code": "a code", "worry": "a code",
}  # fmt: skip

UNPLANTED: dict[str, str] = {
    "research.SentQuestion.words": "what they answered is what they said: a verbatim, which holds one",
    "identity.Login.password": "a hash: looked for as it is",
    "identity.Login.email": "an address: looked for as it is",
    "kit.Remembered.value": "numbers",
    "accounts.Passkey.last_challenge": "a hash",
    "identity.Member.email": "an address: looked for as it is",
    "identity.House.logo": "the hash of a content",
    "identity.House.logo_type": "a type of content",
    "accounts.PersonAddress.value": "an address: looked for as it is",
    "accounts.Person.first_word": "the first word of the name, folded",
    "accounts.Account.name_key": "the name, folded",
    "discussions.Thread.subject": "an id",
    "ideas.Posting.stream": "an id, or the portal",
    "discussions.Note.subject": "an id",
    "discussions.Ticket.other": "an id",
    "discussions.Notice.address": "an address: looked for as it is",
}

# Tables of which the world holds no row.
UNMINTED: dict[str, str] = {
    "verbatims.Adjustment": "numbers that were learned: no words",
}
