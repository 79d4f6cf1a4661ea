"""Write the gallery's pages and all static files into a folder."""

import sys
from pathlib import Path

from closeknit.kit.look.gallery import render

if len(sys.argv) != 2:
    sys.exit("Say where to: python -m closeknit.kit.look.gallery DIR")
for page in render.write_gallery(Path(sys.argv[1])):
    sys.stdout.write(f"{page}\n")
