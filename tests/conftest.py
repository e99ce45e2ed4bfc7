"""Every test that touches AWS touches moto on 127.0.0.1, whatever credentials this machine has."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

# Before any handler is imported: a client made now must not be able to reach the real AWS.
os.environ.update(
    AWS_ACCESS_KEY_ID="testing",
    AWS_SECRET_ACCESS_KEY="testing",  # noqa: S106  moto's own convention, valid nowhere
    AWS_SESSION_TOKEN="testing",  # noqa: S106  as above
    AWS_DEFAULT_REGION="eu-west-2",
    AWS_ENDPOINT_URL="http://127.0.0.1:1",
)

import pytest
from hypothesis import settings

from local.clock import Clock
from local.stack import Stack

# Speed belongs in benchmarks: no test fails because the machine is busy.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parents[1]
ROUND = (ROOT / "rounds/apsp-2017.toml").read_text(encoding="utf-8")
FORCES = (ROOT / "rounds/forces.toml").read_text(encoding="utf-8")
LONDON = ZoneInfo("Europe/London")


def london(words: str) -> datetime:
    """A moment by London's clocks: `london("2017-05-31 23:59:59")`."""
    return datetime.fromisoformat(words).replace(tzinfo=LONDON)


def forces(*ids: str) -> str:
    """The forces file with only some of its forces: a stack with few forces is a quick one."""
    head, *parts = FORCES.split("[[forces]]")
    return head + "".join(f"[[forces]]{part}" for part in parts if any(f'id = "{id_}"' in part for id_ in ids))


@pytest.fixture
def stack() -> Iterator[Stack]:
    """The whole stack with the 2017 round open for seven forces, and the clock at 16 May 2017, 09:00 in London."""
    with Stack(Clock(london("2017-05-16 09:00"))) as running:
        running.open_round(ROUND, forces("bedfordshire", "cumbria", "durham", "gwent", "kent", "norfolk", "surrey"))
        yield running
