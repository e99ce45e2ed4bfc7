from pathlib import Path

import pytest

from local.template import expand
from tests.template.wiring import Wiring

TEMPLATE = Path(__file__).parents[2] / "template.yaml"


@pytest.fixture(scope="session")
def wiring() -> Wiring:
    """The repository's template, expanded with its default parameters."""
    return Wiring(expand(TEMPLATE))
