"""Both example applications, and people who use them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.examples.applications import (
    APPLICATIONS,
    Api,
    Application,
    Visitor,
    running_api,
)


@pytest.fixture(scope="module")
def api() -> Iterator[Api]:
    """The API that the applications call."""
    with running_api() as api:
        yield api


@pytest.fixture(scope="module", params=APPLICATIONS)
def application(request: pytest.FixtureRequest, api: Api) -> Iterator[Application]:
    """Each of the examples, for a server that nobody has to reach."""
    application = Application(
        request.param,
        PETSTORE_API=api.url,
        PETSTORE_AUTH_O_AUTH_CLIENT_ID="petshop",
        PETSTORE_AUTH_O_AUTH_AUTHORIZATION_URL="https://auth.example/authorize",
    )
    yield application
    application.close()


@pytest.fixture
def new_visitor(application: Application) -> Iterator[Callable[[], Visitor]]:
    """Makes people, each with a browser of their own."""
    visitors: list[Visitor] = []

    def visitor() -> Visitor:
        visitors.append(Visitor(application))
        return visitors[-1]

    yield visitor
    for one in visitors:
        one.http.close()


@pytest.fixture
def visitor(new_visitor: Callable[[], Visitor]) -> Visitor:
    """One of them."""
    return new_visitor()
