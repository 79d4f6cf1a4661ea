"""A device that makes and shows passkeys, in a few lines: what a browser and its authenticator do, for tests that need no browser."""

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "https://house.example"
_FLAGS = AuthenticatorData.FLAG


@dataclass
class SoftKey:
    """One passkey on a device that stands at `origin`; it asks its holder for a finger unless told otherwise."""

    origin: str = ORIGIN
    counts: bool = True
    is_verified: bool = True
    name: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    handle: bytes = b""
    n_signed: int = 0
    _key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, offer: dict[str, Any], **said: Any) -> str:
        """Return what a browser sends for a new passkey."""
        self.handle = websafe_decode(offer["user"]["id"])
        told = self._told("webauthn.create", offer, said)
        key = AttestedCredentialData.create(bytes(16), self.name, ES256.from_cryptography_key(self._key.public_key()))
        shown = AuthenticatorData.create(self._host(offer["rp"]["id"]), self._flags() | _FLAGS.AT, self._count(), key)
        made = AttestationObject.create("none", shown, {})
        return self._write({"clientDataJSON": told, "attestationObject": made})

    def show(self, offer: dict[str, Any], **said: Any) -> str:
        """Return what a browser sends where its holder signs in."""
        told = self._told("webauthn.get", offer, said)
        shown = AuthenticatorData.create(self._host(offer["rpId"]), self._flags(), self._count())
        signature = self._key.sign(bytes(shown) + sha256(told).digest(), ec.ECDSA(SHA256()))
        parts = {"clientDataJSON": told, "authenticatorData": shown, "signature": signature, "userHandle": self.handle}
        return self._write(parts)

    def _told(self, kind: str, offer: dict[str, Any], said: dict[str, Any]) -> bytes:
        words = {"type": kind, "challenge": offer["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(words | said).encode()

    def _count(self) -> int:
        self.n_signed += self.counts
        return self.n_signed

    def _flags(self) -> Any:
        return _FLAGS.UP | (_FLAGS.UV if self.is_verified else _FLAGS(0))

    def _host(self, host: str) -> bytes:
        return sha256(host.encode()).digest()

    def _write(self, parts: dict[str, bytes]) -> str:
        name = websafe_encode(self.name)
        response = {key: websafe_encode(bytes(part)) for key, part in parts.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
