"""Files that are broken in the ways that files are, and what is right to do with each: a table for whoever reads files."""

import codecs
import io
import zipfile
from dataclasses import dataclass

HEADER = "id,date,name,comment\n"
BEEPS = "1,2026-10-01,Ana Costa,The door beeps all night.\n"
WANTS = "2,2026-10-02,Mo Farr,We want the readings by mail.\n"
MISSING = "3,2026-10-03,Mo Farr,Zwölf Fühler fehlen in der Küche.\n"
TABLE = HEADER + BEEPS + WANTS + MISSING
LETTER = (
    "From: Ana Costa <ana@harrow.example>\nDate: Wed, 18 Nov 2026 09:00:00 +0000\nMessage-ID: <{0}@harrow.example>\n"
)


@dataclass(frozen=True)
class Case:
    """One file: how many rows of it are good, which are rejected with a word of the reason; or why all of it is refused.

    `says` are words that one finds again in the house.
    """

    name: str
    data: bytes
    n_good: int = 0
    rejected: tuple[tuple[int, str], ...] = ()
    refusal: str = ""
    says: str = ""


def list_cases() -> list[Case]:
    """Return the cases, each with a name of its own."""
    return [*_whole_refusals(), *_odd_tables(), *_tables_with_bad_rows(), *_conversations()]


def _whole_refusals() -> list[Case]:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
    return [
        Case("photo.csv", picture, refusal="is a picture (PNG)"),
        Case("program.csv", bytes(range(256)) * 64, refusal="is not text (a binary file)"),
        Case("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", refusal="is a PDF"),
        Case("page.csv", b"<!doctype html><html><body>Sign in first</body></html>", refusal="is a web page (HTML)"),
        Case("empty.csv", b"", refusal="is empty"),
        Case("empty.xlsx", b"", refusal="is empty"),
        Case("empty.eml", b"", refusal="is empty"),
        Case("blank.txt", b"\n\n   \n", refusal="is empty"),
        Case("only-a-mark.csv", codecs.BOM_UTF8, refusal="is empty"),
        Case("archive.xlsx", _zip({"notes.txt": "hello"}), refusal="is an archive (ZIP)"),
        Case("letter.docx", _zip({"word/document.xml": "<w/>"}), refusal="is a Word document"),
        Case("damaged.xlsx", _zip({"xl/workbook.xml": "<nonsense"}), refusal="is a damaged workbook"),
        Case("cut.xlsx", _zip({"xl/workbook.xml": "<nonsense" * 100})[:90], refusal="is a damaged workbook"),
        Case("unknown.csv", b"foo,bar\n1,2\n3,4\n5,6\n", refusal="has no column that looks like somebody's words"),
        Case("no-cues.vtt", b"WEBVTT\n\nNOTE nobody spoke\n", refusal="has no cues"),
        Case("half-a-cue.vtt", b"WEBVTT\n\n00:01.000 --> 00:0", refusal="has no cues"),
        Case("no-cues.srt", b"1\n\n2\n\n", refusal="has no cues"),
        Case("torn.csv", (HEADER + BEEPS).encode() + bytes(4096) + WANTS.encode(), refusal="is not text"),
    ]


def _odd_tables() -> list[Case]:
    """Tables that are odd and whole: nothing of them is lost."""
    wide = [
        [f"Answer {row} to {n} is that the door beeps" if n % 20 == 0 else "" for n in range(1, 201)] for row in (1, 2)
    ]
    wide.append([f"Nobody told us that in month {n}" if n % 20 == 0 else "" for n in range(1, 201)])
    questions = [f"What of {n}?" for n in range(1, 201)]
    return [
        Case("utf16.csv", TABLE.encode("utf-16"), 3, says="Küche"),
        Case("utf16-unmarked.csv", TABLE.encode("utf-16-be"), 3, says="Küche"),
        Case("semicolons.csv", TABLE.replace(",", ";").encode(), 3, says="Küche"),
        Case("mark.csv", codecs.BOM_UTF8 + TABLE.encode(), 3, says="Küche"),
        Case("windows-ends.csv", TABLE.replace("\n", "\r\n").encode(), 3, says="Küche"),
        Case("old-ends.csv", TABLE.replace("\n", "\r").encode(), 3, says="Küche"),
        Case(
            "two-encodings.csv",
            (HEADER + MISSING).encode() + WANTS.replace("mail", "Küchenpost").encode("cp1252"),
            2,
            says="Küchenpost",
        ),
        Case("no-header.csv", (BEEPS + WANTS + MISSING).encode(), 3, says="Küche"),
        Case("null-bytes.csv", TABLE.replace("readings", "read\0ings").encode(), 3, says="Küche"),
        Case(
            "double-names.csv",
            b"id,comment,comment\n1,The door beeps.,The lid sticks.\n2,We wait.,Nobody comes.\n",
            2,
            says="lid sticks",
        ),
        Case("wide.csv", "\n".join(",".join(row) for row in [questions, *wide]).encode(), 3, says="month 180"),
        Case("only-a-header.csv", HEADER.encode(), 0),
    ]


def _tables_with_bad_rows() -> list[Case]:
    long = f'2,2026-10-02,Mo Farr,"{"We wait for the readings. " * 400_000}"\n'
    lines = b'{"id":"1","text":"The door beeps."}\n{"id":"2","text":"cut\n{"id":"3","text":"The lid sticks."}\n[1]\n'
    return [
        Case("long-cell.csv", _between(long), 2, ((2, "characters in one piece"),), says="Küche"),
        Case("commas.csv", _between("2,2026-10-02,Mo,We, too, wait\n"), 2, ((2, "has 6 cells, the header has 4"),)),
        Case("short.csv", _between("2\n"), 2, ((2, "has no words"),)),
        Case("open-quote.csv", _between('2,2026-10-02,Mo,"We wait\n'), 2, ((2, "never closed"),), says="Küche"),
        Case("no-such-day.csv", _between("2,31.02.2026,Mo,We wait\n"), 2, ((2, "31.02.2026"),)),
        Case("lines.jsonl", lines, 2, ((2, "not valid JSON"), (4, "not an object"))),
        Case("cut.json", b'[{"id":"1","text":"The door beeps."},{"id":"2","te', 1, ((2, "not valid JSON"),)),
    ]


def _conversations() -> list[Case]:
    charset = (
        "Subject: =?utf-8?B?####?=\nContent-Type: text/plain; charset=klingon\nContent-Transfer-Encoding: base64\n\n"
    )
    part = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nThe lid =C3 sticks =ZZ.\n"
    parts = f'Content-Type: multipart/mixed; boundary="x"\n\n--y\n{part}'
    box = "From ana@harrow.example Wed Nov 18 09:00:00 2026\n"
    said = ("The door beeps.", "", "The lid sticks.")
    letters = [f"{box}{LETTER.format(f'm{n}')}\n{words}\n\n" for n, words in enumerate(said)]
    return [
        Case("charset.eml", f"{LETTER.format('b1')}{charset}VGhlIGRvb3IgYmVlcHM!!!=\n".encode(), 1, says="door beeps"),
        Case("parts.eml", f"{LETTER.format('b2')}{parts}".encode(), 1, says="sticks"),
        Case("no-words.eml", f"{LETTER.format('b3')}\n\n".encode(), 0, ((1, "has no words"),)),
        Case("box.mbox", "".join(letters).encode(), 2, ((2, "has no words"),), says="lid sticks"),
        Case("a “name”, quite odd.csv", (HEADER + BEEPS).encode(), 1, says="door beeps"),
    ]


def _between(row: str) -> bytes:
    return (HEADER + BEEPS + row + MISSING).encode()


def _zip(parts: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()
