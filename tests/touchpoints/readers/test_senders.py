import email
import email.policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.touchpoints.readers import senders

OURS = "mx.arlund.example"


def _mail(*lines: str, sender: str = "Ana <ana@harrow.example>"):
    text = "\n".join([*lines, f"From: {sender}", "Subject: Night runs", "", "Words"])
    return email.message_from_string(text, policy=email.policy.compat32)


def _prove(*lines: str, sender: str = "Ana <ana@harrow.example>", receiver: str = OURS, proof: str = "any") -> str:
    return senders.prove_sender(_mail(*lines, sender=sender), receiver=receiver, proof=proof)


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("mx.arlund.example; dmarc=pass (p=reject dis=none) header.from=harrow.example", "dmarc"),
        ("mx.arlund.example 1; spf=fail smtp.mailfrom=x.example; dmarc=pass header.from=HARROW.example", "dmarc"),
        (
            "MX.arlund.example;\n dkim=pass (2048-bit key; unprotected) header.d=harrow.example header.i=@harrow.example",
            "dkim",
        ),
        ('mx.arlund.example; dkim=pass reason="all; fine" header.i=@harrow.example', "dkim"),
        ("mx.arlund.example; spf=pass smtp.mailfrom=bounce@harrow.example", "spf"),
        ("mx.arlund.example; spf=pass smtp.mailfrom=harrow.example", "spf"),
    ],
)
def test_a_pass_of_our_own_server_for_the_senders_domain_proves_it(said: str, how: str):
    assert _prove(f"Authentication-Results: {said}") == how


@pytest.mark.parametrize(
    "said",
    [
        "mx.elsewhere.example; dmarc=pass header.from=harrow.example",
        "mx.arlund.example.evil.example; dmarc=pass header.from=harrow.example",
        "mx.arlund.example; dmarc=fail header.from=harrow.example; spf=pass smtp.mailfrom=harrow.example",
        "mx.arlund.example; dmarc=pass header.from=evil.example",
        "mx.arlund.example; dkim=pass header.d=evil.example",
        "mx.arlund.example; dkim=pass header.d=example",
        "mx.arlund.example; dkim=pass header.d=arrow.example",
        "mx.arlund.example; spf=pass smtp.mailfrom=ana@evil.example",
        "mx.arlund.example; spf=softfail smtp.mailfrom=harrow.example",
        "mx.arlund.example; none",
        "mx.arlund.example; dkim=fail (dmarc=pass header.from=harrow.example) header.d=harrow.example",
        'mx.arlund.example; dkim=fail reason="; dmarc=pass header.from=harrow.example"',
        "",
        ";;;===",
    ],
)
def test_anything_else_proves_nothing(said: str):
    assert _prove(f"Authentication-Results: {said}") == ""


def test_only_the_topmost_header_of_our_server_counts():
    """What the sender wrote under our server's name stands below what our server wrote."""
    forged = "Authentication-Results: mx.arlund.example; dmarc=pass header.from=harrow.example"
    assert _prove("Authentication-Results: mx.arlund.example; spf=none", forged) == ""
    assert _prove(forged, "Authentication-Results: mx.arlund.example; dmarc=fail header.from=harrow.example") == ""


def test_dmarc_alone_can_be_asked_for():
    assert _prove("Authentication-Results: mx.arlund.example; dkim=pass header.d=harrow.example", proof="dmarc") == ""


def test_without_a_receiver_nobody_is_proven():
    assert _prove("Authentication-Results: ; dmarc=pass header.from=harrow.example", receiver="") == ""


def test_two_senders_are_none():
    proof = "Authentication-Results: mx.arlund.example; dmarc=pass header.from=harrow.example"
    assert _prove(proof, "From: evil@evil.example") == ""
    assert _prove(proof, sender="ana@harrow.example, eve@harrow.example") == ""


@given(st.text(max_size=200))
def test_whatever_stands_in_the_header_is_read_without_an_error(said: str):
    message = email.message.Message(policy=email.policy.compat32)
    message["From"] = "ana@harrow.example"
    message._headers.append(("Authentication-Results", said))
    assert senders.prove_sender(message, receiver=OURS, proof="any") in ("", "dmarc", "dkim", "spf")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Auto-Submitted: auto-replied", "automatic"),
        ("Auto-Submitted: auto-generated (vacation)", "automatic"),
        ("X-Autoreply: yes", "automatic"),
        ("Precedence: auto_reply", "automatic"),
        ("Return-Path: <>", "automatic"),
        ("Content-Type: multipart/report; report-type=delivery-status; boundary=x", "bounce"),
        ("Precedence: bulk", "mailing"),
        ("X-Closeknit: digest", "own"),
        ("Auto-Submitted: no", ""),
        ("List-Id: <heard.arlund.example>", ""),
    ],
)
def test_a_machine_that_wrote_is_told_from_a_person(line: str, why: str):
    assert senders.classify_automatic(_mail(line), own=frozenset({"heard@arlund.example"})) == why


def test_our_own_mail_that_comes_back_is_known():
    own = frozenset({"heard@arlund.example"})
    assert senders.classify_automatic(_mail(sender="Heard <heard@arlund.example>"), own=own) == "own"
    assert senders.classify_automatic(_mail(sender="MAILER-DAEMON@mx.example"), own=own) == "bounce"
    assert senders.classify_automatic(_mail(sender="no-reply@shop.example"), own=own) == "mailing"
