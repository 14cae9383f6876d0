"""The pages of the server, and the API that it protects."""

from django.contrib.auth.views import LoginView
from django.urls import include, path

from tests.servers.django_server.views import Authorization, Pets

urlpatterns = [
    path("login/", LoginView.as_view()),
    path("oauth/authorize/", Authorization.as_view()),
    path("oauth/", include("oauth2_provider.urls", namespace="oauth2_provider")),
    path("pets", Pets.as_view()),
]
