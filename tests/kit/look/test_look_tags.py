"""What the tags write, seen from the page."""

import typing
from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template

from closeknit.kit.look import rows
from closeknit.kit.look.templatetags import look as tags

TODAY = date(2026, 11, 19)


def render(source: str, **context: object) -> str:
    return Template("{% load look %}" + source).render(Context({"today": TODAY, "csrf_token": "t0ken", **context}))


def test_exact_words_stand_in_quotation_marks_with_who_and_where() -> None:
    words = rows.Quote(
        "It stops at two.", speaker="Saskia", account="Rijnmond", medium="call", said_on=TODAY, place="at 12:40"
    )
    html = render("{% quote q %}", q=words)
    assert "“It stops at two.”" in html
    assert "quote-exact" in html
    assert '<b>Saskia</b>, Rijnmond · call, <time datetime="2026-11-19"' in html


def test_reported_words_have_no_quotation_marks_and_say_who_told_them() -> None:
    html = render("{% quote q %}", q=rows.Quote("They wait for May.", wording="reported", told_by="Ben"))
    assert "“" not in html
    assert "as told by Ben" in html


def test_somebodys_words_cannot_become_markup() -> None:
    hostile = '<script>alert("x")</script>'
    pieces = (rows.Piece(hostile, "hit"), rows.Piece(hostile, "taken_out"), rows.Piece(hostile))
    html = render("{% quote q %}{% quote p %}", q=rows.Quote(hostile, speaker=hostile), p=rows.Quote("", pieces=pieces))
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 5


def test_what_was_taken_out_is_never_in_the_page() -> None:
    pieces = (rows.Piece("Our director "), rows.Piece("a name", "taken_out", 5), rows.Piece(" asks."))
    html = render("{% quote q %}", q=rows.Quote("Our director Pim asks.", pieces=pieces))
    assert "Pim" not in html
    assert "(a name taken out)" in html
    assert html.count("&#8199;") == 5


def test_only_a_late_promise_is_red() -> None:
    late = render("{% promise p %}", p=rows.PromiseRow("Answer", due_on=date(2026, 11, 17)))
    soon = render("{% promise p %}", p=rows.PromiseRow("Answer", due_on=date(2026, 11, 20)))
    kept = render("{% promise p %}", p=rows.PromiseRow("Answer", due_on=date(2026, 11, 1), settled="kept"))
    assert "promise-day late" in late
    assert "2 days late" in late
    assert "late" not in soon
    assert "late" not in kept
    assert "kept" in kept


def test_a_reason_carries_its_fact_after_a_comma() -> None:
    html = render("{% reasons r %}", r=[rows.Reason("late", "131 days", "his latest is 60", "/t")])
    assert '<a href="/t">131 days</a></span><span class="reason-fact">, his latest is 60' in html


@pytest.mark.parametrize("mark", typing.get_args(rows.Mark))
def test_every_mark_has_a_drawing_and_a_name(mark: str) -> None:
    html = tags.mark(mark)
    assert html.startswith("<svg")
    assert 'aria-hidden="true"' in html
    assert '<span class="visually-hidden">' in html


def test_a_mark_beside_words_that_say_it_says_nothing_itself() -> None:
    assert "visually-hidden" not in render('{% mark "late" "" %}')


def test_an_act_that_changes_something_is_a_form_with_its_token() -> None:
    html = render("{% act a %}", a=rows.Act("Log it", "/log", post=True))
    assert 'method="post" action="/log"' in html
    assert "t0ken" in html


def test_progress_asks_again_only_while_it_runs() -> None:
    running = rows.Progress("p", "Reading", "a.csv", 3, 4, "rows", polls_url="/p", cancel_url="/p/stop")
    done = rows.Progress("p", "Read", "a.csv", 4, 4, "rows")
    html = render("{% progress p %}", p=running)
    assert 'hx-get="/p"' in html
    assert 'aria-valuenow="75"' in html
    assert 'action="/p/stop"' in html
    assert "hx-get" not in render("{% progress p %}", p=done)


@pytest.mark.parametrize(("done", "of", "percent"), [(0, 0, 100), (-1, 5, 0), (9, 5, 100), (1, 3, 33)])
def test_progress_stays_between_nothing_and_all(done: int, of: int, percent: int) -> None:
    assert rows.Progress("p", "", "", done, of, "rows").percent == percent


class _Form(forms.Form):
    name = forms.CharField(label="Name", help_text="As they write it.")
    tell = forms.BooleanField(label="Tell me", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "a")], widget=forms.RadioSelect, required=False)


def test_a_field_is_named_explained_and_its_error_tied_to_it() -> None:
    html = render("{% field form.name %}", form=_Form({}))
    assert '<label for="id_name">Name' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_error id_name_help"' in html
    assert 'id="id_name_error"' in html
    assert 'id="id_name_help"' in html


def test_choices_are_a_fieldset_with_a_legend() -> None:
    html = render("{% field form.kind %}", form=_Form())
    assert "<fieldset" in html
    assert "<legend>Kind" in html


def test_the_summary_of_errors_leads_to_each_field_and_is_silent_when_all_is_well() -> None:
    assert 'href="#id_name"' in render("{% form_errors form %}", form=_Form({}))
    assert render("{% form_errors form %}", form=_Form({"name": "Rijnmond"})).strip() == ""


def test_a_message_becomes_a_toast_whose_tag_is_the_way_back() -> None:
    message = SimpleNamespace(message="Moved <b> to ally.", extra_tags="/undo/1")
    html = render("{% message_toast m %}", m=message)
    assert "Moved &lt;b&gt; to ally." in html
    assert 'action="/undo/1"' in html


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ('"><script>', ""), ("", "")])
def test_only_a_known_theme_reaches_the_page(cookie: str, theme: str) -> None:
    assert tags.theme_of(SimpleNamespace(COOKIES={"theme": cookie})) == theme


def test_a_section_escapes_its_title_and_keeps_its_content() -> None:
    html = render("{% section title %}<p>{{ title }}</p>{% endsection %}", title="<i>")
    assert "<h2>&lt;i&gt;</h2>" in html
    assert "<p>&lt;i&gt;</p>" in html
