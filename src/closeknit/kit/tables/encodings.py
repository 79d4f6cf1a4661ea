"""Which encoding the bytes of a text file are in: proven where it can be, else guessed and said."""

import codecs
import io
import re
from dataclasses import dataclass
from typing import BinaryIO

import charset_normalizer

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Families that Windows-1252 cannot be mistaken for once it has failed to give words.
_TRUSTED_GUESSES = re.compile(r"cp125[013567]|koi8|shift_jis|cp932|euc_|gb|big5|cp949|johab|iso2022|iso8859_[25789]")
# Two programs wrote into one file: what is no UTF-8 in it is most likely what Windows writes in the West.
_WESTERN = "closeknit-western"
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[^\w\s'’“”‘–—…·\x00-\x7f](?=[^\W\d_])|[¹²³¿¼½¾](?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A Python codec, how to treat bytes that it does not know, and a sentence for people when it is a guess."""

    codec: str
    errors: str = "strict"
    note: str = ""


def detect(stream: BinaryIO) -> Encoding:
    """Return the encoding of a whole stream, read once from where it stands in chunks of a megabyte.

    A byte order mark decides; then UTF-16 without a mark by its zero bytes; then UTF-8 if every byte agrees; else
    Windows-1252 where it gives sensible words, else the guess of charset-normalizer on the lines that matter.
    """
    head = stream.read(_SAMPLE)
    for mark, codec in _BOMS:
        if head.startswith(mark):
            return Encoding(codec, "replace")
    wide = _utf16_without_mark(head)
    if wide:
        return Encoding(wide, "replace", f"The file looks like {wide.upper()} without a mark; it was read so.")
    decoder = codecs.getincrementaldecoder("utf-8")()
    odd = bytearray()
    sound = True
    chunk = head
    while chunk:
        if not chunk.isascii():
            _gather_odd_lines(chunk, odd)
        if sound:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                sound = False
        chunk = stream.read(_CHUNK) if sound or len(odd) < _SAMPLE else b""
    if sound:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            sound = False
    if b"\x1b$" in head or b"\x1b(J" in head:
        return _guessed("iso2022_jp")
    return Encoding("utf-8") if sound else guess(bytes(odd))


def guess(odd: bytes) -> Encoding:
    """Return the likeliest encoding of bytes that are not sound UTF-8: `odd` are lines that hold more than ASCII."""
    as_utf8 = odd.decode("utf-8", "replace")
    broken = as_utf8.count("\ufffd")
    sound = sum(1 for char in as_utf8 if char > "\x7f" and char != "\ufffd")
    if sound > 0.2 * broken and _reads_like_words(odd.decode("utf-8", _WESTERN)):
        return Encoding("utf-8", _WESTERN, "Some bytes are not UTF-8 like the others; they were read as Windows-1252.")
    if sound > 2 * broken:
        return Encoding("utf-8", "replace", "Some bytes are not UTF-8 like the others; they show as \ufffd.")
    western = odd.decode("cp1252", "replace")
    if _reads_like_words(western):
        return _guessed("cp1252")
    best = charset_normalizer.from_bytes(odd[:_SAMPLE]).best()
    if best is not None and _TRUSTED_GUESSES.match(best.encoding):
        return _guessed(best.encoding)
    return _guessed("cp1252")


def decode(data: bytes) -> tuple[str, Encoding]:
    """Return the text of a small file with its encoding; never raises."""
    encoding = detect(io.BytesIO(data))
    return data.decode(encoding.codec, encoding.errors), encoding


def _read_western(error: UnicodeError) -> tuple[str, int]:
    """Read what one codec could not as Windows-1252, byte by byte."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_WESTERN, _read_western)


def _guessed(codec: str) -> Encoding:
    said = {"cp1252": "Windows-1252", "iso2022_jp": "ISO-2022-JP"}.get(codec, codec)
    return Encoding(codec, "replace", f"The encoding was guessed: {said}. Look at the accents in the preview.")


def _gather_odd_lines(chunk: bytes, odd: bytearray) -> None:
    for line in chunk.splitlines():
        if len(odd) >= _SAMPLE:
            return
        if not line.isascii():
            odd += line[:4096] + b"\n"


def _utf16_without_mark(head: bytes) -> str:
    """Text of mostly Latin letters, commas and line ends has its zero bytes nearly all on one side of the pairs."""
    pairs = len(head) // 2
    even, odd = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    for codec, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if pairs >= 2 and high > 0.25 * pairs and low < 0.1 * high:
            text = head[: 2 * pairs].decode(codec, "replace")
            strange = len(re.findall(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]", text))
            if strange <= 0.02 * len(text):
                return codec
    return ""


def _reads_like_words(text: str) -> bool:
    """A wrong single-byte guess puts signs inside words ("³atwe") or makes words of nothing but accents ("ïðèâåò")."""
    special = [char for char in text if char > "\x7f"]
    if not special:
        return True
    inside = len(_SIGN_IN_WORD.findall(text))
    accented = sum(1 for char in special if char.isalpha())
    beside = len(re.findall(r"[A-Za-z](?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[A-Za-z]", text))
    return inside <= 0.05 * len(special) and beside >= 0.3 * accented and "\ufffd" not in text
