"""Django settings. Everything a place may differ in comes from the environment; see docs/operators.md.

`MINGZHENG_HOME` is the folder of data (default `var/` beside the code), `MINGZHENG_DATABASE_URL` names the database
(default SQLite in that folder), `MINGZHENG_DEBUG=1` turns on development pages.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

ROOT = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("MINGZHENG_HOME", ROOT / "var"))
HOME.mkdir(parents=True, exist_ok=True)
DEBUG = os.environ.get("MINGZHENG_DEBUG") == "1"


def _secret_key() -> str:
    """The key of this installation: made once, kept in a file that only its owner can read."""
    given = os.environ.get("MINGZHENG_SECRET_KEY")
    if given:
        return given
    path = HOME / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return path.read_text(encoding="ascii")


def _database(url: str) -> dict[str, object]:
    """`sqlite:///path` or `postgresql://user:password@host:port/name` as Django's setting."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]) or str(HOME / "mingzheng.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
    }


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("MINGZHENG_HOSTS", "127.0.0.1,localhost").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("MINGZHENG_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "django_htmx",
    "mingzheng.organisations",
    "mingzheng.documents",
    "mingzheng.jobs",
    "mingzheng.evidence",
    "mingzheng.accounts",
    "mingzheng.performance",
    "mingzheng.disclosure",
    "mingzheng.site",
]
# Domain rooms may be switched off; `accounts`, `performance` and `disclosure` stand and fall together.
ROOMS_OFF = {f"mingzheng.{room}" for room in os.environ.get("MINGZHENG_ROOMS_OFF", "").split(",") if room}
INSTALLED_APPS = [name for name in INSTALLED_APPS if name not in ROOMS_OFF]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mingzheng.site.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "mingzheng.site.middleware.content_policy",
    "mingzheng.site.middleware.change_password_first",
]

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_USER_MODEL = "organisations.Person"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
LOGIN_URL = "site:login"
LOGIN_REDIRECT_URL = "site:home"
LOGOUT_REDIRECT_URL = "site:home"

ROOT_URLCONF = "mingzheng.site.urls"
WSGI_APPLICATION = "mingzheng.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mingzheng.site.context.shell",
            ],
        },
    }
]

MESSAGE_TAGS = {40: "danger"}  # Tabler's word for an error

DATABASES = {"default": _database(os.environ.get("MINGZHENG_DATABASE_URL", "sqlite://"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MODULES = ROOT / "node_modules"
STATICFILES_DIRS = [
    (prefix, MODULES / folder)
    for prefix, folder in (("tabler", "@tabler/core/dist"), ("echarts", "echarts/dist"))
    if (MODULES / folder).is_dir()
]
STATIC_ROOT.mkdir(exist_ok=True)
# Before `collectstatic` the files are served from where they are; afterwards from one folder, compressed.
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "site").is_dir()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if os.environ.get("MINGZHENG_HTTPS") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
