"""The one way from markdown to a page: what comes out was sanitised, whatever went in. A test proves that nobody else renders any.

CommonMark without HTML and without pictures (a picture on another server would tell it who reads). `[^12]` is a note: it becomes a small
raised number that leads to where the words behind it stand. A bare `https://…` is a link, as who writes a comment expects.
"""

import re
from collections.abc import Mapping
from html import escape

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

# Longer texts are for files; parsing grows with the length, and a page must not wait for it.
LONGEST = 40_000
NOTE = re.compile(r"\[\^(\d{1,18})\]")
# An address on the web from its colon on; what is marked up around it is not part of it.
_REST = re.compile(r"://[^\s<>\[\]`\"“”«»]{1,2000}")
_SCHEME = re.compile(r"(?<![a-z0-9.+-])https?$", re.IGNORECASE)
_WHOLE = re.compile(rf"(?P<scheme>{_SCHEME.pattern.removesuffix('$')}){_REST.pattern}", re.IGNORECASE)
_BLOCKS = {"p", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "h5", "h6", "pre", "hr"}
_INLINE = {"a", "strong", "em", "code", "br", "sup"}


def render(text: str, *, notes: Mapping[int, int] | None = None) -> SafeString:
    """Return `text` as the HTML of a page: paragraphs, lists, quotes, headings from the second level on.

    `notes` are the notes that are known, each with the number it is shown by; its link leads to `#note-<number>`. Any other `[^12]`
    stays as it was written. What is longer than 40,000 characters is cut.
    """
    return _clean(_PARSER.render(text[:LONGEST], {"notes": notes or {}}), _BLOCKS | _INLINE)


def render_line(text: str, *, notes: Mapping[int, int] | None = None) -> SafeString:
    """Return one line of markdown as what may stand inside a paragraph: stress, links, notes; nothing that begins a block."""
    return _clean(_PARSER.renderInline(text[:LONGEST], {"notes": notes or {}}), _INLINE)


def link_lines(text: str) -> SafeString:
    """Return plain text with its lines as they are and each bare `https://…` as a link; no sign of markdown is read in it."""
    linked, rest = "", text[:LONGEST]
    while found := _WHOLE.search(rest):
        address = _without_stop(found[0])
        shown = escape(address)
        is_whole = len(address) > len(found["scheme"]) + 3
        linked += escape(rest[: found.start()]) + (f'<a href="{shown}">{shown}</a>' if is_whole else shown)
        rest = rest[found.start() + len(address) :]
    return _clean("<br>".join((linked + escape(rest)).splitlines()), {"a", "br"})


def to_text(text: str) -> str:
    """Return what `text` says without the signs of markdown: a block each an empty line apart, lines as they are, a link as its words."""
    blocks = []
    for token in _PARSER.parse(text[:LONGEST], {"notes": {}}):
        if token.type == "inline":
            blocks.append("".join(map(_read, token.children or ())))
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content)
    return "\n\n".join(said for block in blocks if (said := block.strip()))


def list_notes(text: str) -> list[int]:
    """Return the notes that `text` holds, each once, in the order in which they first stand there."""
    return list(dict.fromkeys(int(number) for number in NOTE.findall(text)))


def _read(token: Token) -> str:
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content


def _clean(html: str, tags: set[str]) -> SafeString:
    clean = nh3.clean(
        html,
        tags=tags,
        attributes={"*": set(), "a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        strip_comments=True,
    )
    return SafeString(clean)


def _note(state: StateInline, silent: bool) -> bool:
    """Read `[^12]` where the note is known; before links are read, which begin alike."""
    found = NOTE.match(state.src, state.pos, state.posMax)
    shown = state.env["notes"].get(int(found[1])) if found else None
    if found is None or shown is None:
        return False
    if not silent:
        token = state.push("note", "sup", 0)
        token.meta = {"shown": int(shown)}
    state.pos = found.end()
    return True


def _link_bare(state: StateInline, silent: bool) -> bool:
    """Read a bare `https://…` as a link to itself: no other scheme, and nothing within a link."""
    # The scheme first, by the few letters that it can be: a text made of colons would take long otherwise.
    scheme = _SCHEME.search(state.pending[-6:]) if state.src[state.pos] == ":" and state.linkLevel == 0 else None
    rest = _REST.match(state.src, state.pos, state.posMax) if scheme else None
    if scheme is None or rest is None:
        return False
    said = scheme[0] + _without_stop(rest[0])
    address = state.md.normalizeLink(said)
    if len(said) <= len(scheme[0]) + 3 or not state.md.validateLink(address):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        state.push("link_open", "a", 1).attrs = {"href": address}
        state.push("text", "", 0).content = said
        state.push("link_close", "a", -1)
    state.pos += len(said) - len(scheme[0])
    return True


def _without_stop(address: str) -> str:
    """Leave off what ends the sentence or the stress around an address; a bracket stays where it was opened within."""
    while address and (
        address[-1] in ".,;:!?'*_~…’" or (address[-1] == ")" and address.count(")") > address.count("("))
    ):
        address = address[:-1]
    return address


def _write_note(renderer: RendererHTML, tokens: list[Token], place: int, options: OptionsDict, env: EnvType) -> str:
    shown = tokens[place].meta["shown"]
    return f'<sup><a href="#note-{shown}">{shown}</a></sup>'


def _lower_headings(renderer: RendererHTML, tokens: list[Token], place: int, options: OptionsDict, env: EnvType) -> str:
    # The page's own name is the first level.
    token = tokens[place]
    return f"<{'/' if token.nesting < 0 else ''}h{min(6, int(token.tag[1]) + 1)}>"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    parser.disable(["image", "html_block", "html_inline"])
    parser.inline.ruler.before("link", "note", _note)
    parser.inline.ruler.before("link", "bare", _link_bare)
    parser.add_render_rule("note", _write_note)
    parser.add_render_rule("heading_open", _lower_headings)
    parser.add_render_rule("heading_close", _lower_headings)
    return parser


_PARSER = _parser()
