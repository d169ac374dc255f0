"""Ten thousand requests that schemathesis makes up from the description of the interface: none may break it.

Valid ones and wrong ones in turns, with a real pass, against the application in this very process. `python
bench/hostile_requests.py` makes an office of its own in a database of its own and prints how many were answered how.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CASES = 10_000
# Of one address in one turn, before the next address has its turn; making up the first of a turn is the dearest.
EACH = 20
WORDS = {"code": "", "office": "H05.101", "key": "birth"}


@dataclass
class Found:
    """How many requests were sent, how they were answered, and those that broke something."""

    cases: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)


def sent(*, token: str, code: str, cases: int, seconds: float, each: int = EACH, seed: int = 0) -> Found:
    """Send so many requests, spread over all addresses, for at most so long; another seed makes up others."""
    import hypothesis
    from django.test import Client
    from hypothesis import HealthCheck, Phase
    from schemathesis import GenerationMode
    from schemathesis.openapi import from_dict

    found = Found()
    document = Client().get("/api/v1/openapi.json").json()
    operations = [one.ok() for one in from_dict(document).get_all_operations()]
    ways = [
        (one.as_strategy(generation_mode=mode), [])
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        for one in operations
        # Where all that is asked is a name in the address, there is nothing that could be wrong.
        if mode is GenerationMode.POSITIVE or list(one.body) or list(one.query)
    ]
    until, turn = time.monotonic() + seconds, 0
    while found.cases < cases and time.monotonic() < until:
        turn += 1
        if turn > 1:
            print(f"{found.cases:,} so far: {dict(sorted(found.statuses.items()))}", flush=True)
        for number, (strategy, none) in enumerate(ways):
            if none or time.monotonic() > until:
                continue

            @hypothesis.seed(seed * 1_000_000 + turn * 1000 + number)
            @hypothesis.settings(
                max_examples=each,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @hypothesis.given(case=strategy)
            def one_turn(case: Any) -> None:
                if time.monotonic() < until:
                    _send(found, case, token, code)

            try:
                one_turn()
            except hypothesis.errors.Unsatisfiable:
                none.append(True)  # an address without input has no wrong input
    return found


def _send(found: Found, case: Any, token: str, code: str) -> None:
    from django.test import Client

    # Half of the requests name what there is: a made-up code would be 404 before anything is read.
    if found.cases % 2:
        for name, value in {**WORDS, "code": code}.items():
            if name in (case.path_parameters or {}):
                case.path_parameters[name] = value
    wanted = case.as_transport_kwargs(base_url="http://testserver")
    import requests

    prepared = requests.Request(
        wanted["method"],
        wanted["url"],
        params=wanted.get("params"),
        data=wanted.get("data"),
        json=wanted.get("json"),
        files=wanted.get("files"),
    )
    try:
        ready = prepared.prepare()
    except (ValueError, requests.RequestException):
        return  # nothing that could be sent at all
    body = ready.body or b""
    headers = {name: str(value) for name, value in (wanted.get("headers") or {}).items()}
    headers = {name: value for name, value in headers.items() if _sendable(name) and _sendable(value)}
    said = {**headers, "Authorization": f"Bearer {token}"}
    if found.cases % 3:
        said |= {"Idempotency-Key": f"thu-{found.cases}", "If-Match": "*"}
    found.cases += 1
    client = Client(raise_request_exception=False)
    response = client.generic(
        ready.method or "GET",
        (ready.url or "").removeprefix("http://testserver"),
        body if isinstance(body, bytes) else str(body).encode(),
        content_type=str(ready.headers.get("Content-Type", "application/json")),
        headers=said,
    )
    found.statuses[response.status_code] += 1
    if response.status_code >= 500:
        found.broken.append(f"{case.method} {ready.url} {body[:300]!r}")


def _sendable(text: str) -> bool:
    return text.isascii() and text.isprintable()


def main() -> int:
    """Make an office, send everything, say what came of it; 1 where anything broke."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["MOTCUA_DATA_DIR"] = tempfile.mkdtemp(prefix="motcua-hostile-")
    os.environ["MOTCUA_API_REQUESTS_PER_MINUTE"] = "0"
    import django
    from django.db import connection
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    from django.utils import timezone

    from tests.api.programs import filing_of, program_of
    from tests.builders.dossiers import Desk
    from tests.builders.office import KinhBac

    office = KinhBac(timezone.localtime())
    program = program_of(office, officer="tiepnhan1")
    code = program.post("/dossiers", filing_of(Desk(office), program)).json()["code"]
    program.sign_in()
    began = time.monotonic()
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--cases", type=int, default=CASES)
    wanted.add_argument("--seconds", type=float, default=3600)
    wanted.add_argument("--seed", type=int, default=0)
    asked = wanted.parse_args()
    found = sent(token=program.token, code=code, cases=asked.cases, seconds=asked.seconds, seed=asked.seed)
    print(f"{found.cases:,} requests in {time.monotonic() - began:.0f} s: {dict(sorted(found.statuses.items()))}")
    for one in found.broken[:20]:
        print("BROKEN", one)
    connection.creation.destroy_test_db("", verbosity=0)
    return 1 if found.broken or found.cases < asked.cases else 0


if __name__ == "__main__":
    sys.exit(main())
