"""Events by number, and webhooks: signed, retried, given up, sent again; never to one's own network."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from motcua.adapters.webhook_https import HttpsPostman
from motcua.exchange.actions import end_webhook
from motcua.exchange.actions.deliver import deliver
from motcua.exchange.actions.spread import spread
from motcua.exchange.models import Delivery, Webhook
from motcua.exchange.ports import PermanentFailure, TemporaryFailure
from motcua.exchange.queries import caller
from motcua.exchange.rules.addresses import checked_address, is_public
from motcua.exchange.rules.refusals import BadAddress
from motcua.exchange.rules.retrying import MOST_ATTEMPTS
from tests.api.programs import Program, is_genuine
from tests.builders.dossiers import Desk
from tests.builders.office import CODE


class Receiver:
    """A real web server of a partner: keeps what it is sent, answers what it is told to."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.statuses: list[int] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.heard.append((dict(self.headers), body))
                status = receiver.statuses.pop(0) if receiver.statuses else 204
                if status:
                    self.send_response(status)
                    self.send_header("Location", "http://127.0.0.1:1/")
                    self.end_headers()
                else:
                    threading.Event().wait(1.0)  # silent for longer than anybody waits

            def log_message(self, *words: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/moc"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOKS_PRIVATE = True
    found = Receiver()
    yield found
    found.server.shutdown()
    found.server.server_close()


POSTMAN = HttpsPostman(private=True, seconds=0.4)


def test_events_come_in_order_without_gaps(desk: Desk, program: Program) -> None:
    dossier = desk.accepted()
    desk.filed()
    first = program.get(f"/events?office={CODE}&limit=2").json()
    rest = program.get(f"/events?office={CODE}&after={first['next']}").json()
    events = first["events"] + rest["events"]
    assert [one["sequence"] for one in events] == [1, 2, 3]
    assert [one["type"] for one in events] == ["dossier.submit", "dossier.accept", "dossier.submit"]
    assert (events[1]["dossier"], events[1]["state_from"], events[1]["state"]) == (dossier.code, 1, 2)
    assert program.get(f"/events?office={CODE}&after={rest['next']}").json() == {
        "office": CODE, "events": [], "next": 3,
    }  # fmt: skip
    assert program.get("/events/heads").json() == {"heads": [{"office": CODE, "sequence": 3}]}


def test_events_hold_nothing_personal(desk: Desk, program: Program) -> None:
    dossier = desk.filed()
    said = program.get(f"/events?office={CODE}").content.decode()
    assert dossier.owner_name not in said
    assert dossier.owner_phone not in said


def test_a_webhook_is_told_what_happens_from_then_on(desk: Desk, program: Program, receiver: Receiver) -> None:
    desk.filed()
    made = program.post("/webhooks", {"url": receiver.url})
    assert made.status_code == 201, made.content.decode()
    dossier = desk.accepted()
    assert spread(desk.at) == 2
    assert spread(desk.at) == 0, "nothing is written down twice"
    assert deliver(desk.at, POSTMAN) == 2
    events = [json.loads(body) for _headers, body in receiver.heard]
    assert [(one["type"], one["dossier"]) for one in events] == [
        ("dossier.submit", dossier.code),
        ("dossier.accept", dossier.code),
    ]
    assert events == program.get(f"/events?office={CODE}&after=1").json()["events"]
    now = int(desk.at.timestamp())
    for headers, body in receiver.heard:
        given = headers["Motcua-Signature"]
        assert is_genuine(given, made.json()["secret"], body, now)
        assert not is_genuine(given, made.json()["secret"], body + b" ", now)
        assert not is_genuine(given, "another secret", body, now)
        assert not is_genuine(given, made.json()["secret"], body, now + 301), "an old message sent again"


def test_only_the_verbs_asked_for_are_sent(desk: Desk, program: Program, receiver: Receiver) -> None:
    program.post("/webhooks", {"url": receiver.url, "verbs": ["accept"]})
    desk.accepted()
    spread(desk.at)
    deliver(desk.at, POSTMAN)
    assert [json.loads(body)["type"] for _headers, body in receiver.heard] == ["dossier.accept"]


def test_another_units_webhook_hears_nothing(desk: Desk, stranger: Program, receiver: Receiver) -> None:
    stranger.post("/webhooks", {"url": receiver.url})
    desk.accepted()
    assert spread(desk.at) == 0


@pytest.mark.parametrize("status", [500, 302, 404, 0])
def test_what_did_not_arrive_is_tried_again_later(
    desk: Desk, program: Program, receiver: Receiver, status: int
) -> None:
    program.post("/webhooks", {"url": receiver.url})
    desk.filed()
    spread(desk.at)
    receiver.statuses = [status]
    assert deliver(desk.at, POSTMAN) == 0
    waiting = Delivery.objects.get()
    assert (waiting.state, waiting.attempts) == ("waiting", 1)
    assert waiting.send_after == desk.at + timedelta(seconds=10)
    assert deliver(desk.at, POSTMAN) == 0, "not before its time"
    assert deliver(waiting.send_after, POSTMAN) == 1
    assert Delivery.objects.get().state == "sent"
    assert receiver.heard[0][1] == receiver.heard[-1][1]


def test_after_the_last_attempt_it_is_given_up_and_can_be_sent_again(
    desk: Desk, program: Program, receiver: Receiver
) -> None:
    hook = program.post("/webhooks", {"url": receiver.url}).json()["id"]
    desk.filed()
    spread(desk.at)
    Delivery.objects.update(attempts=MOST_ATTEMPTS - 1)
    receiver.statuses = [503]
    deliver(desk.at, POSTMAN)
    dead = program.get(f"/webhooks/{hook}/deliveries?state=dead").json()["deliveries"]
    assert [one["last_error"] for one in dead] == ["nơi nhận trả lời 503"]
    again = program.post(f"/webhooks/{hook}/deliveries/{dead[0]['event']['id']}/replay", key="lai")
    assert (again.status_code, again.json()["state"]) == (202, "waiting")
    assert deliver(desk.at, POSTMAN) == 1


def test_one_dead_receiver_holds_up_no_other(desk: Desk, program: Program, receiver: Receiver) -> None:
    program.post("/webhooks", {"url": "http://127.0.0.1:9/"})
    program.post("/webhooks", {"url": receiver.url})
    desk.accepted()
    spread(desk.at)
    assert deliver(desk.at, POSTMAN) == 2
    assert len(receiver.heard) == 2


def test_a_receiver_that_is_gone_and_one_that_ended_get_nothing_more(
    desk: Desk, program: Program, receiver: Receiver
) -> None:
    hook = program.post("/webhooks", {"url": receiver.url}).json()["id"]
    desk.filed()
    spread(desk.at)
    by = caller(program.row, program.row.scopes, desk.at.date())
    end_webhook(by, Webhook.objects.get(pk=hook).pk, at=desk.at)
    assert deliver(desk.at, POSTMAN) == 0
    assert (Delivery.objects.get().state, receiver.heard) == ("dead", [])
    assert program.get("/webhooks").json() == {"webhooks": []}
    assert program.ask("DELETE", f"/webhooks/{hook}").status_code == 404


def test_a_webhook_is_its_programs_own(program: Program, stranger: Program, receiver: Receiver) -> None:
    hook = program.post("/webhooks", {"url": receiver.url}).json()["id"]
    assert stranger.get(f"/webhooks/{hook}/deliveries").status_code == 404
    assert stranger.post(f"/webhooks/{hook}/secret").status_code == 404
    assert stranger.ask("DELETE", f"/webhooks/{hook}").status_code == 404
    secret = program.post(f"/webhooks/{hook}/secret").json()["secret"]
    assert secret not in Webhook.objects.get().sealed_secret


INSIDE = [
    "http://example.vn/",
    "https://127.0.0.1/",
    "https://localhost/",
    "https://a.localhost/",
    "https://10.0.0.5/",
    "https://192.168.1.1/",
    "https://172.16.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/",
    "https://0.0.0.0/",
    "https://[::1]/",
    "https://[fe80::1]/",
    "https://[fd00::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[64:ff9b::a00:1]/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://127.1/",
    "https://db.internal/",
    "https://user:pass@example.vn/",
    "https://example.vn:22/",
    "https://example.vn/#a",
    "https://exa mple.vn/",
    "file:///etc/passwd",
    "gopher://example.vn/",
    "https://",
    "",
    "https://[/",
]


@pytest.mark.parametrize("url", INSIDE)
def test_no_address_inside_is_taken(url: str) -> None:
    with pytest.raises(BadAddress):
        checked_address(url)


def test_a_public_address_is_taken() -> None:
    assert checked_address("https://nhan.example.vn/moc?a=1") == "https://nhan.example.vn/moc?a=1"
    assert [is_public(one) for one in ("8.8.8.8", "2001:4860:4860::8888", "10.1.1.1", "224.0.0.1", "::1")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_a_name_that_turns_out_to_be_inside_is_refused_when_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", ("8.8.8.8", 443)), (2, 1, 6, "", ("10.0.0.7", 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *words, **more: found)
    with pytest.raises(PermanentFailure):
        HttpsPostman(private=False).post("https://nhan.example.vn/", b"{}", {})


def test_a_name_nobody_knows_may_be_known_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*words: Any, **more: Any) -> Any:
        raise OSError("unknown")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    with pytest.raises(TemporaryFailure):
        HttpsPostman(private=False).post("https://nhan.example.vn/", b"{}", {})


def test_an_inside_address_is_named_in_the_problem(program: Program) -> None:
    response = program.post("/webhooks", {"url": "https://10.0.0.5/"})
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/url")
