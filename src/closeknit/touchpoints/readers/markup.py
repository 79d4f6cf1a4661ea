"""HTML as the text that a person would read, with quoted mail marked as mail programs mark it: "> "."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_LOOKS = re.compile(
    r"</?(?:p|div|br|span|a|ul|ol|li|strong|em|b|i|u|table|tr|td|blockquote|h[1-6]|html|body)\b[^<>]*>", re.I
)
_SKIPPED = frozenset(("script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe"))
_BLOCKS = frozenset(
    (
        *(
            "p",
            "div",
            "ul",
            "ol",
            "table",
            "tr",
            "blockquote",
            "section",
            "article",
            "header",
            "footer",
            "pre",
            "hr",
            "li",
        ),
        *("h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "center", "address"),
    )
)
# The parser's time grows with the square of the depth, and no letter is nested a hundred deep.
_MAX_DEPTH = 1_000
_MAX_LENGTH = 4_000_000
_QUOTING = ("gmail_quote", "yahoo_quoted", "moz-cite-prefix-quote", "protonmail_quote")


def looks_like(text: str) -> bool:
    """Return whether a text has tags that a browser would act on."""
    return bool(_LOOKS.search(text))


def to_text(source: str) -> str:
    """Return the text of an HTML page or fragment; never raises. Lines of a quotation begin with "> ".

    Paragraphs are parted by line ends, a list's items begin with "- ", scripts and styles are left out. What is nested
    more than a thousand deep, or longer than four million characters, loses its tags and keeps its words.
    """
    if len(source) > _MAX_LENGTH or _depth(source) > _MAX_DEPTH:
        return _tidy(re.sub(r"<[^<>]{0,2000}>", "\n", source))
    body = LexborHTMLParser(source).body
    return _tidy(_Writer().write(body)) if body is not None else ""


class _Writer:
    """Walks a tree without recursion and writes its lines."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quoted = 0

    def write(self, root: LexborNode) -> str:
        """Return the text under a node, by way of a list of what is still to be opened or closed."""
        waiting: list[tuple[LexborNode, bool]] = [(root, False)]
        while waiting:
            node, closing = waiting.pop()
            tag = node.tag or ""
            if closing:
                self._close(node, tag)
            elif tag == "-text":
                self._line.append(re.sub(r"\s+", " ", node.text_content or ""))
            elif tag == "br":
                self._end_line()
            elif tag not in _SKIPPED and not tag.startswith(("-", "!", "_")):
                self._open(node, tag)
                waiting.append((node, True))
                child = node.last_child
                while child is not None:
                    waiting.append((child, False))
                    child = child.prev
        self._end_line()
        return "\n".join(self._lines)

    def _open(self, node: LexborNode, tag: str) -> None:
        if tag in _BLOCKS and "".join(self._line).strip():
            self._end_line()
        if _is_quotation(node, tag):
            self._quoted += 1
        if tag == "li":
            self._line.append("- ")

    def _close(self, node: LexborNode, tag: str) -> None:
        if tag in _BLOCKS and "".join(self._line).strip():
            self._end_line()
        if tag in ("td", "th"):
            self._line.append(" ")
        if tag == "p":
            self._end_line()
        if _is_quotation(node, tag):
            self._quoted -= 1

    def _end_line(self) -> None:
        text = "".join(self._line).strip()
        self._line = []
        self._lines.append(f"{'>' * self._quoted} {text}".rstrip() if self._quoted else text)


def _is_quotation(node: LexborNode, tag: str) -> bool:
    if tag == "blockquote":
        return True
    return tag == "div" and any(name in (node.attributes.get("class") or "") for name in _QUOTING)


def _depth(source: str) -> int:
    """The deepest that tags could be nested, counting every opening tag that is not closed as one level."""
    deepest = depth = 0
    for closing, tag in re.findall(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)", source):
        if tag.lower() in ("br", "img", "hr", "meta", "link", "input", "p", "li", "td", "tr", "col", "wbr"):
            continue
        depth = max(0, depth + (-1 if closing else 1))
        deepest = max(deepest, depth)
    return deepest


def _tidy(text: str) -> str:
    lines = [line.rstrip() for line in text.replace("\u00a0", " ").split("\n")]
    return re.sub(r"\n(?:>*\n){2,}", "\n\n", "\n".join(lines)).strip()
