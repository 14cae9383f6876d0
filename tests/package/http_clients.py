"""Every HTTP client that a manager serves, as one function each.

All follow redirects, and return the status of the last answer.
"""

from __future__ import annotations

import asyncio
import ssl
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import aiohttp
import httpx
import pytest
import requests
import urllib3

TIMEOUT = 5
TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""httpx makes one for every client otherwise, which takes its time."""

Send = Callable[..., int]


def send_requests(
    url: str, auth: Any, method: str = "GET", body: Any = None, **headers: str
) -> int:
    return requests.request(
        method, url, auth=auth, data=body, headers=headers, timeout=TIMEOUT
    ).status_code


def send_httpx(
    url: str, auth: Any, method: str = "GET", body: Any = None, **headers: str
) -> int:
    with httpx.Client(
        auth=auth, headers=headers, follow_redirects=True, verify=TLS
    ) as http:
        return http.request(method, url, content=body).status_code


def send_httpx_async(
    url: str, auth: Any, method: str = "GET", body: Any = None, **headers: str
) -> int:
    async def send() -> int:
        async with httpx.AsyncClient(
            auth=auth, headers=headers, follow_redirects=True, verify=TLS
        ) as http:
            return (await http.request(method, url, content=body)).status_code

    return asyncio.run(send())


def send_aiohttp(
    url: str, auth: Any, method: str = "GET", body: Any = None, **headers: str
) -> int:
    async def send() -> int:
        async with (
            aiohttp.ClientSession(middlewares=[auth], headers=headers) as session,
            session.request(method, url, data=body) as response,
        ):
            await response.read()
            return response.status

    return asyncio.run(send())


def send_urllib(
    url: str, auth: Any, method: str = "GET", body: Any = None, **headers: str
) -> int:
    request = urllib.request.Request(url, body, headers, method=method)
    opener = urllib.request.build_opener(auth.urllib_handler())
    try:
        with opener.open(request, timeout=TIMEOUT) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            if error.code == 308 and sys.version_info < (3, 11):
                pytest.skip("urllib follows it from Python 3.11 on")
            return error.code


def send_urllib3(
    url: str, auth: Any, method: str = "GET", body: Any = None, **headers: str
) -> int:
    with urllib3.PoolManager(retries=False, timeout=TIMEOUT) as pool:
        return int(
            auth.urllib3(pool)
            .request(method, url, body=body, headers=headers, retries=5)
            .status
        )


EVERY = (
    send_requests,
    send_httpx,
    send_httpx_async,
    send_aiohttp,
    send_urllib,
    send_urllib3,
)

every_http_client = pytest.mark.parametrize("send", EVERY)
