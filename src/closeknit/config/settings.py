"""The one settings file. What a house may set stands in the environment and is documented in docs/settings.md."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from closeknit.kit import house_folder

HOUSE_FOLDER = house_folder.locate()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = HOUSE_FOLDER.read_secret("secret_key") or secrets.token_urlsafe(50)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("CLOSEKNIT_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CLOSEKNIT_ORIGINS", "").split(",") if origin]
SECURE = os.environ.get("CLOSEKNIT_HTTPS") == "1"
# Where the house stands, for a house that has not said it on its page: passkeys are bound to it.
OWN_ADDRESS = os.environ.get("CLOSEKNIT_ADDRESS", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "closeknit.kit",
    "closeknit.kit.look",
    "closeknit.identity",
    "closeknit.accounts",
    "closeknit.discussions",
    "closeknit.touchpoints",
    "closeknit.verbatims",
    "closeknit.needs",
    "closeknit.research",
    "closeknit.offerings",
    "closeknit.ideas",
    "closeknit.promises",
    "closeknit.circle",
    "closeknit.today",
    "closeknit.web",
    "closeknit.portal",
]

MIDDLEWARE = [
    "closeknit.config.doors.DoorMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "closeknit.config.doors.DoorSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "closeknit.config.doors.DoorAuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "closeknit.web.middleware.WallMiddleware",
    "closeknit.portal.middleware.PortalMiddleware",
]

ROOT_URLCONF = "closeknit.config.urls"
WSGI_APPLICATION = "closeknit.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before those of the apps: allauth brings a sign-in page of its own.
        "DIRS": [PACKAGE / "web" / "templates", PACKAGE / "portal" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "closeknit.web.context.frame",
                "closeknit.portal.context.frame",
            ],
        },
    }
]


def _database() -> dict[str, Any]:
    """Return the settings of the store: PostgreSQL where CLOSEKNIT_DATABASE names one, else SQLite in the house folder."""
    url = os.environ.get("CLOSEKNIT_DATABASE")
    if url:
        given = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
        # To plan a page's statements takes PostgreSQL longer than to answer them: what is asked often on a connection is planned once.
        prepared = {"server_side_binding": True, "prepare_threshold": 5}
        return {**given, "OPTIONS": {**prepared, **given.get("OPTIONS", {})}}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": HOUSE_FOLDER.database,
        # A connection stays with its thread: to open one anew costs each request 3 ms, and whenever the last of them closes, SQLite
        # writes its whole log back into the store while everybody waits.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # IMMEDIATE takes the write lock at the start: two writers wait for each other and never fail half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            # FULL: what was answered "saved" is on disk, also after a power cut.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                # What is read is mapped, so that connections which stay open share the machine's own copy and keep none each.
                "PRAGMA cache_size=-64000; PRAGMA mmap_size=2147418112; PRAGMA secure_delete=ON;"
            ),
        },
    }


DATABASES = {"default": _database()}
# Limits are counted here: two processes that serve must count as one.
CACHES = {"default": {"BACKEND": "closeknit.kit.remembering.SharedCache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.Login"
# The door at which somebody came in stands in their session: a session of one door is nobody's at the other.
AUTHENTICATION_BACKENDS = [
    "closeknit.web.sign_in.backend.HouseBackend",
    "closeknit.portal.sign_in.backend.PortalBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
ACCOUNT_ADAPTER = "closeknit.config.adapters.choose"
ACCOUNT_FORMS = {
    "login": "closeknit.web.sign_in.forms.SignInForm",
    "request_login_code": "closeknit.portal.sign_in.forms.AskForCodeForm",
    "confirm_login_code": "closeknit.portal.sign_in.forms.CodeForm",
}
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 8}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# A stranger who types an address cannot make the house write to it.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True

# Which sentence model gives the vectors: none for the packaged one, "multilingual", a folder, or the address of an endpoint.
SENTENCE_MODEL = {
    "model": os.environ.get("CLOSEKNIT_MODEL", ""),
    "name": os.environ.get("CLOSEKNIT_MODEL_NAME", ""),
    "key": os.environ.get("CLOSEKNIT_MODEL_KEY") or HOUSE_FOLDER.read_secret("model_key") or "",
    "languages": os.environ.get("CLOSEKNIT_MODEL_LANGUAGES", "en"),
}
# A language model behind an OpenAI-compatible chat endpoint, which drafts names of needs when asked; none by default, and never required.
LANGUAGE_MODEL = {
    "address": os.environ.get("CLOSEKNIT_DRAFTS", ""),
    "name": os.environ.get("CLOSEKNIT_DRAFTS_NAME", ""),
    "key": os.environ.get("CLOSEKNIT_DRAFTS_KEY") or HOUSE_FOLDER.read_secret("drafts_key") or "",
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = ["closeknit.config.formats"]
# Where nobody's language is known, as in `formats`.
DATE_FORMAT, TIME_FORMAT, DATETIME_FORMAT = "j M Y", "H:i", "j M Y, H:i"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = None
# Finders serve the files straight from the package: nothing to collect before the first start.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

PORTAL_COOKIE_NAME = "closeknit_shared"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "closeknit.config.errors.not_taken"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

EMAIL_TIMEOUT = 20
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["terminal"], "level": os.environ.get("CLOSEKNIT_LOG", "WARNING")},
}
