"""The WSGI entry, for `closeknit up` and for any WSGI server."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "closeknit.config.settings")
application = get_wsgi_application()
# Every page is loaded now: else whoever asks first waits for it. What is loaded stays for good, and looking through it for garbage
# again and again would make everybody wait a sixth of a second each time.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
import_module("closeknit.circle.drawing").look_ahead()
