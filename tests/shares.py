"""Who runs which test when several processes share the suites.

The marks of pytest-xdist do not group under pytest 9.2: a test's name no longer carries the group.  So the
place of a test decides: one process tells all stories, and one clinic is started for them.
"""

from __future__ import annotations

from typing import Any

import pytest

STORIES = "tests/journeys/"
ON_A_CLINIC_OF_THEIR_OWN = tuple(f"{STORIES}test_{of}.py" for of in ("queue", "checking_in", "setting_up"))


class Shared:
    """Found by pytest; it says nothing where tests run in one process."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> Any:
        from xdist.scheduler import LoadScopeScheduling  # only where tests are shared out

        class StoriesTogether(LoadScopeScheduling):
            """The largest groups go out first, and nobody takes longer than the stories."""

            def _split_scope(self, nodeid: str) -> str:
                if nodeid.startswith(ON_A_CLINIC_OF_THEIR_OWN):
                    return super()._split_scope(nodeid)
                return STORIES if nodeid.startswith(STORIES) else nodeid

        return StoriesTogether(config, log)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Shared(), "who runs which test")
