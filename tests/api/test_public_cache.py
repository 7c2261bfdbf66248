"""The cache in front of Flask: what it keeps, for how long, and what it must never keep."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse

import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client, TestResponse

from clinic_suite.app import create_app
from clinic_suite.app.public_cache import LARGEST, PublicCache
from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.actor import Role
from tests.builders.people import a_bearer, a_clinic
from tests.builders.threads import all_at_once

PUBLIC = {"Cache-Control": "public, max-age=5, must-revalidate", "ETag": '"one"'}
HERE = "/api/v1/things"


class Kitchen:
    """A WSGI application that answers what it is told to, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.status = "200 OK"
        self.headers = dict(PUBLIC)
        self.body = b"soup"
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        self.asked += 1
        self.may_go_on.wait(5)
        start_response(self.status, [*self.headers.items(), ("Content-Length", str(len(self.body)))])
        return [self.body]


class Watch:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def kitchen() -> Kitchen:
    return Kitchen()


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def client(kitchen: Kitchen, watch: Watch) -> Client:
    return Client(PublicCache(kitchen, now=watch))


def _twice(client: Client, method: str = "GET", **options: Any) -> TestResponse:
    client.open(HERE, method=method, **options)
    return client.open(HERE, method=method, **options)


def test_a_public_answer_is_made_once_and_given_twice(client: Client, kitchen: Kitchen) -> None:
    answer = _twice(client)
    assert (answer.status_code, answer.data, kitchen.asked) == (200, b"soup", 1)
    assert answer.headers["ETag"] == '"one"'


def test_who_was_told_of_a_change_is_not_answered_with_what_was_made_before_it(
    client: Client, kitchen: Kitchen
) -> None:
    client.get(HERE)
    kitchen.body = b"cake"
    told = {"Clinic-Seen": "19a2b3c4d5e-1f"}
    assert client.get(HERE, headers=told).data == b"cake"
    assert client.get(HERE).data == b"soup"
    assert (client.get(HERE, headers=told).data, kitchen.asked) == (b"cake", 2)


def test_what_names_no_change_is_answered_like_everybody_else(client: Client, kitchen: Kitchen) -> None:
    for said in ("", "now", "1" * 17 + "-1", "a-" + "b" * 200):
        client.get(HERE, headers={"Clinic-Seen": said})
    assert kitchen.asked == 1


def test_it_is_dead_after_two_seconds(client: Client, kitchen: Kitchen, watch: Watch) -> None:
    client.get(HERE)
    watch.at += 1.9
    assert client.get(HERE).headers["Age"] == "1"
    watch.at += 0.1
    kitchen.body = b"stew"
    assert client.get(HERE).data == b"stew"


def test_it_never_outlives_what_the_answer_itself_allows(
    client: Client, kitchen: Kitchen, watch: Watch
) -> None:
    kitchen.headers["Cache-Control"] = "public, max-age=1"
    client.get(HERE)
    watch.at += 1
    client.get(HERE)
    assert kitchen.asked == 2


@pytest.mark.parametrize(
    "words",
    [
        "", "no-store", "private, max-age=5", "public", "public, max-age=0", "public, no-store, max-age=5",
        "public, no-cache, max-age=5", "max-age=5", "public, private, max-age=5", "public, max-age=-5",
    ],
)  # fmt: skip
def test_what_does_not_say_public_with_an_age_is_not_kept(
    client: Client, kitchen: Kitchen, words: str
) -> None:
    kitchen.headers["Cache-Control"] = words
    _twice(client)
    assert kitchen.asked == 2


@pytest.mark.parametrize("header", [("Set-Cookie", "a=b"), ("Vary", "Accept-Language"), ("vary", "Cookie")])
def test_what_is_meant_for_one_asker_is_not_kept(
    client: Client, kitchen: Kitchen, header: tuple[str, str]
) -> None:
    kitchen.headers[header[0]] = header[1]
    _twice(client)
    assert kitchen.asked == 2


@pytest.mark.parametrize("status", ["201 CREATED", "206 PARTIAL", "404 NOT FOUND", "429 MANY", "503 AWAY"])
def test_only_a_plain_success_is_kept(client: Client, kitchen: Kitchen, status: str) -> None:
    kitchen.status = status
    assert _twice(client).status == status
    assert kitchen.asked == 2


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_other_methods_go_past_it(client: Client, kitchen: Kitchen, method: str) -> None:
    client.get(HERE)
    _twice(client, method)
    assert kitchen.asked == 3


def test_whoever_sends_a_token_neither_feeds_it_nor_is_fed(client: Client, kitchen: Kitchen) -> None:
    kitchen.body = b"for Asha only"
    client.get(HERE, headers={"Authorization": "Bearer asha"})
    kitchen.body = b"for everybody"
    assert client.get(HERE).data == b"for everybody"
    kitchen.body = b"for Asha only"
    assert client.get(HERE, headers={"Authorization": "Bearer asha"}).data == b"for Asha only"


def test_a_part_of_an_answer_goes_past_it(client: Client, kitchen: Kitchen) -> None:
    _twice(client, headers={"Range": "bytes=0-1"})
    assert kitchen.asked == 2


def test_files_and_pages_go_past_it(client: Client, kitchen: Kitchen) -> None:
    client.get("/assets/app.js")
    client.get("/assets/app.js")
    assert kitchen.asked == 2


def test_another_query_is_another_answer(client: Client, kitchen: Kitchen) -> None:
    for query in ("", "a=1", "a=2"):
        kitchen.body = f"answer to {query}".encode()
        client.get(HERE, query_string=query)
    assert client.get(HERE, query_string="a=1").data == b"answer to a=1"
    assert client.get(HERE).data == b"answer to "


@pytest.mark.parametrize("sent", ['"one"', 'W/"one"', '"zero", "one"', "*"])
def test_who_has_it_already_hears_304(client: Client, kitchen: Kitchen, sent: str) -> None:
    for _ in range(2):
        answer = client.get(HERE, headers={"If-None-Match": sent})
        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["ETag"] == '"one"'
        assert answer.headers["Cache-Control"] == PUBLIC["Cache-Control"]
    assert kitchen.asked == 1


def test_who_has_another_version_is_sent_this_one(client: Client) -> None:
    answer = _twice(client, headers={"If-None-Match": '"zero"'})
    assert (answer.status_code, answer.data) == (200, b"soup")


def test_many_who_miss_at_once_make_it_once(client: Client, kitchen: Kitchen) -> None:
    kitchen.may_go_on.clear()
    threading.Timer(0.2, kitchen.may_go_on.set).start()
    answers = all_at_once(16, lambda _: client.get(HERE).data)
    assert answers == [b"soup"] * 16
    assert kitchen.asked == 1


def test_many_who_miss_what_is_not_to_keep_each_get_their_own(client: Client, kitchen: Kitchen) -> None:
    kitchen.headers = {"Cache-Control": "no-store"}
    kitchen.may_go_on.clear()
    threading.Timer(0.2, kitchen.may_go_on.set).start()
    assert all_at_once(4, lambda _: client.get(HERE).data) == [b"soup"] * 4
    assert kitchen.asked == 4


def test_a_cook_who_falls_over_keeps_nobody_waiting(watch: Watch) -> None:
    def falls_over(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        raise RuntimeError

    client = Client(PublicCache(falls_over, now=watch))
    for _ in range(2):
        with pytest.raises(RuntimeError):
            client.get(HERE)


def test_it_holds_so_many_answers_and_no_more(kitchen: Kitchen, watch: Watch) -> None:
    client = Client(PublicCache(kitchen, now=watch, most_entries=2))
    for query in ("a=1", "a=2", "a=3"):
        client.get(HERE, query_string=query)
    client.get(HERE, query_string="a=3")
    client.get(HERE, query_string="a=2")
    assert kitchen.asked == 3
    client.get(HERE, query_string="a=1")
    assert kitchen.asked == 4


def test_it_holds_so_many_bytes_and_no_more(kitchen: Kitchen, watch: Watch) -> None:
    kitchen.body = b"x" * 1000
    client = Client(PublicCache(kitchen, now=watch, most_bytes=2500))
    for query in ("a=1", "a=2", "a=3"):
        client.get(HERE, query_string=query)
    client.get(HERE, query_string="a=1")
    assert kitchen.asked == 4


def test_one_huge_answer_is_given_and_not_kept(client: Client, kitchen: Kitchen) -> None:
    kitchen.body = b"x" * LARGEST
    assert len(_twice(client).data) == LARGEST
    assert kitchen.asked == 2


@pytest.fixture
def directory(suite: Suite) -> FlaskClient:
    """The real application with its cache on, which it is not by itself in tests."""
    return create_app(suite, public_cache=True).test_client()


def test_each_answer_has_an_id_of_its_own_whether_it_was_kept_or_not(
    directory: FlaskClient, suite: Suite
) -> None:
    a_clinic(suite)
    answers = [directory.get("/api/v1/clinics") for _ in range(3)]
    assert len({a.data for a in answers}) == 1
    assert len({a.headers["X-Request-Id"] for a in answers}) == 3


def test_kept_answers_are_counted_under_their_rule(directory: FlaskClient, suite: Suite) -> None:
    path = f"/api/v1/clinics/{a_clinic(suite)}"
    before = directory.get("/metrics").text
    # The second one at once: an answer is kept for a moment only.
    for _ in range(2):
        directory.get(path)
    after = directory.get("/metrics").text
    for name, more in (
        ('clinic_public_reads_total{outcome="hit"}', 1),
        ('clinic_requests_total{method="GET",route="/api/v1/clinics/<clinic_id>",status="200"}', 2),
    ):
        assert _sample(after, name) == _sample(before, name) + more


def _sample(text: str, name: str) -> float:
    lines = [line for line in text.splitlines() if line.startswith(name)]
    return float(lines[0].rpartition(" ")[2]) if lines else 0.0


def test_in_tests_the_cache_is_off_unless_it_is_asked_for(suite: Suite) -> None:
    client = create_app(suite).test_client()
    client.get("/api/v1/clinics")
    a_clinic(suite)
    assert len(client.get("/api/v1/clinics").get_json()["items"]) == 1


def test_a_private_answer_is_never_given_to_another(directory: FlaskClient, suite: Suite) -> None:
    asha = a_bearer(suite, Role.ADMIN, a_clinic(suite))
    assert directory.get("/api/v1/devices", headers=asha).status_code == 200
    assert directory.get("/api/v1/devices").status_code == 401
    ravi = a_bearer(suite, Role.ADMIN, a_clinic(suite, "Another clinic"))
    assert directory.get("/api/v1/devices", headers=ravi).status_code == 200


def test_whoever_edits_the_directory_sees_the_edit_at_once(directory: FlaskClient, suite: Suite) -> None:
    clinic_id = a_clinic(suite, "Before")
    asha = a_bearer(suite, Role.ADMIN, clinic_id)
    path = f"/api/v1/clinics/{clinic_id}"
    tag = directory.get(path).headers["ETag"]
    done = directory.patch(path, json={"name": "After"}, headers={**asha, "If-Match": tag})
    assert done.status_code == 200
    assert directory.get(path, headers=asha).get_json()["name"] == "After"


def test_no_door_that_is_not_public_is_answered_from_the_cache(directory: FlaskClient, suite: Suite) -> None:
    """Whatever a signed-in admin may read, nobody else finds it in the cache a moment later."""
    clinic_id = a_clinic(suite)
    asha = a_bearer(suite, Role.ADMIN, clinic_id)
    rules = [r for r in directory.application.url_map.iter_rules() if "GET" in (r.methods or ())]
    for rule in rules:
        path = rule.rule.replace("<clinic_id>", clinic_id)
        if not path.startswith("/api/v1/") or "<" in path:
            continue
        directory.get(path, headers=asha)
        alone = create_app(suite).test_client().get(path)
        assert directory.get(path).status_code == alone.status_code, path
