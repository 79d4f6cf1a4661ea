"""Phrases of a sentence that could name a need: verb phrases that somebody wants to do, things, and things with what is wrong with them.

A grammar over parts of speech, read from left to right without a tree. First-person words are taken out on the way ("export my
readings" is "export the readings"); what cannot stand without them is no phrase.
"""

from __future__ import annotations

import dataclasses
import enum
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from closeknit.analysis.needs.titles import things
from closeknit.analysis.needs.titles import words as listed
from closeknit.analysis.text import tagging
from closeknit.analysis.text.tagging import Token

FEWEST_WORDS = 2


class Kind(enum.StrEnum):
    """What a phrase is.

    WISH: an infinitive that somebody wants, or cannot. DOING: a verb phrase otherwise. THING: a noun phrase. TROUBLE: a thing
    with what it does, or does not.
    """

    WISH = "wish"
    DOING = "doing"
    THING = "thing"
    TROUBLE = "trouble"


class Cue(enum.StrEnum):
    """What stands around a phrase and gives a direction: it takes long, is hard, there are too many, it should be avoided."""

    SLOW = "slow"
    HARD = "hard"
    MANY = "many"
    AVOID = "avoid"


@dataclass(frozen=True)
class Phrase:
    """`words` as they are shown, without an article at the beginning of a thing; `content` are the plain forms that carry meaning.

    `is_whole` tells that it goes to the end of its clause; `proper` are names in it, `capitals` all words with a capital,
    `numbers` also days and months. `head` is the noun that a thing is, `article` what stood before it.
    """

    kind: Kind
    words: tuple[str, ...]
    content: tuple[str, ...]
    cues: frozenset[Cue]
    is_whole: bool
    proper: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    head: str = ""
    is_plural: bool = False
    article: str = ""

    @property
    def text(self) -> str:
        """Return the phrase as one writes it, in lower case at its beginning unless it is a name."""
        return " ".join(self.words).replace(" '", "'").replace(" n't", "n't")


def list_phrases(text: str) -> list[Phrase]:
    """Return the phrases of a sentence in their order; [] where it has none."""
    text = text[:600]
    found: list[Phrase] = []
    for clause in _clauses(tagging.tag(text.lower() if text.isupper() else text)):
        cues = _cues(clause)
        for place in range(len(clause)):
            found += _verb_phrases(clause, place, cues)
            if place == 0 or clause[place - 1].tag not in listed.INSIDE_THINGS:
                found += _things(clause, place, cues)
            found += _states(clause, place, cues)
        found += _too_much(clause, cues)
    return [one for one in found if FEWEST_WORDS <= len(one.words) <= things.MOST_WORDS and one.content]


def _clauses(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    clause: list[Token] = []
    for place, token in enumerate(tokens):
        is_end = token.tag == "PUNCT" and token.word not in ("'", "’", "&", "%")
        if is_end or (token.tag == "CC" and _begins_clause(tokens, place + 1)) or token.lemma in listed.BREAKS:
            if clause:
                yield clause
            clause = []
        elif token.tag != "PUNCT":
            clause.append(token)
    if clause:
        yield clause


def _begins_clause(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a subject with a verb, or another verb, follows a conjunction."""
    return place < len(tokens) and tokens[place].tag in (
        "PRP",
        "VB",
        "VBD",
        "VBZ",
        "MD",
        "EX",
        "W",
        "RB",
        "UH",
        "IN",
        "TO",
    )


def _cues(clause: Sequence[Token]) -> frozenset[Cue]:
    lemmas = [token.lemma for token in clause]
    pairs = set(itertools.pairwise(lemmas))
    cues = set()
    if set(lemmas) & listed.SLOW or any(pair in listed.SLOW_PAIRS for pair in pairs):
        cues.add(Cue.SLOW)
    if set(lemmas) & listed.HARD:
        cues.add(Cue.HARD)
    if pairs & {("too", "many"), ("so", "many"), ("too", "much"), ("few", "many")} or "fewer" in lemmas:
        cues.add(Cue.MANY)
    if set(lemmas) & listed.AVOIDING:
        cues.add(Cue.AVOID)
    return frozenset(cues)


def _verb_phrases(clause: Sequence[Token], place: int, cues: frozenset[Cue]) -> Iterator[Phrase]:
    verb = clause[place]
    if (
        verb.tag not in ("VB", "VBG")
        or "/" in verb.word
        or verb.lemma in listed.NO_DOING
        or not _is_verb(clause, place)
    ):
        return
    kind = _kind_of(clause, place)
    if kind is None:
        return
    for part in _complements(clause, place + 1):
        tokens = (verb, *part.tokens)
        if verb.lemma in listed.BUILDING:
            if part.tokens and part.tokens[0].tag not in ("RP", "IN", "TO") and part.words:
                yield from _thing_of(part, cues, clause)
            continue
        words = (verb.lemma, *part.words)
        if verb.lemma in listed.NEEDS_OBJECT and not part.words:
            continue
        if verb.lemma == "know" and part.tokens and part.tokens[0].tag != "W":
            continue
        yield _phrase(kind, words, tokens, cues, part.end, clause)


def _is_verb(clause: Sequence[Token], place: int) -> bool:
    """Return whether a word that is tagged as a verb is known as one, or follows "to"."""
    token = clause[place]
    if token.word.lower() in listed.ADJECTIVES:
        return False
    is_known = token.lemma in tagging.load().verbs | listed.MORE_VERBS or token.lemma.endswith(listed.VERB_ENDS)
    follows = clause[place + 1].tag if place + 1 < len(clause) else "PUNCT"
    return is_known or (place > 0 and clause[place - 1].tag == "TO" and follows not in ("NN", "NNS", "NNP", "VBG"))


def _kind_of(clause: Sequence[Token], place: int) -> Kind | None:
    """Return what a verb is here: wanted, done, or None where somebody else does it or it cannot stand alone."""
    before = [token for token in clause[max(0, place - 4) : place] if token.tag not in ("RB", "UH")]
    last = before[-1] if before else None
    if clause[place].tag == "VBG":
        if things.is_compound(clause, place + 1):
            return None
        is_progressive = last is not None and last.lemma in listed.BE
        return None if is_progressive or (last is not None and last.tag in ("DT", "JJ", "PRP$", "JJR")) else Kind.DOING
    if last is None:
        return Kind.DOING
    if last.tag == "TO" or last.lemma == "to":
        lead = before[-2] if len(before) > 1 else None
        if lead is not None and lead.lemma in listed.NOT_WANTED:
            return None
        return Kind.WISH
    if last.lemma in ("please", "kindly", "let", "help"):
        return Kind.WISH
    lead = before[-2] if len(before) > 1 else None
    if last.tag == "MD" and last.lemma in ("can", "could", "ca"):
        return Kind.WISH
    if last.tag == "PRP" and last.lemma in ("i", "we", "you", "one", "me", "us"):
        return _kind_with_subject(last, lead, "how" in [token.lemma for token in clause[:place]])
    return None


def _kind_with_subject(subject: Token, lead: Token | None, is_how: bool) -> Kind | None:
    """ "Can I …", "how do you …" and "let me …" are wishes; "do you charge …" is what the other side does."""
    if lead is not None and (lead.lemma in ("let", "help", "how") or is_how):
        return Kind.WISH
    if lead is not None and lead.tag == "MD" and subject.lemma in ("i", "we", "one"):
        return Kind.WISH
    if lead is not None and lead.tag == "MD" and lead.lemma in ("can", "could", "would") and subject.lemma == "you":
        return Kind.DOING
    is_asked = lead is not None and lead.lemma == "do"
    return Kind.DOING if subject.lemma in ("i", "we") and not is_asked else None


def _complements(clause: Sequence[Token], place: int) -> Iterator[things.Part]:
    """Yield what may follow a verb: nothing, a particle, an object, and phrases with prepositions, each a little longer."""
    part = things.Part(place, (), ())
    if place < len(clause) and clause[place].tag == "RP":
        part = things.join(part, things.Part(place + 1, (clause[place].lemma,), (clause[place],)))
        yield part
    if (asked := _question(clause, part.end)) is not None:
        yield things.join(part, asked)
        return
    thing = things.read_thing(clause, part.end)
    if thing is not None:
        part = things.join(part, thing)
        if part.end < len(clause) and clause[part.end].tag == "RP":
            # "top the card up" is "top up the card".
            particle = clause[part.end]
            part = things.Part(part.end + 1, (particle.lemma, *part.words), (particle, *part.tokens))
        yield part
    for _ in range(2):
        more = things.read_prepositional(clause, part.end)
        if more is None:
            return
        part = things.join(part, more)
        yield part


def _question(clause: Sequence[Token], place: int) -> things.Part | None:
    """Read "when the part will come": a question word and the rest of a short clause without a person in it."""
    if place >= len(clause) or clause[place].tag != "W":
        return None
    rest = clause[place:]
    if len(rest) > things.MOST_WORDS - 1 or len(rest) < 3 or rest[-1].tag in ("IN", "DT", "TO", "MD", "W", "PRP", "CC"):
        return None
    if any(token.tag in ("PRP", "CC", "UH") for token in rest):
        return None
    words = tuple("the" if token.tag == "PRP$" else things.shown(token) for token in rest)
    return things.Part(len(clause), words, tuple(rest))


def _things(clause: Sequence[Token], place: int, cues: frozenset[Cue]) -> Iterator[Phrase]:
    part = things.read_thing(clause, place)
    if part is None:
        return
    yield from _thing_of(part, cues, clause)
    for _ in range(2):
        more = things.read_prepositional(clause, part.end)
        if more is None or more.words[0] not in listed.OF_THINGS:
            return
        part = things.join(part, more)
        yield from _thing_of(part, cues, clause)


def _states(clause: Sequence[Token], place: int, cues: frozenset[Cue]) -> Iterator[Phrase]:
    """Yield "stolen phone" of "my phone has been stolen", "refund not showing up" of "the refund doesn't show up", "kernel crashing"."""
    part = things.read_thing(clause, place)
    if part is None or (place and clause[place - 1].tag in (*listed.INSIDE_THINGS, "IN", "TO", "POS")):
        return
    bare = [token for token in part.tokens if token.tag not in ("DT", "PRP$") and token.lemma not in listed.POINTERS]
    bare = bare[1:] if bare and bare[0].tag == "VBG" else bare
    if len(bare) > 3 or not bare or any(token.tag == "CD" for token in bare):
        return
    rest = clause[part.end :]
    linking = list(itertools.takewhile(lambda token: token.lemma in listed.LINKING or token.tag == "MD", rest))
    said = rest[len(linking)] if len(linking) < len(rest) else None
    if said is None:
        return
    if said.lemma == "too" and len(linking) + 1 < len(rest) and rest[len(linking) + 1].tag == "JJ":
        much = rest[len(linking) + 1]
        words = (*map(things.shown, bare), "too", much.word.lower())
        yield _phrase(Kind.TROUBLE, words, (*bare, much), cues, part.end + len(linking) + 2, clause)
        return
    end = part.end + len(linking) + 1
    is_passive = said.tag == "VBN" and any(token.lemma in listed.BE for token in linking)
    if any(token.lemma in listed.NEGATIONS for token in linking):
        yield from _not_done(clause, bare, said, end, is_passive, cues)
    elif said.lemma in listed.FAILING and said.tag in ("VB", "VBZ", "VBD", "VBN", "VBG"):
        words = (*map(things.shown, bare), tagging.ing(said.lemma))
        yield _phrase(Kind.TROUBLE, words, (*bare, said), cues, end, clause)
    elif is_passive or (said.tag == "JJ" and any(token.lemma in listed.BE for token in linking)):
        follows = clause[end].tag if end < len(clause) else "PUNCT"
        is_name = any(token.tag == "NNP" for token in bare)
        if said.lemma in listed.NOT_BEFORE_NOUN or is_name or follows not in ("PUNCT", "IN", "RB", "W", "CC"):
            return
        if any(token.tag == "MD" or token.word.lower() == "be" for token in linking):
            return
        yield _phrase(Kind.THING, (said.word.lower(), *map(things.shown, bare)), (said, *bare), cues, end, clause)


def _too_much(clause: Sequence[Token], cues: frozenset[Cue]) -> Iterator[Phrase]:
    """Yield "too loud" of "it's too loud": what, is said elsewhere."""
    for place in range(1, len(clause) - 1):
        last, said = clause[place - 1], clause[place + 1]
        if (
            clause[place].lemma == "too"
            and said.tag == "JJ"
            and last.lemma in listed.LINKING
            and not listed.PALE & {said.lemma}
        ):
            yield _phrase(Kind.TROUBLE, ("too", said.word.lower()), (said,), cues, place + 2, clause)


def _not_done(
    clause: Sequence[Token], bare: list[Token], said: Token, end: int, is_passive: bool, cues: frozenset[Cue]
) -> Iterator[Phrase]:
    if said.tag not in ("VB", "VBN", "VBG", "VBD") or said.lemma in listed.NO_DOING:
        return
    particle = [clause[end]] if end < len(clause) and clause[end].tag == "RP" else []
    end += len(particle)
    if end < len(clause) and clause[end].tag not in ("IN", "RB", "W", "CC", "TO"):
        return
    verb = said.word.lower() if is_passive else tagging.ing(said.lemma)
    words = (*map(things.shown, bare), "not", verb, *(one.lemma for one in particle))
    yield _phrase(Kind.TROUBLE, words, (*bare, said, *particle), cues, end, clause)


def _thing_of(part: things.Part, cues: frozenset[Cue], clause: Sequence[Token]) -> Iterator[Phrase]:
    words, article = part.words, ""
    if words[0] in ("the", "a", "an", "all", "every", "each"):
        article, words = words[0], words[1:]
    if words and words[0] in ("much", "many") and Cue.MANY not in cues:
        words = words[1:]
    # What is lacking is the matter, and is read by itself where it has words enough.
    if words[:2] == ("lack", "of") and len(words) > 3:
        return
    if words and words[0] not in listed.POINTERS and not things.is_gerund(part.tokens):
        yield dataclasses.replace(_phrase(Kind.THING, words, part.tokens, cues, part.end, clause), article=article)


def _phrase(
    kind: Kind, words: Sequence[str], tokens: Sequence[Token], cues: frozenset[Cue], end: int, clause: Sequence[Token]
) -> Phrase:
    content = [token.lemma for token in tokens if token.tag in listed.CONTENT and token.lemma not in listed.EMPTY]
    follows = clause[end] if end < len(clause) else None
    is_whole = follows is None or follows.tag in ("W", "CC", "PUNCT") or follows.lemma in listed.AFTER_WHOLE
    return Phrase(
        kind,
        tuple(words),
        tuple(dict.fromkeys(content)),
        cues,
        is_whole,
        tuple(token.lemma for token in tokens if token.tag == "NNP" or (token.start and token.word.istitle())),
        tuple(token.word.lower() for token in tokens if token.word[:1].isupper()),
        tuple(token.lemma for token in tokens if things.is_number(token) or token.lemma in listed.DATES),
        *_head_of(tokens),
    )


def _head_of(tokens: Sequence[Token]) -> tuple[str, bool]:
    """Return the last noun before a preposition, and whether it is plural."""
    nouns = [
        one
        for one in itertools.takewhile(lambda token: token.lemma not in listed.PREPOSITIONS, tokens)
        if one.tag in ("NN", "NNS", "NNP")
    ]
    return (nouns[-1].lemma, nouns[-1].tag == "NNS") if nouns else ("", False)
