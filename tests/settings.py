"""The house's own settings, on a house folder that is made for this run and thrown away."""

import atexit
import os
import shutil
import tempfile

# Set before the settings are read, and left alone in the workers of a parallel run, which inherit it.
if "CLOSEKNIT_TEST_HOUSE" not in os.environ:
    os.environ["CLOSEKNIT_TEST_HOUSE"] = tempfile.mkdtemp(prefix="closeknit-test-")
    atexit.register(shutil.rmtree, os.environ["CLOSEKNIT_TEST_HOUSE"], ignore_errors=True)
os.environ["CLOSEKNIT_HOUSE"] = os.environ["CLOSEKNIT_TEST_HOUSE"]

from closeknit.config.settings import *  # noqa: F403

# A fast hash: a test makes dozens of logins, and none of them guards anything.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
