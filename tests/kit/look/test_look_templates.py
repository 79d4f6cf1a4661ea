"""What every template and style of the look must keep to."""

import re
from pathlib import Path

from closeknit.kit import look

FOLDER = Path(look.__file__).parent
TEMPLATES = sorted(FOLDER.rglob("*.html")) + sorted(FOLDER.rglob("templates/**/*.svg"))
STATIC = FOLDER / "static"


def test_no_template_carries_a_style_a_script_or_a_handler_of_its_own() -> None:
    inline = re.compile(r"\sstyle=|<style\b|\son[a-z]+=|\shx-on|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
    assert [path.name for path in TEMPLATES if inline.search(path.read_text(encoding="utf-8"))] == []


def test_no_template_asks_htmx_for_what_needs_eval() -> None:
    evaluated = re.compile(r"hx-vals=['\"]js:|hx-vars=|hx-trigger=['\"][^'\"]*\[")
    assert [path.name for path in TEMPLATES if evaluated.search(path.read_text(encoding="utf-8"))] == []


def test_no_file_speaks_of_another_host() -> None:
    spoken = re.compile(r"https?://(?!www\.w3\.org/(?:2000/svg|1999/xlink))")
    files = [*TEMPLATES, *STATIC.rglob("*.css"), *STATIC.rglob("*.js"), *STATIC.rglob("*.svg")]
    assert [path.name for path in files if spoken.search(path.read_text(encoding="utf-8"))] == []


def test_every_static_file_named_in_a_template_exists() -> None:
    named = {
        name for path in TEMPLATES for name in re.findall(r'{% static "([^"]+)" %}', path.read_text(encoding="utf-8"))
    }
    assert named
    assert sorted(name for name in named if not (STATIC / name).exists()) == []


def test_every_style_is_linked_in_the_head() -> None:
    head = (FOLDER / "templates/look/parts/head.html").read_text(encoding="utf-8")
    styles = [path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.css")]
    assert sorted(name for name in styles if f'"{name}"' not in head) == []


def test_every_style_stands_in_a_layer_so_that_a_room_can_add_its_own() -> None:
    styles = [path for path in (STATIC / "look").rglob("*.css") if path.name != "tokens.css"]
    assert [path.name for path in styles if not path.read_text(encoding="utf-8").startswith("@layer ")] == []


def test_every_font_stands_beside_its_licence() -> None:
    fonts = STATIC / "look/fonts"
    for family in ("inter", "charis-sil"):
        assert list(fonts.glob(f"{family}-*.woff2"))
        assert "SIL OPEN FONT LICENSE" in (fonts / f"OFL-{family}.txt").read_text(encoding="utf-8").upper()
