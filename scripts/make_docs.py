"""Make the pages of docs/ that are drawn from the code; with --check, say which no longer match it."""

import os
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
os.environ["CLOSEKNIT_HOUSE"] = os.environ.get("CLOSEKNIT_HOUSE") or tempfile.mkdtemp()
os.environ["DJANGO_SETTINGS_MODULE"] = "closeknit.config.settings"

import django  # noqa: E402

django.setup()

from closeknit.analysis import lifecycles  # noqa: E402
from closeknit.config import urls as _urls  # noqa: E402, F401  # loads every view, and with them every operation
from closeknit.identity.roles import CAPABILITIES, Role  # noqa: E402
from closeknit.kit import events, operation  # noqa: E402
from closeknit.kit.capabilities import Capability  # noqa: E402
from closeknit.portal import wall as portal_wall  # noqa: E402
from closeknit.web import wall  # noqa: E402

MADE = "<!-- Made by `make docs` from the code; change the code instead. -->\n\n"


def main() -> int:
    """Write the pages, or with --check compare them; return 1 where one differs."""
    pages = {
        "docs/roles.md": roles(),
        "docs/operations.md": operations(),
        "docs/events.md": event_kinds(),
        "docs/lifecycles.md": lifecycle_pictures(),
        "docs/wall.md": routes(),
        "docs/unscoped.md": reasons(),
    }
    if "--check" not in sys.argv:
        for name, text in pages.items():
            (ROOT / name).parent.mkdir(exist_ok=True)
            (ROOT / name).write_text(text, encoding="utf-8")
        return 0
    differing = [
        name
        for name, text in pages.items()
        if not (ROOT / name).exists() or (ROOT / name).read_text(encoding="utf-8") != text
    ]
    for name in differing:
        print(f"{name} no longer matches the code: run `make docs`")
    return 1 if differing else 0


def roles() -> str:
    """Return which role has which capability."""
    head = "| may | " + " | ".join(Role) + " |\n| --- |" + " :-: |" * len(Role) + "\n"
    lines = [
        f"| `{one}` | " + " | ".join("●" if one in CAPABILITIES[role] else "" for role in Role) + " |"
        for one in Capability
    ]
    return MADE + "# Roles\n\n" + head + "\n".join(lines) + "\n"


def operations() -> str:
    """Return every write of the house, with what it needs."""
    lines = ["| operation | needs | promises |", "| --- | --- | --- |"]
    for name, declared in sorted(operation.DECLARED.items()):
        if not name.rpartition(".")[2].startswith("_"):
            first = (declared.function.__doc__ or "").strip().splitlines()[0]
            lines.append(f"| `{name}` | `{declared.capability}` | {first} |")
    return MADE + "# Operations\n\nEvery write of the house goes through one of these.\n\n" + "\n".join(lines) + "\n"


def event_kinds() -> str:
    """Return every event with its fields."""
    lines = []

    def walk(base: type[events.Event]) -> None:
        for sub in base.__subclasses__():
            if sub.__module__.startswith("closeknit."):
                fields = [name for name in sub.__dataclass_fields__ if name not in ("subject", "account")]
                lines.append(f"- `{sub.kind}`" + (": " + ", ".join(f"`{name}`" for name in fields) if fields else ""))
            walk(sub)

    walk(events.Event)
    head = "# Events\n\nEach carries the id of its subject and account, who and when, and these fields.\n\n"
    return MADE + head + "\n".join(sorted(lines)) + "\n"


def lifecycle_pictures() -> str:
    """Return each lifecycle as a picture drawn from its table."""
    parts = []
    for name, one in sorted(vars(lifecycles).items()):
        if isinstance(one, lifecycles.Lifecycle):
            parts.append(f"## {name.replace('_', ' ').capitalize()}\n\n```mermaid\n{lifecycles.as_mermaid(one)}\n```\n")
    return MADE + "# Lifecycles\n\n" + "\n".join(parts)


def routes() -> str:
    """Return the wall's table."""
    doors = []
    for title, table in (("Our own door", wall.ROUTES), ("The outside's door", portal_wall.ROUTES)):
        lines = [f"| `{name}` | {policy} |" for name, policy in sorted(table.items())]
        doors.append("\n".join([f"## {title}\n", "| route | who |", "| --- | --- |", *lines]) + "\n")
    return MADE + "# The wall's table\n\nA route that is not here answers nobody.\n\n" + "\n".join(doors)


def reasons() -> str:
    """Return why rows are read anywhere without asking who looks."""
    package = ROOT / "src" / "closeknit"
    found = sorted(
        {
            f"- {file.relative_to(package)}: {reason}"
            for file in package.rglob("*.py")
            for reason in re.findall(r'unscoped\(\s*reason=f?"([^"]+)"', file.read_text(encoding="utf-8"))
        }
    )
    return (
        MADE
        + "# Reading without a viewer\n\nEach place that does, and why nobody has to be asked there.\n\n"
        + "\n".join(found)
        + "\n"
    )


if __name__ == "__main__":
    sys.exit(main())
