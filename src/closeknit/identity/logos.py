"""A logo is what its bytes are, whatever its name says: PNG, JPEG, or an SVG that is a picture and nothing else."""

import re
from xml.etree import ElementTree

from closeknit.identity.checks import BadSetting

MOST_BYTES = 1024 * 1024
_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = {f"{_SVG}script", f"{_SVG}foreignObject", f"{_SVG}handler", f"{_SVG}iframe"}


def classify_logo(content: bytes) -> str:
    """Return the media type of a logo, or raise BadSetting with what is wrong with it."""
    if len(content) > MOST_BYTES:
        raise BadSetting("The logo is larger than 1 MB. Save it smaller and try again.")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if b"<svg" in content[:4096]:
        _check_svg(content)
        return "image/svg+xml"
    raise BadSetting("The logo is no PNG, JPEG or SVG picture. Save it as one of these and try again.")


def _check_svg(content: bytes) -> None:
    # Entities can make a small file huge, or fetch others: an SVG of a logo needs none.
    if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", content, re.IGNORECASE) and b"<!ENTITY" in content.upper():
        raise BadSetting("The SVG declares entities. Save it as plain SVG and try again.")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - entities were refused above
    except (ElementTree.ParseError, ValueError) as error:
        raise BadSetting("The SVG is damaged. Save it once more and try again.") from error
    if root.tag != f"{_SVG}svg":
        raise BadSetting("The SVG is no picture. Save it as plain SVG and try again.")
    for element in root.iter():
        events = [name for name in element.attrib if name.lower().startswith("on")]
        links = [value for name, value in element.attrib.items() if name.rpartition("}")[2] == "href"]
        if element.tag in _ACTIVE or events or any(not link.startswith(("#", "data:image/")) for link in links):
            raise BadSetting("The SVG holds a script or a link. Save it as plain SVG and try again.")
