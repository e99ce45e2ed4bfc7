"""Each function carries what it imports: the packages of another function are not there on AWS, as they are here."""

import re
import subprocess
import sys

from tests.conftest import ROOT

WITHOUT = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent!r}:
            raise ModuleNotFoundError(name)

sys.path[:0] = [{shared!r}, {function!r}]
sys.meta_path.insert(0, Absent())
import app, planreview.extraction.recognise
"""


def packages(function: str) -> set[str]:
    lines = (ROOT / f"functions/{function}/requirements.txt").read_text(encoding="utf-8").splitlines()
    return {re.split(r"[^\w.-]", line)[0].lower() for line in lines if line and not line.startswith("#")}


def test_recognise_does_without_the_packages_that_only_extract_carries() -> None:
    absent = packages("extract") - packages("recognise")
    script = WITHOUT.format(absent=absent, shared=str(ROOT / "shared"), function=str(ROOT / "functions/recognise"))

    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)  # noqa: S603  ours

    assert {"lxml", "pypdf"} <= absent
    assert (run.returncode, run.stderr) == (0, "")
