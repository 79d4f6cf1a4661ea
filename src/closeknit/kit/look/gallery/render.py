"""Render the gallery with Django's template engine alone: no database, no urls, no request."""

from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.template.loader import render_to_string

PAGES = ("components", "today", "account", "circle_panel", "first_run", "404", "500")
_HERE = Path(__file__).parent


def write_gallery(to: Path) -> list[Path]:
    """Return the pages written into `to`; their static files stand in `to`/static."""
    configure(to / "static")
    call_command("collectstatic", interactive=False, verbosity=0)
    from closeknit.kit.look.gallery import invented  # needs configured settings for its forms

    written = []
    for page in PAGES:
        template = (
            f"gallery/{page}.html" if (_HERE / "templates" / "gallery" / f"{page}.html").exists() else f"{page}.html"
        )
        path = to / f"{page}.html"
        path.write_text(render_to_string(template, invented.context_of(page)), encoding="utf-8")
        written.append(path)
    return written


def configure(static_root: Path) -> None:
    """Set up just enough of Django to render a template, unless a project has done so already."""
    if settings.configured:
        return
    settings.configure(
        INSTALLED_APPS=["django.contrib.staticfiles", "django_htmx", "closeknit.kit.look"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [_HERE / "templates"],
                "APP_DIRS": True,
            }
        ],
        STATIC_URL="/static/",
        STATIC_ROOT=static_root,
        SECRET_KEY="gallery",  # noqa: S106 - signs nothing
        USE_TZ=True,
    )
    django.setup()
