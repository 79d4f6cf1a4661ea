"""The unguarded way to rows has a longer name and a reason; the list of reasons is written down so that it is reviewed."""

import re
from pathlib import Path

import closeknit

PACKAGE = Path(closeknit.__file__).parent
LIST = Path(__file__).parent.parent.parent / "docs" / "unscoped.md"


def test_every_reason_for_reading_without_a_viewer_is_listed():
    found = {
        f"{file.relative_to(PACKAGE)}: {reason}"
        for file in PACKAGE.rglob("*.py")
        for reason in re.findall(r'unscoped\(\s*reason=f?"([^"]+)"', file.read_text(encoding="utf-8"))
    }
    listed = {line[2:] for line in LIST.read_text(encoding="utf-8").splitlines() if line.startswith("- ")}
    assert found == listed, "run `make docs`, and have each new line read by somebody else"
