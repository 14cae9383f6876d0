"""The settings of Django that a login needs, and no others."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import urlsplit

ORIGIN = os.environ.get("ORIGIN", "http://127.0.0.1:8080")
"""Where people find this application, such as https://pets.example."""

# A new key ends all sessions. So does a restart: they are in this process's memory.
SECRET_KEY = token_urlsafe(32)
ALLOWED_HOSTS = [urlsplit(ORIGIN).hostname]

ROOT_URLCONF = "examples.django_view.urls"
INSTALLED_APPS = ["django.contrib.sessions"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "examples.django_view.middleware.closed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
    }
]

# The browser has a session's id, and nothing else. Several processes need a database
# or a cache that they share: SESSION_ENGINE and CACHES say which.
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
SESSION_COOKIE_NAME = "django_view"
SESSION_COOKIE_SECURE = ORIGIN.startswith("https:")
CSRF_USE_SESSIONS = True
# Behind a server that speaks https for this one, Django itself sees plain http.
CSRF_TRUSTED_ORIGINS = [ORIGIN]
