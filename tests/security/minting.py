"""A row of every table that no room has put into the world yet, one for each account: filled with whatever the database takes."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from closeknit.ideas.models.portal import PortalRules, Posting
from tests.security.unplanted import UNMINTED

if TYPE_CHECKING:
    from tests.security.world import World


def mint_all(world: "World", at: datetime) -> None:
    """Add the rows; a table that takes none is written down in `UNMINTED` with its reason, or a test fails."""
    empty = [model for model in apps.get_models() if _is_ours(model) and not model._base_manager.exists()]
    # Some hang on others of them: whoever found nothing to hang on is asked again.
    said = _said(world)
    for _ in range(3):
        for model in empty:
            for one in (world, world.beside):
                if one is not None and model._meta.label not in UNMINTED:
                    _mint(model, one, at, said.get(model._meta.label, {}))


def name_rows(world: "World") -> None:
    """Let an argument that is called like a table mean a row of it, where the world says nothing else; of this account, if possible."""
    for model in filter(_is_ours, apps.get_models()):
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower()
        if name not in world.ids and (found := _own_row(model, world)) is not None:
            world.ids[name] = str(found)
    number = (
        Posting._base_manager.filter(stream="portal")
        .order_by("pk" if world.key == "a" else "-pk")
        .values_list("number", flat=True)
        .first()
    )
    for route in ("portal:idea", "portal:idea_vote"):
        world.ids.setdefault(f"number of {route}", str(number or 1))
    world.ids.setdefault(
        "key of portal:embed", PortalRules._base_manager.values_list("embed_key", flat=True).first() or "x"
    )
    world.ids.setdefault("proposed of portal:proposal_taking_back", world.ids.get("proposed_promise", ""))
    world.ids.setdefault("secret", "nothing-that-opens-anything")


def list_empty() -> list[str]:
    """Return the tables of ours without a row that give no reason for it."""
    models_of_ours = [model for model in apps.get_models() if _is_ours(model)]
    return [
        model._meta.label
        for model in models_of_ours
        if model._meta.label not in UNMINTED and not model._base_manager.exists()
    ]


def _is_ours(model: type[models.Model]) -> bool:
    return model.__module__.startswith("closeknit.")


def _mint(model: type[models.Model], world: "World", at: datetime, said: dict[str, Any]) -> None:
    if model._base_manager.count() >= (1 if said else 2):
        return
    for filled in _fillings(model):
        try:
            with transaction.atomic():
                fields = {
                    field.attname: _value(field, model, world, at, filled) for field in model._meta.concrete_fields
                }
                fields |= said
                model(**{name: value for name, value in fields.items() if value is not _LEFT}).save(force_insert=True)
            return
        except IntegrityError:
            continue


_LEFT = object()


def _said(world: "World") -> dict[str, dict[str, Any]]:
    """Return what a table wants that cannot be read from its columns."""
    assert world.beside is not None
    wishes = get_ids("offerings.SkyEntry")
    return {
        "accounts.Service": {"served_id": world.beside.ids["account"]},
        # Far from where the house counts its own.
        "ideas.Posting": {"number": 900_001},
        "verbatims.Relearned": {"code": "need"},
        "circle.StageDecision": {"from_stage": "outside", "to_stage": "partner"},
        "offerings.PairAnswer": {"low_id": wishes[0], "high_id": wishes[1], "better_id": wishes[0]},
    }


def get_ids(label: str) -> list[str]:
    """Return the ids of every row of a table, in order."""
    return list(apps.get_model(label)._base_manager.order_by("pk").values_list("pk", flat=True))


def _fillings(model: type[models.Model]) -> list[set[str]]:
    """Return which columns that may be empty are filled, try by try: all, none, all but one, one alone; a check may want any of them."""
    names = {field.name for field in model._meta.concrete_fields if field.null}
    several = [names, set(), *(names - {one} for one in sorted(names)), *({one} for one in sorted(names))]
    return [*several, *(one | {"empty codes"} for one in several)]


def _value(field: Any, model: type[models.Model], world: "World", at: datetime, filled: set[str]) -> Any:
    if isinstance(field, models.AutoField):
        return _LEFT
    if field.null and field.name not in filled:
        return None
    if field.is_relation:
        return _link(field, world)
    codes = _codes(model, field.name)
    if codes:
        is_said = field.has_default() or (field.blank and "empty codes" in filled)
        return field.get_default() if is_said else next((code for code in codes if code), "")
    if field.primary_key and isinstance(field, models.CharField):
        return f"minted_{model._meta.db_table}_{world.key}"[: field.max_length]
    return _plain(field, world, at)


def _link(field: Any, world: "World") -> Any:
    """Return a row to hang on: of this account where the table tells."""
    target = field.related_model
    wanted = {"accounts.Account": "account", "accounts.Contact": "contact", "accounts.Person": "person"}
    name = wanted.get(target._meta.label)
    if name:
        return world.ids[name]
    return _own_row(target, world)


def _own_row(model: type[models.Model], world: "World") -> Any:
    rows = model._base_manager.order_by("pk" if world.key == "a" else "-pk")
    names = {one.name for one in model._meta.concrete_fields}
    own = rows.filter(account=world.ids["account"]) if "account" in names else rows
    return own.values_list("pk", flat=True).first() or rows.values_list("pk", flat=True).first()


def _codes(model: type[models.Model], column: str) -> list[Any]:
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.CheckConstraint):
            found = _found_codes(constraint.condition, column)
            if found:
                return found
    return []


def _found_codes(condition: Any, column: str) -> list[Any]:
    if isinstance(condition, models.Q):
        return next((found for child in condition.children if (found := _found_codes(child, column))), [])
    return list(condition[1]) if isinstance(condition, tuple) and condition[0] == f"{column}__in" else []


def _plain(field: Any, world: "World", at: datetime) -> Any:
    if field.has_default() and not isinstance(field, models.DateTimeField):
        return field.get_default()
    values: list[tuple[type, Any]] = [
        (models.EmailField, f"minted.{field.name}@{world.domain}"),
        (models.CharField, f"minted {world.key}"[: field.max_length]),
        (models.TextField, f"minted {world.key}"),
        (models.DateTimeField, at),
        (models.DateField, at.date() if isinstance(at, datetime) else date.today),
        (models.BooleanField, False),
        (models.DecimalField, Decimal(1)),
        (models.FloatField, 0.5),
        (models.JSONField, {}),
        (models.BinaryField, b""),
        (models.UUIDField, "00000000-0000-4000-8000-000000000001"),
    ]
    return next((value for kind, value in values if isinstance(field, kind)), 1)
