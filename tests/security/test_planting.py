"""Nothing is forgotten: every column in which words can stand holds a token somewhere in the world, or says why it holds none."""

import pytest
from django.apps import apps

from tests.security import minting, planting, readers, unplanted
from tests.security.world import World

pytestmark = pytest.mark.django_db


def test_there_is_a_row_of_every_table(world: World):
    assert not minting.list_empty(), (
        "put a row into the world, or the table into UNMINTED of tests/security/unplanted.py"
    )


def test_every_text_of_every_row_holds_a_token(world: World):
    bare = []
    for model, field in planting.columns():
        if planting.why_unplanted(model, field.name):
            continue
        texts = list(model._base_manager.values_list(field.name, flat=True))
        if not any(text and "zq" in text for text in texts):
            bare.append(f"{model._meta.label}.{field.name} ({len(texts)} rows)")
    assert not bare, "put a row into the world, or the column into tests/security/unplanted.py: " + ", ".join(bare)


def test_the_reasons_for_planting_nothing_are_of_columns_that_are_there():
    labels = {f"{model._meta.label}.{field.name}" for model, field in planting.columns()}
    models = {model._meta.label for model in apps.get_models()}
    assert {name for name in unplanted.UNPLANTED if name not in labels and name not in models} == set()
    assert set(readers.SHARED) <= labels
