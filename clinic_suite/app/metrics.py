"""Measurements for Prometheus: requests by route, their latency, the outbox, the jobs."""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

import flask
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from clinic_suite.bootstrap import Suite
from clinic_suite.kernel.errors import NotFound

_REQUESTS = Counter("clinic_requests", "Requests answered.", ["method", "route", "status"])
_SECONDS = Histogram(
    "clinic_request_seconds",
    "How long requests took.",
    ["route"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
)
_PUBLIC = Counter("clinic_public_reads", "Public reads by how they were answered.", ["outcome"])
_SHOWN_RUNS = timedelta(hours=1)
_HERE = frozenset({"127.0.0.1", "::1"})
_children: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}


def observe(method: str, route: str, status: int, seconds: Sequence[float]) -> None:
    """Count answered requests of one kind by how long each took; the labelled counters are kept."""
    children = _children.get((method, route, status))
    if children is None:
        children = (_REQUESTS.labels(method, route, str(status)), _SECONDS.labels(route))
        _children[method, route, status] = children
    children[0].inc(len(seconds))
    for took_s in seconds:
        children[1].observe(took_s)


def count_public(outcome: str, times: int) -> None:
    """Count public reads: ``hit``, ``made``, ``waited`` or ``passed`` (not one to keep)."""
    _PUBLIC.labels(outcome).inc(times)


class _JobsCollector(Collector):
    """Reads the outbox when somebody looks, so that the figures are of the whole installation."""

    def __init__(self, suite: Suite) -> None:
        self._suite = suite

    def collect(self) -> Iterable[Metric]:
        now = self._suite.clock.now()
        backlog = self._suite.outbox.backlog(now)
        depth = GaugeMetricFamily("clinic_outbox_depth", "Rows of the outbox by state.", labels=["state"])
        depth.add_metric(["waiting"], backlog.waiting)
        depth.add_metric(["due"], backlog.due)
        depth.add_metric(["escalated"], backlog.escalated)
        yield depth
        yield GaugeMetricFamily(
            "clinic_outbox_age_seconds",
            "Age of the oldest unheard fact.",
            value=backlog.oldest.total_seconds(),
        )
        runs = GaugeMetricFamily(
            "clinic_job_runs_last_hour", "Attempts of jobs by outcome.", labels=["handler", "outcome"]
        )
        for (handler, outcome), count in self._suite.outbox.runs_since(now - _SHOWN_RUNS).items():
            runs.add_metric([handler, outcome], count)
        yield runs


def register(app: flask.Flask, suite: Suite, settle: Callable[[], None]) -> None:
    """Serve ``/metrics`` to this machine, or to whoever has the token when one is set.

    ``settle`` brings the counters up to now; it is called before they are read.
    """
    jobs = _JobsCollector(suite)
    token = suite.settings.metrics_token

    @app.get("/metrics")
    def show_metrics() -> flask.Response:
        if token is not None:
            sent = flask.request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
            if not hmac.compare_digest(sent, token.get_secret_value()):
                raise NotFound
        elif flask.request.remote_addr not in _HERE or "X-Forwarded-For" in flask.request.headers:
            # A proxy on this machine makes the whole world look as near as we are.
            raise NotFound
        settle()
        body = generate_latest(_requests_registry()) + generate_latest(_registry_of(jobs))
        return flask.Response(body, content_type=CONTENT_TYPE_LATEST)


def _requests_registry() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def _registry_of(collector: Collector) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(collector)
    return registry
