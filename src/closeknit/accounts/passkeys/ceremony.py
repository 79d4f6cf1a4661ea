"""The two ceremonies of a passkey, as the standard has them (W3C Web Authentication): making one, and signing in with one.

What a browser sends is held against the house's own address and against a challenge of ours that only the session which asked knows.
"""

import json
import logging
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Self
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    CollectedClientData,
    PublicKeyCredentialRpEntity,
    RegistrationResponse,
    UserVerificationRequirement,
)

from closeknit.kit import address
from closeknit.kit.refusals import Refused

ADDING, USING = "adding", "using"
HOLDS = timedelta(minutes=5)
# What a browser sends is some hundred bytes; a certificate beside it a few thousand.
LONGEST = 20_000
_ALGORITHMS = CoseKey.supported_algorithms()
_VERIFIED = UserVerificationRequirement.REQUIRED
# What is wrong with what was sent mostly comes to light as one of these.
_FORESEEN = (ValueError, LookupError)
log = logging.getLogger(__name__)


class PasskeyRefused(Refused):
    """What came is no passkey that opens anything; which of its checks failed is told to nobody."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or _("That passkey opens nothing here. Nothing was changed."))


@dataclass(frozen=True)
class Asked:
    """A challenge that went out, as the session keeps it: its hash, for what, for whose login, and until when."""

    challenge_hash: str
    purpose: str
    until: float
    login: int = 0
    handle: str = ""

    def keep(self) -> dict[str, Any]:
        """Return it as a session holds it."""
        return asdict(self)

    @classmethod
    def read(cls, kept: object) -> Self | None:
        """Return what `keep` returned, or None."""
        return cls(**kept) if isinstance(kept, dict) else None


@dataclass(frozen=True)
class Made:
    """A passkey that a device has made."""

    credential: bytes
    key_data: bytes
    n_signed: int


@dataclass(frozen=True)
class Known:
    """What is kept of a passkey."""

    handle: bytes
    key_data: bytes
    n_signed: int


def ask(purpose: str, *, at: datetime, login: int = 0, handle: bytes = b"") -> tuple[str, Asked]:
    """Return a new challenge and what the session keeps of it."""
    challenge = secrets.token_bytes(32)
    until = (at + HOLDS).timestamp()
    return websafe_encode(challenge), Asked(_hash(challenge), purpose, until, login, websafe_encode(handle))


def offer_making(challenge: str, *, handle: bytes, email: str, name: str, known: list[bytes]) -> dict[str, Any]:
    """Return what a browser is asked for a new passkey: one that a device finds by itself and opens only for its holder."""
    return {
        "challenge": challenge,
        "rp": {"id": _host(), "name": _host()},
        "user": {"id": websafe_encode(handle), "name": email, "displayName": name},
        "pubKeyCredParams": [{"type": "public-key", "alg": one} for one in _ALGORITHMS],
        "excludeCredentials": [{"type": "public-key", "id": websafe_encode(one)} for one in known],
        "authenticatorSelection": {
            "residentKey": "required",
            "requireResidentKey": True,
            "userVerification": _VERIFIED.value,
        },
        "attestation": "none",
        "timeout": int(HOLDS.total_seconds() * 1000),
    }


def offer_using(challenge: str) -> dict[str, Any]:
    """Return what a browser is asked by whoever signs in. It names no passkey: whom we know is not said before they have shown one."""
    return {
        "challenge": challenge,
        "rpId": _host(),
        "allowCredentials": [],
        "userVerification": _VERIFIED.value,
        "timeout": int(HOLDS.total_seconds() * 1000),
    }


def read_made(said: str, asked: Asked | None, *, login: int, at: datetime) -> Made:
    """Return the passkey that a browser says it has made, or raise PasskeyRefused."""
    try:
        response = RegistrationResponse.from_dict(_read(said))
        held = _hold(response.response.client_data, asked, ADDING, login=login, at=at)
        found = _server().register_complete(held, response).credential_data
        if found is None or found.public_key.ALGORITHM not in _ALGORITHMS:
            raise ValueError("an algorithm that we do not know")
        counter = response.response.attestation_object.auth_data.counter
        return Made(found.credential_id, bytes(found), counter)
    except Exception as error:
        # Whatever a stranger sends is taken apart here: of the many ways to be wrong none is told from another.
        raise _refuse(error) from error


def read_name(said: str) -> bytes:
    """Return what the device calls the passkey that a browser says it used, or raise PasskeyRefused; nothing is proven by it."""
    try:
        return websafe_decode(_read(said)["rawId"])
    except Exception as error:
        raise _refuse(error) from error


def read_handle(asked: Asked | None) -> bytes:
    """Return what the device was told to call the login."""
    return websafe_decode(asked.handle) if asked else b""


def check_used(said: str, asked: Asked | None, known: Known, *, at: datetime) -> tuple[int, str]:
    """Return the device's new count and the hash of what it answered, where a passkey that we know was shown; or raise PasskeyRefused."""
    try:
        response = AuthenticationResponse.from_dict(_read(said))
        held = _hold(response.response.client_data, asked, USING, login=0, at=at)
        _server().authenticate_complete(held, [AttestedCredentialData(known.key_data)], response)
        if response.response.user_handle != known.handle:
            raise ValueError("somebody else's")
        counter = response.response.authenticator_data.counter
        # A device that counts never says the same number twice: two that do have one key between them.
        if (counter or known.n_signed) and counter <= known.n_signed:
            raise ValueError("a copy")
        return counter, _hash(response.response.client_data.challenge)
    except Exception as error:
        raise _refuse(error) from error


def _refuse(error: Exception) -> PasskeyRefused:
    """Return the refusal, the same for all; an error that may be our own is kept in the log, else every passkey could fail unseen."""
    if not isinstance(error, _FORESEEN):
        log.error("A passkey was refused by an error that nobody foresaw", exc_info=error)
    return PasskeyRefused()


def _read(said: str) -> Mapping[str, Any]:
    found = json.loads(said) if len(said) <= LONGEST else None
    if not isinstance(found, dict):
        raise TypeError("not what a browser sends")
    return found


def _hold(data: CollectedClientData, asked: Asked | None, purpose: str, *, login: int, at: datetime) -> dict[str, Any]:
    """Return the challenge as the library compares it, where it is the one that this session was given for this, or raise ValueError."""
    is_ours = asked is not None and asked.challenge_hash == _hash(data.challenge)
    if asked is None or not is_ours or (asked.purpose, asked.login) != (purpose, login):
        raise ValueError("another challenge")
    if at.timestamp() > asked.until or data.cross_origin:
        raise ValueError("too late, or from within another page")
    return {"challenge": websafe_encode(data.challenge), "user_verification": _VERIFIED}


def _server() -> Fido2Server:
    own = address.find_passkey_origin()
    if not own:
        raise ValueError("nobody has said where the house stands")
    relying = PublicKeyCredentialRpEntity(id=_host(), name=_host())
    return Fido2Server(relying, verify_origin=lambda said: said == own)


def _host() -> str:
    return urlsplit(address.find_passkey_origin()).hostname or ""


def _hash(challenge: bytes) -> str:
    return sha256(challenge).hexdigest()
