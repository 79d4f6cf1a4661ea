"""Drawn as they are, and weighed by the inverse of their chance, few sentences stand for all of them."""

from random import Random

import pytest

from closeknit.analysis.learning import sampling

# Of 1,000 sentences 300 are heard as pain and 5 as leaving; three of those five are.
POPULATION = [("pain",)] * 298 + [("pain", "leaving")] * 2 + [("leaving",)] * 3 + [()] * 697
TRULY_LEAVING = set(range(298, 301))
COUNTS = {"pain": 300, "leaving": 5, "praise": 0}


def _draw(random: Random) -> int:
    pool = sampling.choose_pool(COUNTS, random)
    return random.choice([place for place, codes in enumerate(POPULATION) if not pool or pool in codes])


def test_the_chances_of_all_sentences_add_up_to_one():
    chances = [sampling.tell_chance(codes, COUNTS, len(POPULATION)) for codes in POPULATION]
    assert sum(chances) == pytest.approx(1)


def test_weighed_sums_are_those_of_all_words():
    random = Random(7)
    drawn = [_draw(random) for _ in range(4_000)]
    weights = [1 / sampling.tell_chance(POPULATION[place], COUNTS, len(POPULATION)) for place in drawn]
    truly = sum(w for w, place in zip(weights, drawn, strict=True) if place in TRULY_LEAVING) / sum(weights)
    assert truly == pytest.approx(3 / 1_000, rel=0.15)


def test_a_rare_signal_comes_up_often():
    random = Random(7)
    drawn = [_draw(random) for _ in range(400)]
    assert sum("leaving" in POPULATION[place] for place in drawn) > 60


def test_where_nothing_is_heard_all_words_are_alike():
    assert sampling.tell_chance((), {"pain": 0}, 50) == 1 / 50


def test_of_no_words_nothing_can_be_drawn():
    with pytest.raises(ValueError, match="no words"):
        sampling.tell_chance((), {}, 0)
