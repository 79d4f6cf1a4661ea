"""Every token that a style sheet asks for is one that somebody defines: a misspelt one is silently nothing."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3] / "src" / "closeknit"
SHEETS = sorted(ROOT.rglob("static/**/*.css"))
DEFINED = re.compile(r"(--[a-z0-9-]+)\s*:")
ASKED = re.compile(r"var\(\s*(--[a-z0-9-]+)\s*\)")


def test_every_token_that_is_used_is_defined():
    texts = {sheet.relative_to(ROOT): sheet.read_text() for sheet in SHEETS}
    defined = {name for text in texts.values() for name in DEFINED.findall(text)}
    # Set by script or on the element, where the drawing knows its own size.
    on_elements = {
        name
        for template in (
            *ROOT.rglob("*.html"),
            *ROOT.rglob("*.svg"),
            *ROOT.rglob("static/**/*.js"),
            *ROOT.rglob("*.py"),
        )
        for name in re.findall(r"--[a-z0-9-]+", template.read_text())
    }
    missing = {
        (str(sheet), name)
        for sheet, text in texts.items()
        for name in ASKED.findall(text)
        if name not in defined | on_elements
    }
    assert SHEETS
    assert not missing
