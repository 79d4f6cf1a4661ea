"""Where the house stands on the network, as its people said: what a request says of its own host is never asked."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings

from closeknit.kit import mail

_PORTS = {"https": 443, "http": 80}


def find_address() -> str:
    """Return the house's own address, such as https://partners.example, without a slash at the end; "" where nobody has said it."""
    said: str = mail.find_origin() or settings.OWN_ADDRESS
    return said.rstrip("/")


def find_passkey_origin() -> str:
    """Return the address to which passkeys are bound, as a browser writes it; "" where none are made.

    Browsers make them for an address with a name that is reached by https, or on the machine itself.
    """
    return read_passkey_origin(find_address())


def read_passkey_origin(address: str) -> str:
    """Return an address as a browser writes the origin of a passkey, or "" where no browser makes one for it."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and host == "localhost")
    if not host or _is_number(host) or not is_safe:
        return ""
    shown = "" if port in (None, _PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{host}{shown}"


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
