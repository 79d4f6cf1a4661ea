import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.analysis.text import mail


def own(body: str) -> list[str]:
    return [body[span.start : span.end] for span in mail.own_words(body)]


QUOTE = "\n> We would ship in March.\n> Ben\n"


@pytest.mark.parametrize(
    "header",
    [
        "On Tue, 3 Nov 2026 at 10:12, Ben Okafor <ben@maker.example> wrote:",
        "On Tue, 3 Nov 2026 at 10:12, Ben Okafor\n<ben@maker.example> wrote:",
        "Am 03.11.2026 um 10:12 schrieb Ben Okafor:",
        "Am Di., 3. Nov. 2026 um 10:12 Uhr schrieb Ben Okafor <ben@maker.example>:",
        "Le mar. 3 nov. 2026 à 10:12, Ben Okafor <ben@maker.example> a écrit :",
        "Op di 3 nov. 2026 om 10:12 schreef Ben Okafor <ben@maker.example>:",
        "El mar, 3 nov 2026 a las 10:12, Ben Okafor (<ben@maker.example>) escribió:",
    ],
)
def test_quoted_words_and_their_header_are_left_out(header: str) -> None:
    assert own(f"March is too late for us.\n\n{header}\n{QUOTE}") == ["March is too late for us."]


@pytest.mark.parametrize(
    "divider",
    [
        "-----Original Message-----\nFrom: Ben\nSent: Monday\n",
        "From: Ben Okafor <ben@maker.example>\nSent: Tuesday, 3 November 2026\nTo: Anna\nSubject: Delivery\n",
        "Von: Ben Okafor\nGesendet: Dienstag, 3. November 2026\nAn: Anna\nBetreff: Lieferung\n",
        "---------- Forwarded message ----------\nFrom: Ben\n",
        "Begin forwarded message:\n",
    ],
)
def test_what_stands_below_a_divider_is_old(divider: str) -> None:
    assert own(f"March is too late.\n\n{divider}\nWe would ship in March.") == ["March is too late."]


def test_answers_between_quoted_lines_are_kept() -> None:
    body = "On 3 Nov Ben wrote:\n> Is March fine?\nNo, it is too late.\n\n> And the price?\nFine.\n"
    assert own(body) == ["No, it is too late.", "Fine."]


@pytest.mark.parametrize(
    "ending",
    [
        "-- \nAnna Visser\nHead of Lab\n+31 10 555 0199",
        "Best regards,\nAnna Visser\nRijnmond Labs | www.rijnmond.example",
        "Mit freundlichen Grüßen\n\nAnna Visser",
        "Met vriendelijke groet,\nAnna",
        "Cordialement,\nAnna",
        "Sent from my iPhone",
        "Thanks,\nAnna",
        "________\nAnna Visser\nanna@rijnmond.example",
    ],
)
def test_a_signature_is_left_out(ending: str) -> None:
    assert own(f"The pump leaks again.\n\n{ending}\n") == ["The pump leaks again."]


def test_thanks_in_the_middle_is_no_signature() -> None:
    body = "Thanks\nWe have looked at the pump again with two colleagues and it still leaks where it did, sadly.\n"
    assert own(body)[0].endswith("sadly.")


def test_a_disclaimer_is_left_out() -> None:
    body = "The pump leaks.\n\nThis e-mail and any attachments are confidential and intended solely for\nyou.\n"
    assert own(body) == ["The pump leaks."]


def test_a_postscript_after_the_signature_is_kept() -> None:
    body = "It leaks.\n\nBest,\nAnna\n\nPS: we also need a spare key."
    assert own(body) == ["It leaks.", "PS: we also need a spare key."]


def test_a_mail_that_only_forwards_says_nothing() -> None:
    assert own("---------- Forwarded message ----------\nFrom: Ben\n\nHello") == []


lines = st.sampled_from(
    ["> a", "--", "Best,", "On 3 Nov Ben wrote:", "It leaks.", "", "From: x", "Sent: y", "\r", "PS: z"]
)


@given(st.one_of(st.text(), st.lists(lines, max_size=25).map("\n".join)))
def test_parts_are_ordered_places_in_the_body(body: str) -> None:
    end = 0
    for span in mail.own_words(body):
        assert end <= span.start < span.end <= len(body)
        assert body[span.start : span.end] == body[span.start : span.end].strip()
        end = span.end


def test_a_signature_that_begins_with_the_bare_name_is_left_out_where_the_writer_is_known():
    body = (
        "It is out, you can tell people.\n\nBridget\n\nBridget Ofori\nManaging Director\nTetherby: 27,900 dinners a day"
    )
    parts = mail.own_words(body, writer="Bridget Ofori")
    assert [body[part.start : part.end] for part in parts] == ["It is out, you can tell people."]


def test_a_name_in_the_middle_of_a_mail_ends_nothing():
    body = (
        "Alan said so.\n\nBridget\n\n"
        + "She will tell you at length what the kitchen needs before the summer, and so will I, when we meet. " * 2
    )
    parts = mail.own_words(body, writer="Bridget Ofori")
    assert parts[-1].end == len(body.rstrip())
