"""The photos of the demo are drawn, each the same whenever it is."""

import io

import pytest
from PIL import Image

from closeknit.demo import drawing


@pytest.mark.parametrize("name", drawing.NAMES)
def test_a_photo_is_drawn_the_same_each_time(name: str):
    drawn = drawing.draw(name)
    assert drawn == drawing.draw(name)
    with Image.open(io.BytesIO(drawn), formats=["JPEG"]) as photo:
        assert max(photo.size) >= 1200
        assert not photo.getexif()
