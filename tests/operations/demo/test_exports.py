import csv
import io
import json

import pytest

from closeknit.demo import company, exports
from closeknit.demo.exports import Export

CALENDAR = company.Calendar(days=10, zone="Europe/London")


def _rows(export: Export, content: bytes) -> list[dict[str, object]]:
    if export.file_name.endswith(".jsonl"):
        return [json.loads(line) for line in content.decode().splitlines()]
    return list(csv.DictReader(io.StringIO(content.decode())))


@pytest.mark.parametrize("export", exports.EXPORTS, ids=lambda export: export.file_name)
def test_only_the_dates_of_an_export_move(export: Export):
    file = company.FOLDER / export.file_name
    before = _rows(export, file.read_bytes())
    after = _rows(export, exports.move_dates(file, export.dates, CALENDAR))
    assert len(after) == len(before)
    for was, is_now in zip(before, after, strict=True):
        moved = {name: CALENDAR.rewrite(str(was[name])) for name in export.dates}
        assert is_now == was | moved


@pytest.mark.parametrize("export", exports.EXPORTS, ids=lambda export: export.file_name)
def test_the_mapping_of_an_export_names_columns_that_it_has(export: Export):
    columns = set(_rows(export, (company.FOLDER / export.file_name).read_bytes())[0])
    assert {name for names in export.mapping.values() for name in names} <= columns
