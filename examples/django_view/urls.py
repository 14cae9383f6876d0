"""Which view answers where, and to which methods."""

from __future__ import annotations

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from examples.django_view import views

urlpatterns = [
    path("", require_safe(views.home)),
    path("login", require_POST(views.log_in)),
    path("callback", require_safe(views.callback)),
    # The page at the redirect URI has no CSRF token to post, and needs none: the view
    # itself lets in nobody else. See the README.
    path("oauth/token", csrf_exempt(require_POST(views.take_token))),
    path("pets", require_safe(views.pets)),
    path("logout", require_POST(views.log_out)),
]
