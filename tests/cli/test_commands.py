"""The command as a person or a script uses it."""

import json
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from cli.main import main
from tests.conftest import ROOT

PLANS, FORMATS = ROOT / "tests/samples/plans", ROOT / "tests/samples/formats"
KENT, NORFOLK = str(PLANS / "kent-plan.pdf"), str(PLANS / "norfolk-encrypted.pdf")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    """Exit code, and the JSON that was printed."""
    code = main(arguments)
    out = capsys.readouterr().out
    return code, json.loads(out)


def test_extract_prints_the_pages(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = run(capsys, "extract", KENT, "--json")

    assert (code, list(found)) == (
        0,
        ["document", "media_type", "sha256", "pages", "pages_expected", "warnings", "members"],
    )
    assert (found["document"], found["pages"][0]["number"]) == ("kent-plan.pdf", 1)


def test_extract_names_why_a_document_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = run(capsys, "extract", NORFOLK, "--json")

    assert (code, found) == (
        1,
        {
            "document": "norfolk-encrypted.pdf",
            "error": {
                "code": "encrypted",
                "message": "The PDF is protected with a password. Please remove the password and send it again.",
            },
        },
    )


def test_extract_shows_what_is_inside_a_document_in_the_same_shape(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = run(capsys, "extract", str(FORMATS / "message.eml"), "--json")

    inside, _ = found["members"]
    assert (code, found["document"], inside["document"]) == (0, "message.eml", "message.eml › Plan für 2017.rtf")
    assert inside["pages"][0]["text"].startswith("Header: OFFICIAL")


def test_extract_recognises_a_scan_on_this_machine(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = run(capsys, "extract", str(FORMATS / "scan.png"), "--json")

    [page] = found["pages"]
    assert (code, page["source"], "Cover all terminals | Head of ICT" in page["text"]) == (0, "ocr", True)
    assert [warning["code"] for warning in found["warnings"]] == ["recognised"]


def test_assess_counts_a_tracker_row_by_row(capsys: pytest.CaptureFixture[str]) -> None:
    _, found = run(capsys, "assess", str(FORMATS / "tracker.xlsx"), "--json")

    statuses = {criterion["id"]: criterion["status"] for criterion in found["criteria"]}
    assert statuses == {
        "national_strategy": "in_place",
        "ccu_review": "in_place",
        "it_monitoring": "commenced",
        "vulnerable_people": "planned",
    }


def test_assess_prints_one_finding_for_each_criterion_with_true_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    _, pages = run(capsys, "extract", KENT, "--json")
    code, found = run(capsys, "assess", KENT, "--json")

    assert (code, found["round"], found["band"]) == (0, "apsp-2017", "started")
    statuses = {criterion["id"]: criterion["status"] for criterion in found["criteria"]}
    assert statuses == {
        "national_strategy": "in_place",
        "ccu_review": "not_found",
        "it_monitoring": "commenced",
        "vulnerable_people": "planned",
    }
    text = pages["pages"][0]["text"]
    quotes = [quote for criterion in found["criteria"] for quote in criterion["evidence"]]
    assert quotes
    assert all(text[quote["start"] : quote["end"]] == quote["quote"] for quote in quotes)


def test_review_takes_files_through_the_whole_stack(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = run(capsys, "review", KENT, NORFOLK, "--force", "kent", "--json")

    assert (code, found["force"], found["state"], found["band"]) == (1, "kent", "due", "started")
    assert [(receipt["document"], receipt["on_time"], receipt["late_by"]) for receipt in found["receipts"]] == [
        ("kent-plan.pdf", True, None),
        ("norfolk-encrypted.pdf", True, None),
    ]
    assert sorted(notice["event"] for notice in found["notices"]) == [
        "assessments-due",
        "read",
        "receipt",
        "receipt",
        "unreadable",
    ]


def test_assess_names_what_could_not_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["assess", KENT, NORFOLK])

    assert (code, capsys.readouterr().out.splitlines()[-1]) == (1, "not read   norfolk-encrypted.pdf")


def test_review_leaves_a_late_file_out_of_the_assessment(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = run(capsys, "review", KENT, "--force", "kent", "--received-at", "2017-06-01T00:00:00", "--json")

    assert (code, found["state"], found["criteria"]) == (0, "missing", [])
    assert (found["receipts"][0]["received_at"], found["receipts"][0]["late_by"]) == ("2017-05-31T23:00:00Z", "PT1S")


def test_round_check_finds_no_fault_in_the_round_of_2017(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["round", "check", str(ROOT / "rounds/apsp-2017.toml")]) == 0


def test_a_round_of_ones_own_is_not_opened_without_word_of_whom_it_asks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["round", "open", str(ROOT / "rounds/trusts-2019.toml")]) == 2
    assert "whom does it ask? Name their file, --forces FILE" in capsys.readouterr().err


def test_round_check_names_each_fault_with_its_place(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source = (ROOT / "rounds/apsp-2017.toml").read_text(encoding="utf-8")
    faulty = tmp_path / "faulty.toml"
    faulty.write_text(source.replace("Europe/London", "Mars/Phobos").replace("version = 3", 'version = "one"'))

    code = main(["round", "check", str(faulty)])

    said = " ".join(capsys.readouterr().err.split())
    assert code == 1
    assert "faulty.toml: version:" in said
    assert "faulty.toml: request.zone:" in said
    assert "'Mars/Phobos' is not a time zone; give a name of the IANA list, such as Europe/London" in said
    assert "2 faults" in said


def test_round_check_names_a_file_that_is_not_utf_8(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "round.toml"
    file.write_bytes('id = "plans"\ntitle = "The force’s plans"\n'.encode("cp1252"))

    assert main(["round", "check", str(file)]) == 1
    assert "round.toml: line 2 is not UTF-8; save the file as UTF-8" in capsys.readouterr().err


def test_a_file_that_an_editor_saved_with_a_byte_order_mark_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "round.toml"
    file.write_text((ROOT / "rounds/apsp-2017.toml").read_text("utf-8"), "utf-8-sig", newline="\r\n")

    assert main(["round", "check", str(file)]) == 0


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", "overview", "--round", "nope", "--decisions", KENT]) == 1
    assert "nope.toml: No such file or directory" in " ".join(capsys.readouterr().err.split())


def test_a_stack_of_something_else_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    other = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
    with mock_aws():
        boto3.client("cloudformation").create_stack(StackName="web", TemplateBody=json.dumps(other))
        code = main(["status", "--stack", "web"])

    said = " ".join(capsys.readouterr().err.split())
    assert code == 1
    assert "'web' is a stack of something else: it has no PublishedBucket, SubmissionsBucket, Table" in said


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["extract", "no-such-file.pdf"],
        ["review", KENT, "--received-at", "yesterday"],
        ["assess", KENT, "--html", "no-such-folder/page.html"],
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ending:
        main(arguments)

    assert ending.value.code == 2
    assert "usage: planreview" in capsys.readouterr().err


def test_a_force_that_the_round_does_not_know_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", KENT, "--force", "atlantis"]) == 2
    assert "there is no force 'atlantis' in forces.toml; accepted: avon-and-somerset" in capsys.readouterr().err


def test_status_says_so_when_no_stack_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status"]) == 1
    assert "no stack runs here; start one with `planreview up`" in capsys.readouterr().err


def test_assess_explains_how_each_passage_was_taken(capsys: pytest.CaptureFixture[str]) -> None:
    code, found = run(capsys, "assess", KENT, "--explain", "--json")

    steps = [step for criterion in found["criteria"] for step in criterion["trace"]]
    assert code == 0
    assert {step["taken"] for step in steps} >= {"stated"}
    closest = [criterion["compared"][0] for criterion in found["criteria"] if criterion["compared"]]
    assert closest
    assert all(step["evidence"]["quote"] and step["speaks"] > 0.5 for step in closest)
    assert all(step["evidence"]["quote"] for step in steps)


def test_assess_proposes_from_examples_where_the_round_has_some(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("Last winter an outsider went through the anti-corruption team's workload.", "utf-8")

    _, found = run(capsys, "assess", str(plan), "--json")
    _, other = run(capsys, "assess", str(plan), "--json", "--round", str(ROOT / "rounds/trusts-2019.toml"))
    main(["assess", str(plan)])

    [review] = [one for one in found["criteria"] if one["second"]]
    assert (review["status"], review["by"], review["evidence"][0]["quote"]) == (
        "in_place",
        "examples",
        plan.read_text("utf-8"),
    )
    assert review["second"] == {"by": "rules", "status": "not_found", "probability": None, "evidence": None}
    assert {one["by"] for one in other["criteria"]} == {"rules"}
    assert "The rules say not found" in " ".join(capsys.readouterr().out.split())


def test_what_was_learned_for_other_rules_is_a_fault_of_the_round(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = changed_round(tmp_path, 4)
    (tmp_path / "changed.learned.zip").write_bytes((ROOT / "rounds/apsp-2017.learned.zip").read_bytes())

    assert main(["round", "check", changed]) == 1
    assert "what was learned is for other lists, criteria or reasons" in capsys.readouterr().err
    assert main(["assess", KENT, "--round", changed]) == 0
    assert "changed.toml is used with its rules alone" in capsys.readouterr().err


def test_assess_shows_the_explanation_under_each_criterion(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["assess", KENT, "--explain"])

    assert (code, "counts as" in capsys.readouterr().out) == (0, True)


def changed_round(tmp_path: Path, version: int) -> str:
    """The round of 2017 with a cue more: what is `up` has begun."""
    source = (ROOT / "rounds/apsp-2017.toml").read_text("utf-8")
    changed = source.replace("version = 3", f"version = {version}").replace('"kicked off"', '"kicked off", "ahoy"')
    path = tmp_path / "changed.toml"
    path.write_text(changed, "utf-8")
    return str(path)


def test_compare_shows_what_a_changed_rule_would_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan, other = tmp_path / "plan.txt", tmp_path / "other.txt"
    plan.write_text("The monitoring of IT systems is ahoy.", "utf-8")
    other.write_text("The monitoring of IT systems will start.", "utf-8")
    rounds = [str(ROOT / "rounds/apsp-2017.toml"), changed_round(tmp_path, 4)]

    code, found = run(capsys, "assess", "--compare", *rounds, str(plan), str(other), "--json")

    assert (code, found["old_version"], found["new_version"]) == (0, 3, 4)
    assert [
        (one["plan"], [(change["id"], change["old"]["status"], change["new"]["status"]) for change in one["changes"]])
        for one in found["plans"]
    ] == [("plan.txt", [("it_monitoring", "unclear", "commenced")]), ("other.txt", [])]


def test_compare_says_when_changed_rules_kept_their_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rounds = [str(ROOT / "rounds/apsp-2017.toml"), changed_round(tmp_path, 3)]

    main(["assess", "--compare", *rounds, KENT])

    shown = capsys.readouterr()
    assert "both files call themselves version 3" in shown.err
    assert "0 of 1 plans would change" in shown.out


def test_a_folder_is_the_documents_of_one_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Monitoring of IT systems has begun.", "utf-8")
    (tmp_path / "b.txt").write_text("The review of the CCU is complete.", "utf-8")

    code, found = run(capsys, "assess", str(tmp_path), "--json")

    assert (code, [document["document"] for document in found["documents"]]) == (0, ["a.txt", "b.txt"])
    assert {one["id"]: one["status"] for one in found["criteria"]} == {
        "national_strategy": "not_found",
        "ccu_review": "in_place",
        "it_monitoring": "commenced",
        "vulnerable_people": "not_found",
    }
