"""One renderer of markdown, so that there is one place in which it can be unsafe."""

import ast
from pathlib import Path

from tests.structure.reading import FILES, PACKAGE, each_room, imported_by, short

RENDERERS = {"markdown_it", "markdown", "mistune", "commonmark", "marko", "cmarkgfm", "nh3", "bleach"}
DOOR = PACKAGE / "kit" / "markdown.py"


@each_room(FILES)
def test_markdown_becomes_html_in_one_place(files: list[Path]):
    for file in files:
        second = RENDERERS & {name.partition(".")[0] for name in imported_by(file)}
        assert file == DOOR or not second, f"{second} in {short(file)} is a second renderer: use kit.markdown"


def test_the_one_place_sanitises_whatever_it_gives():
    functions = {
        node.name: ast.unparse(node)
        for node in ast.parse(DOOR.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    rendering = [body for name, body in functions.items() if ".render" in body and name != "_parser"]
    assert len(rendering) == 2
    assert all("return _clean(_PARSER.render" in body for body in rendering)
    assert "nh3.clean" in functions["_clean"]
