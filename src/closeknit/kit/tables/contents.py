"""What the first bytes of a file say that it is, whatever its name says."""

import re
import zipfile

from closeknit.kit.tables.table import Source

# What a person would call a file that begins so. Workbooks are told apart by looking into the archive.
_MAGIC = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "compressed (gzip)"),
    (b"BZh", "compressed (bzip2)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\x00", "a database (SQLite)"),
    (b"PAR1", "a Parquet file"),
    (b"ID3", "a sound recording (MP3)"),
    (b"OggS", "a sound recording (Ogg)"),
    (b"RIFF", "a sound or video recording"),
    (b"\x1a\x45\xdf\xa3", "a video (Matroska)"),
    (b"{\\rtf", "a rich text document (RTF)"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# A workbook holds a few dozen parts; more than this is made to hurt.
_MAX_PARTS = 2_000
_MAX_UNPACKED = 512 * 1024 * 1024


def find_workbook(source: Source, head: bytes) -> str:
    """Return xlsx, xlsb, ods or xls when the file is a workbook, an empty string when it is none.

    Raises `Unreadable` for an archive that is no workbook, is damaged, or would unpack to more than 512 MB.
    """
    if head.startswith(_OLE):
        return "xls"
    if not head.startswith(_ZIP):
        return ""
    try:
        with zipfile.ZipFile(source.path) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            unpacked = sum(part.file_size for part in parts)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, NotImplementedError, EOFError, OSError):
        raise source.unreadable("is a damaged workbook or archive", "Save it once more and try again.") from None
    found = _workbook_kind(names)
    if not found:
        kind = "a Word document" if "word/document.xml" in names else "an archive (ZIP)"
        raise source.unreadable(f"is {kind}, not a table", "Save the table in it as CSV or XLSX and try again.")
    if len(parts) > _MAX_PARTS or unpacked > _MAX_UNPACKED:
        size = f"{unpacked / 2**20:,.0f} MB in {len(parts):,} parts"
        raise source.unreadable(f"unpacks to {size}, more than is opened here", "Save the sheet as CSV and try again.")
    return found


def name_binary(head: bytes, *, is_utf8: bool) -> str:
    """Return what a person would call these bytes when they are not text ("a picture (PNG)"), else an empty string.

    `head` is taken from the start of the file, before decoding; UTF-16 and UTF-32 must be ruled out by the caller.
    Control characters in sound UTF-8 are odd text; where no encoding fits they give a program's data away.
    """
    for magic, kind in _MAGIC:
        # Short magic may begin a line of honest text ("BMW;42"): it counts with a byte that no text has.
        if head.startswith(magic) and (len(magic) > 3 or _CONTROLS.search(head) or b"\x00" in head):
            return kind
    if head[4:8] == b"ftyp":
        return "a video or sound recording (MP4)"
    controls, nulls = len(_CONTROLS.findall(head)), head.count(0)
    if not is_utf8 and controls >= 4 and controls > 0.03 * len(head):
        return "not text (a binary file)"
    # Half a thousand control characters in a third of the place are no text in any encoding.
    if controls + nulls >= 512 and controls + nulls > 0.3 * len(head):
        return "not text (a binary file)"
    if nulls >= 8 and nulls > 0.3 * len(head):
        return "not text (a binary file)"
    return ""


def name_markup(text: str) -> str:
    """Return what a person would call a text that is a page or document of another kind, else an empty string."""
    start = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html", "<table", "<head", "<body")):
        return "a web page (HTML)"
    if start.startswith(("<?xml", "<rss", "<feed", "<svg")):
        return "an XML document"
    return ""


def _workbook_kind(names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    return ""
