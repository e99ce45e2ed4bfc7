import json
from pathlib import Path

from cfnlint.api import lint  # type: ignore[import-untyped]  # ships no py.typed
from cfnlint.config import ManualArgs  # type: ignore[import-untyped]  # as above

from tests.template.wiring import Wiring, named

ROOT = Path(__file__).parents[2]


def test_every_function_has_a_folder_and_every_folder_a_function(wiring: Wiring) -> None:
    folders = {wiring.template["Metadata"]["CodeUri"][name] for name in wiring.functions}

    assert folders == {f"functions/{app.parent.name}/" for app in ROOT.glob("functions/*/app.py")}


def test_every_function_logs_to_a_group_of_its_own_that_forgets_in_time(wiring: Wiring) -> None:
    groups = {name: named(function["LoggingConfig"]["LogGroup"]) for name, function in wiring.functions.items()}

    assert groups == {name: name.replace("Function", "Log") for name in wiring.functions}
    assert wiring.all("AWS::Logs::LogGroup") == {
        group: {"RetentionInDays": {"Ref": "LogRetentionDays"}} for group in groups.values()
    }


def test_every_function_is_told_where_all_things_are(wiring: Wiring) -> None:
    expected = {
        "TABLE_NAME",
        "SUBMISSIONS_BUCKET",
        "TEXTS_BUCKET",
        "PUBLISHED_BUCKET",
        "BUS_NAME",
        "MALWARE_SCAN",
        "MAIL_FROM",
        "MAIL_CONFIGURATION_SET",
        "POWERTOOLS_SERVICE_NAME",
        "POWERTOOLS_METRICS_NAMESPACE",
        "LOG_LEVEL",
    }

    variables = {name: set(function["Environment"]["Variables"]) for name, function in wiring.functions.items()}

    more = {
        "RecogniseFunction": expected | {"RECOGNISE_WITH", "TEXTRACT_TOPIC", "TEXTRACT_ROLE"},
        "AssessFunction": expected | {"OPENBLAS_NUM_THREADS"},
    }
    assert variables == dict.fromkeys(wiring.functions, expected) | more


def test_what_sam_makes_of_the_template_passes_cfn_lint(wiring: Wiring) -> None:
    faults = lint(json.dumps(wiring.template), config=ManualArgs(regions=["eu-west-2"]))

    assert [str(fault) for fault in faults] == []
