import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import closeknit.analysis
from closeknit.analysis import library

sys.path.insert(0, "scripts")
import make_notebook  # a script, which is no package

NOTEBOOK = Path("docs/notebook.ipynb")
PLAIN = "We need to see the stock of all our depots on one page."


def test_the_face_of_the_analysis_is_the_library() -> None:
    assert closeknit.analysis.__all__ == library.__all__
    for name in library.__all__:
        assert getattr(closeknit.analysis, name) is getattr(library, name)


def test_what_is_not_there_is_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'listen'"):
        closeknit.analysis.listen  # noqa: B018


def test_a_part_of_the_analysis_loads_no_model() -> None:
    asked = "import sys\nfrom closeknit.analysis import kinds\nprint('onnxruntime' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def test_sentences_are_heard_and_explained() -> None:
    (heard,) = library.hear([PLAIN])
    assert heard.signals[library.SignalCode.NEED] >= 0.5
    words = [words for words, _ in library.explain_signal(PLAIN, library.SignalCode.NEED)]
    assert any("need" in one.lower() for one in words)


def test_the_language_around_is_taken_where_a_sentence_says_too_little() -> None:
    assert library.hear(["Super."], language="de")[0].language == "de"


def test_a_text_is_cut_to_its_sentences_word_for_word() -> None:
    assert library.cut_sentences("It leaks. It is  loud!") == ["It leaks.", "It is  loud!"]


def test_the_same_texts_give_the_same_needs() -> None:
    texts = [f"{PLAIN} The pump on line {number} leaks." for number in range(40)]
    first, second = library.find_needs(texts), library.find_needs(texts)
    assert first.needs == second.needs
    assert first.needs
    assert list(first.sentences) == list(second.sentences)


def test_no_texts_have_no_needs() -> None:
    assert library.find_needs([]).needs == ()


def test_a_group_is_named_and_nothing_is_not() -> None:
    named = library.name_need(["The mixer is too loud.", "The mixer is so loud that we cannot talk."])
    assert "loud" in named.title.lower()
    with pytest.raises(ValueError, match="at least one"):
        library.name_need([])


def test_the_notebook_runs_and_prints_what_stands_in_it() -> None:
    notebook: dict[str, Any] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert notebook["nbformat"] == 4
    for cell, printed in make_notebook.run_cells(notebook):
        kept = "".join(line for output in cell["outputs"] for line in output["text"])
        # Another processor may round a chance otherwise: figures are left out.
        assert _without_figures(printed) == _without_figures(kept), "run scripts/make_notebook.py"


def _without_figures(text: str) -> str:
    return re.sub(r"\d+(\.\d+)?", "0", text)
