"""A token in every text of every row: what no room planted by itself is planted here, so that no column is forgotten.

Left alone are columns that hold a code (the database or `UNPLANTED` says so): a token there would only break the row.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from tests.security import readers
from tests.security.canaries import Canary, token_of
from tests.security.unplanted import CODES, UNPLANTED

if TYPE_CHECKING:
    from tests.security.world import World

Column = tuple[type[models.Model], models.Field[Any, Any]]


def columns() -> Iterator[Column]:
    """Return each column of ours in which words can stand."""
    for model in apps.get_models():
        if not model.__module__.startswith("closeknit."):
            continue
        for field in model._meta.concrete_fields:
            if (
                isinstance(field, models.CharField | models.TextField)
                and not field.is_relation
                and not field.primary_key
            ):
                yield model, field


def why_unplanted(model: type[models.Model], column: str) -> str:
    """Return why a column holds no words, or nothing where it may hold some."""
    if column in CODES:
        return CODES[column]
    if _is_held_to_codes(model, column):
        return "the database takes nothing but its codes"
    label = model._meta.label
    return UNPLANTED.get(f"{label}.{column}", "") or UNPLANTED.get(label, "")


def plant_all(world: "World") -> None:
    """Put a token into each text of each row that has none, and say of each token that stands anywhere where that is."""
    found: dict[str, str] = {}
    for model, field in columns():
        if why_unplanted(model, field.name):
            continue
        label = f"{model._meta.label}.{field.name}"
        for pk, text in model._base_manager.order_by("pk").values_list("pk", field.name):
            known = world.canaries.find(first_token(text))
            token = known.token if known else token_of(world.seed, label, pk)
            if known is None:
                if not _write(model, pk, field.name, f"{text or ''} {token}".strip(), may_fail=not text):
                    continue
                world.canaries.append(Canary(label, token, frozenset(("guest", "member", "admin"))))
            found[f"{label} {pk}"] = token
    readers.let_read(world, found)


def _write(model: type[models.Model], pk: Any, column: str, text: str, *, may_fail: bool) -> bool:
    """Write into a column; one that was empty may be empty because the database wants it so in such a row."""
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=pk).update(**{column: text})
    except IntegrityError:
        if not may_fail:
            raise
        return False
    return True


def first_token(text: str | None) -> str:
    """Return the first token that stands in a text, or nothing."""
    place = (text or "").find("zq")
    return text[place : place + 16] if text and place >= 0 else ""


def _is_held_to_codes(model: type[models.Model], column: str) -> bool:
    return any(
        _names_codes(constraint.condition, column)
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    )


def _names_codes(condition: Any, column: str) -> bool:
    if isinstance(condition, models.Q):
        return any(_names_codes(child, column) for child in condition.children)
    return isinstance(condition, tuple) and condition[0] == f"{column}__in"
