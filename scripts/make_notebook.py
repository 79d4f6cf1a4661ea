"""Run docs/notebook.ipynb in place: its code cells one after the other, in one namespace, keeping what they print.

`python scripts/make_notebook.py` needs no Jupyter. The notebook is plain JSON (nbformat 4): edit its cells in any editor, then run this.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "docs/notebook.ipynb"


def main() -> int:
    """Run the notebook and write it; return 0."""
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    for number, (cell, printed) in enumerate(run_cells(notebook), 1):
        cell["execution_count"] = number
        lines = printed.splitlines(keepends=True)
        cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": lines}] if lines else []
    NOTEBOOK.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def run_cells(notebook: dict[str, Any]) -> list[tuple[dict[str, Any], str]]:
    """Return each code cell with what it prints, run in order; an error in a cell is raised."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    ran = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile("".join(cell["source"]), cell["id"], "exec"), namespace)  # our own notebook
            ran.append((cell, printed.getvalue()))
    return ran


if __name__ == "__main__":
    sys.exit(main())
