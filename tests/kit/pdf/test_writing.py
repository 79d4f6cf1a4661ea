"""The one writer of PDF: whatever stands in a sheet is printed as text, and nothing else."""

import ast
import dataclasses
import re
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import closeknit
from closeknit.kit.pdf import sheets, writing
from closeknit.kit.pdf.sheets import Line, Part, Said, Sheet

PACKAGE = Path(closeknit.__file__).parent
AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
WRITERS = {"typst", "fpdf", "reportlab", "weasyprint", "borb", "pikepdf", "pypdf", "xhtml2pdf", "pdfkit"}


def _sheet(text: str, n: int = 1) -> Sheet:
    line = Line(text, fact=text, end="tomorrow", said=Said(text, by=text))
    return Sheet(text, (text,), (Part("What they need", (line,) * n), Part("People", (line,) * n, is_aside=True)))


def _n_pages(pdf: bytes) -> int:
    inside = b"".join([pdf, *_unpacked(pdf)])
    return len(re.findall(rb"/Type\s*/Page\b", inside))


def _unpacked(pdf: bytes) -> list[bytes]:
    found = []
    for stream in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(stream[1]))
        except zlib.error:
            continue
    return found


def test_a_short_sheet_is_one_page_with_its_fonts_inside():
    pdf = writing.write_sheet(_sheet("Rijnmond Waterlab"), made_at=AT)
    assert pdf.startswith(b"%PDF-")
    assert _n_pages(pdf) == 1
    assert b"Inter" in pdf
    assert b"CloseknitWords" in pdf


@pytest.mark.parametrize("name", ["王小明", "深圳市华强", "山田 太郎", "ヴェルトラ", "김민수"])
def test_chinese_japanese_and_korean_names_have_a_font_of_their_own(name: str):
    assert b"CloseknitCJK" in writing.write_sheet(_sheet(name), made_at=AT)
    assert b"CloseknitCJK" not in writing.write_sheet(_sheet("Ana"), made_at=AT), "who needs it not carries it not"


@pytest.mark.parametrize(
    ("name", "font"),
    [("สมชาย ใจดี", b"NotoSansThai"), ("ليلى حسن", b"NotoSansArabic"), ("अनीता शर्मा", b"NotoSansDevanagari")],
)
def test_thai_arabic_and_devanagari_names_have_a_font_of_their_own(name: str, font: bytes):
    assert font in writing.write_sheet(_sheet(name), made_at=AT)
    assert font not in writing.write_sheet(_sheet("Ana"), made_at=AT), "who needs it not carries it not"


def test_a_long_sheet_goes_on_over_the_page():
    assert _n_pages(writing.write_sheet(_sheet("If it stops at two I find out at seven.", 60), made_at=AT)) > 1


@pytest.mark.parametrize(
    ("text", "n"), [("Ana", 1), ("Ana", 60), ("If it stops at two I find out at seven.", 9), ("a" * 5000, 2)]
)
def test_a_page_is_one_page_however_much_is_known(text: str, n: int):
    line = Line(text, fact=text, end="tomorrow", said=Said(text, by=text))
    parts = tuple(Part(text, (line,) * n, is_aside=number % 3 == 0) for number in range(9))
    written = writing.write_page(
        Sheet(text, (text, text), parts, foot=text, url="https://here.example/brief/"), made_at=AT
    )
    assert _n_pages(written) == 1


def test_what_has_no_room_is_counted_and_leads_to_the_screen():
    sheet = dataclasses.replace(
        _sheet("If it stops at two I find out at seven.", 60), url="https://here.example/brief/"
    )
    shortened = sheets.shorten(sheet, lines=5, signs=12)
    assert [(len(part.lines), part.n_more) for part in shortened.parts] == [(5, 55), (5, 55)]
    assert shortened.parts[0].lines[0].text == "If it stops…"
    roomier = sheets.shorten(sheet, lines=5, signs=12, beside=4)
    assert [(len(part.lines), part.n_more) for part in roomier.parts] == [(5, 55), (20, 40)], "the second stands aside"
    assert b"https://here.example/brief/" in writing.write_page(sheet, made_at=AT)
    assert b"https://here.example/brief/" not in writing.write_page(_sheet("Ana"), made_at=AT)


def test_the_same_sheet_gives_the_same_bytes():
    assert writing.write_sheet(_sheet("Ana"), made_at=AT) == writing.write_sheet(_sheet("Ana"), made_at=AT)


@pytest.mark.parametrize(
    "text",
    [
        '#panic("no") $x^2$ *bold* @ref <label> // gone /* gone */ \\u{41}',
        '#read("/etc/passwd") #import "@preview/cetz:0.3.0"',
        "Zażółć gęślą jaźń, Ωμέγα, Привет, שלום, 日本語, 👩‍🔬, ﷽",
        "\x00\x1b[31m\ud800 \u202eevil",
        "",
        "a" * 5000,
    ],
    ids=["markup", "files", "scripts", "controls", "nothing", "one long word"],
)
def test_whatever_somebody_wrote_stays_text(text: str):
    pdf = writing.write_sheet(_sheet(text), made_at=AT)
    assert pdf.startswith(b"%PDF-")
    assert b"root:" not in pdf


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_the_writer(text: str):
    assert writing.write_sheet(_sheet(text), made_at=AT).startswith(b"%PDF-")


@given(st.text(st.characters(exclude_categories=("Zs", "Cc", "Cs")), max_size=400))
def test_no_word_is_longer_than_its_column(text: str):
    assert all(len(word) <= 24 for word in re.split(r"[\s\u200b]", writing._clean(text)))


def test_a_sentence_ends_before_its_fact_without_a_full_stop():
    def write(text: str, fact: str) -> bytes:
        return writing.write_sheet(Sheet("Seen", (), (Part("What", (Line(text, fact=fact),)),)), made_at=AT)

    assert write("The pen is slow.", "seen in May") == write("The pen is slow", "seen in May")
    assert write("The pen is slow.", "") != write("The pen is slow", "")


def test_there_is_one_writer_of_pdf():
    found = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {(name.split(".")[0], str(file.relative_to(PACKAGE))) for name in names}
    assert {where for name, where in found if name in WRITERS} == {"kit/pdf/writing.py"}
