"""What a Django project adds to django-oauth-toolkit."""

from __future__ import annotations

from typing import Any

from django.forms import CheckboxSelectMultiple, MultipleChoiceField
from django.http import HttpRequest, JsonResponse
from oauth2_provider.forms import AllowForm
from oauth2_provider.views import AuthorizationView
from oauth2_provider.views.generic import ScopedProtectedResourceMetadataView


class ConsentForm(AllowForm):
    """The toolkit's form, with a box for every scope: a person may grant fewer."""

    granted = MultipleChoiceField(
        required=False,
        widget=CheckboxSelectMultiple(attrs={"form": "authorizationForm"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = (self.data or self.initial).get("scope", "").split()
        self.fields["granted"].choices = [(scope, scope) for scope in asked]
        self.fields["granted"].initial = asked

    def clean(self) -> dict[str, Any]:
        """Grant what is still ticked."""
        return {**super().clean(), "scope": " ".join(self.cleaned_data["granted"])}


class Authorization(AuthorizationView):
    """The toolkit's authorization endpoint, with that form."""

    form_class = ConsentForm


class Pets(ScopedProtectedResourceMetadataView):
    """The protected resource: whose pets, for whom."""

    required_scopes = ("read:pets",)

    def get(self, request: HttpRequest) -> JsonResponse:
        """Answer only with a valid token, of which the view makes sure."""
        owner = request.resource_owner
        return JsonResponse({"owner": owner.username if owner else None})
