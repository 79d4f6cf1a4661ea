"""Markdown that anybody may have written: what is meant comes through, what could run or spy does not."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.kit import markdown

BARE = [
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "hr",
    "strong",
    "em",
    "code",
    "br",
    "sup",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
]
ALLOWED = {**{tag: frozenset[str]() for tag in BARE}, "a": frozenset(("href", "rel"))}


class Reader(HTMLParser):
    """Gathers the tags of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _is_harmless(html: str) -> bool:
    for tag, attributes in Reader(html).tags:
        if tag not in ALLOWED or not set(attributes) <= ALLOWED[tag]:
            return False
        scheme = (attributes.get("href") or "#").strip().lower()
        if not scheme.startswith(("http://", "https://", "mailto:", "#", "/", "?")) and ":" in scheme.split("/")[0]:
            return False
    return True


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![spy](https://tracker.example/p.gif)",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "<javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    '[x](https://e.example "onmouseover=alert(1)")',
    '[x](https://e.example/"onmouseover="alert(1))',
    "<style>*{display:none}</style>",
    "<svg/onload=alert(1)>",
    "<!-- --><iframe src=//e.example>",
    "[x]: javascript:alert(1)\n\n[x]",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "[^1](javascript:alert(1))",
    "[^1]: javascript:alert(1)",
    "<sup onclick=alert(1)>1</sup>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<p style='position:fixed'>x</p>",
    'https://e.example/"onmouseover="alert(1)',
    "https://e.example/'><script>alert(1)</script>",
    "javascript://e.example/%0aalert(1)",
    "xhttps://e.example [https://e.example](javascript:alert(1))",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("render", [markdown.render, markdown.render_line])
def test_nothing_hostile_comes_through(text, render):
    assert _is_harmless(render(text, notes={1: 1}))


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_comes_through_plain_text(text):
    assert _is_harmless(markdown.link_lines(text))


@given(st.text(alphabet="<>[]()^`*_#-!&:;\"'/ \n1ajsx=", max_size=200))
def test_whatever_is_typed_only_harmless_marks_come_out(text):
    assert _is_harmless(markdown.render(text, notes={1: 1}))
    assert _is_harmless(markdown.render_line(text, notes={1: 1}))
    assert _is_harmless(markdown.link_lines(text))


def test_what_is_meant_comes_through():
    shown = markdown.render("# Heading\n\nThey *mean* it, **all** of it.\n\n- one\n- two\n\n> said")
    assert "<h2>Heading</h2>" in shown
    assert "<em>mean</em> it, <strong>all</strong> of it." in shown
    assert shown.count("<li>") == 2
    assert "<blockquote>" in shown


def test_words_are_never_lost_though_marks_are():
    assert "&lt;b&gt;bold&lt;/b&gt;" in markdown.render("<b>bold</b>")


def test_a_known_note_leads_to_its_words_and_an_unknown_one_stays_as_written():
    shown = markdown.render_line("They said so. [^4711] And so. [^5]", notes={4711: 1})
    assert '<sup><a href="#note-1"' in shown
    assert ">1</a></sup>" in shown
    assert "[^5]" in shown


def test_notes_inside_code_and_links_are_no_notes():
    assert "<sup>" not in markdown.render("`[^1]`", notes={1: 1})


@pytest.mark.parametrize(
    ("said", "leads", "beside"),
    [
        ("See https://arlund.example/a_b_c?x=1.", "https://arlund.example/a_b_c?x=1", "</a>."),
        ("(http://arlund.example/probe)", "http://arlund.example/probe", "</a>)"),
        ("https://arlund.example/probe_(small), then", "https://arlund.example/probe_(small)", "</a>, then"),
        ("**https://arlund.example/**", "https://arlund.example/", "</a></strong>"),
        ("HTTPS://arlund.example", "HTTPS://arlund.example", "</a>"),
    ],
)
def test_a_bare_address_is_a_link_without_the_stop_behind_it(said, leads, beside):
    shown = markdown.render_line(said)
    assert f'<a href="{leads}" rel="noopener noreferrer nofollow">{leads}{beside}' in shown


@pytest.mark.parametrize(
    "said",
    ["ftp://arlund.example", "xhttps://arlund.example", "javascript://arlund.example", "https://", "https://.", "http:/a",
     "`https://arlund.example`", "www.arlund.example"],
)  # fmt: skip
def test_what_is_no_address_on_the_web_is_no_link(said):
    assert "<a" not in markdown.render_line(said)


def test_plain_text_keeps_its_lines_and_signs_and_links_bare_addresses():
    shown = markdown.link_lines("**Done** & <b>sent</b>:\nhttps://arlund.example/a?b=1&c=2. Or http://.")
    link = '<a href="https://arlund.example/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">https://arlund.example/a?b=1&amp;c=2</a>'
    assert shown == f"**Done** &amp; &lt;b&gt;sent&lt;/b&gt;:<br>{link}. Or http://."


def test_an_address_within_a_link_is_one_link():
    shown = markdown.render_line("[at https://one.example](https://two.example) <https://three.example>")
    assert shown.count("<a ") == 2
    assert 'href="https://one.example"' not in shown


def test_the_notes_of_a_text_are_listed_once_in_their_order():
    assert markdown.list_notes("a [^7] b [^3] c [^7] [^x] [^]") == [7, 3]


def test_a_link_tells_the_other_side_nothing():
    assert 'rel="noopener noreferrer nofollow"' in markdown.render_line("[them](https://them.example)")


@pytest.mark.parametrize("text", ["[" * 50_000, "> " * 30_000, "*a _b " * 9_000, "[a](" * 12_000])
def test_a_text_from_hell_ends(text):
    assert _is_harmless(markdown.render(text))


def test_what_was_said_is_read_without_its_marks():
    said = "## Why\n\nThey *mean* it,\n**all** of [it](https://x.example).\n\n- one\n- two\n\n> said `so`\n\n```\nas is\n```"
    assert markdown.to_text(said) == "Why\n\nThey mean it,\nall of it.\n\none\n\ntwo\n\nsaid so\n\nas is"
    assert markdown.to_text("5 * 3 is 15, & https://x.example/a_b_c it <b>is</b>") == (
        "5 * 3 is 15, & https://x.example/a_b_c it <b>is</b>"
    )
    assert markdown.to_text(" \n") == ""


@given(st.text(alphabet="ab *_#>-\n", max_size=60))
def test_no_letter_is_lost_with_the_marks(text):
    def letters(said: str) -> str:
        return "".join(sign for sign in said if sign.isalpha())

    assert letters(markdown.to_text(text)) == letters(text)
