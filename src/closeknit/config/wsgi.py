"""The WSGI entry, for `closeknit up` and for any WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "closeknit.config.settings")
application = get_wsgi_application()
