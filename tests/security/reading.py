"""What a body says once it is unpacked: archives and workbooks are opened, the text of a PDF is decoded, everything else is as it is."""

import io
import re
import zipfile
import zlib

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_LETTER = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4,})>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4,})>")
_SHOWN = re.compile(rb"<([0-9A-Fa-f]+)>|\(((?:\\.|[^\\()])*)\)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def unpack(body: bytes) -> bytes:
    """Return `body` and all that is packed into it, as bytes in which words can be looked for."""
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return body + b"\n".join(unpack(archive.read(name)) + name.encode() for name in archive.namelist())
    if body.startswith(b"%PDF-"):
        return body + b"\n" + _words_of_pdf(body)
    return body


def _words_of_pdf(body: bytes) -> bytes:
    """Return every text shown in a PDF, read with the letters of each of its fonts: who searches need not know which was meant."""
    streams = [_inflate(found[1]) for found in _STREAM.finditer(body)]
    fonts = [_letters(stream) for stream in streams if b"beginbf" in stream]
    pages = [stream for stream in streams if b"Tj" in stream or b"TJ" in stream]
    said = [_said(page, font) for page in pages for font in fonts]
    return b"\n".join([*streams, *(text.encode("utf-8", "replace") for text in said)])


def _inflate(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def _letters(stream: bytes) -> dict[int, str]:
    """Return which letters the numbers of a font mean, from its ToUnicode map."""
    found: dict[int, str] = {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", stream, re.DOTALL):
        for number, letter in _LETTER.findall(part):
            found[int(number, 16)] = bytes.fromhex(letter.decode()).decode("utf-16-be", "replace")
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", stream, re.DOTALL):
        for first, last, letter in _RANGE.findall(part):
            for number in range(int(first, 16), int(last, 16) + 1):
                found[number] = chr(int(letter, 16) + number - int(first, 16))
    return found


def _said(page: bytes, letters: dict[int, str]) -> str:
    text = []
    for digits, literal in _SHOWN.findall(page):
        raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()) if digits else _ESCAPED.sub(_plain, literal)
        numbers = [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw) - 1, 2)]
        text.append("".join(letters.get(number, "") for number in numbers))
    return "".join(text).replace("\u200b", "")


def _plain(found: re.Match[bytes]) -> bytes:
    escaped = found[1]
    return bytes([int(escaped, 8) & 255]) if escaped.isdigit() else _ESCAPES.get(escaped, escaped)
