import importlib
from types import ModuleType

import pytest


@pytest.fixture
def make_model(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend("scripts")
    return importlib.import_module("make_model")


def test_the_model_on_disk_is_of_this_recipe(make_model: ModuleType) -> None:
    assert make_model.is_made(make_model.digest_recipe())


def test_a_model_of_another_recipe_is_made_anew(make_model: ModuleType) -> None:
    assert not make_model.is_made("another version of the graph")
