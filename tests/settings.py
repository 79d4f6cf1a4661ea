"""The house's own settings, on a house folder that is made for this run and thrown away."""

import atexit
import os
import shutil
import tempfile

# Set before the settings are read. The workers of a parallel run inherit it, and each process has a folder of its own in it.
if "CLOSEKNIT_TEST_HOUSE" not in os.environ:
    os.environ["CLOSEKNIT_TEST_HOUSE"] = tempfile.mkdtemp(prefix="closeknit-test-")
    atexit.register(shutil.rmtree, os.environ["CLOSEKNIT_TEST_HOUSE"], ignore_errors=True)
os.environ["CLOSEKNIT_HOUSE"] = tempfile.mkdtemp(dir=os.environ["CLOSEKNIT_TEST_HOUSE"])

from closeknit.config.settings import *  # noqa: F403

# A fast hash: a test makes dozens of logins, and none of them guards anything.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Where the house of the tests stands, for what is bound to it.
OWN_ADDRESS = "https://house.example"
