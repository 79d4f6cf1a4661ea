"""One renderer of markdown, so that there is one place in which it can be unsafe."""

import ast
from pathlib import Path

import pytest

import closeknit

PACKAGE = Path(closeknit.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
RENDERERS = {"markdown_it", "markdown", "mistune", "commonmark", "marko", "cmarkgfm", "nh3", "bleach"}
DOOR = PACKAGE / "kit" / "markdown.py"


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_markdown_becomes_html_in_one_place(file: Path):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
        roots = {name.partition(".")[0] for name in names}
        assert file == DOOR or not roots & RENDERERS, f"{roots & RENDERERS} is a second renderer: use kit.markdown"


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
