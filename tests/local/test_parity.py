"""The embedded stack plays what the template declares: nothing less, and nothing of its own."""

import os
import re
import socket
from collections.abc import Mapping
from typing import Any

import pytest

from local.clock import Clock
from local.resources import DRIVEN, LEFT_OUT, MADE, UnknownResourceError, check_types, logical
from local.stack import TEMPLATE, PortTakenError, Stack
from local.template import expand
from tests.conftest import ROOT, london


def test_every_trigger_of_the_template_is_driven(stack: Stack) -> None:
    of_type = stack.resources.of_type
    mappings = {logical(m["EventSourceArn"]) for m in of_type("AWS::Lambda::EventSourceMapping").values()}

    assert {queue.source for queue in stack.queues} | {stream.source for stream in stack.streams} == mappings
    assert set(stack.schedules) == set(of_type("AWS::Scheduler::Schedule"))
    assert set(stack.functions) == set(of_type("AWS::Lambda::Function"))


def test_every_function_is_triggered(stack: Stack) -> None:
    fed = {queue.function.logical_id for queue in stack.queues}
    driven = fed | {stream.function.logical_id for stream in stack.streams}
    scheduled = {logical(schedule["Target"]["Arn"]) for schedule in stack.schedules.values()}

    assert driven | scheduled == set(stack.functions)


def test_every_type_of_the_template_is_made_or_driven_or_left_out_for_a_reason() -> None:
    types = {resource["Type"] for resource in expand(TEMPLATE)["Resources"].values()}

    assert types <= MADE | DRIVEN | set(LEFT_OUT)


def test_a_type_that_nobody_thought_of_is_an_error() -> None:
    with pytest.raises(UnknownResourceError) as error:
        check_types({"Resources": {"Clock": {"Type": "AWS::Pipes::Pipe"}}})

    assert (
        str(error.value) == "Clock is a AWS::Pipes::Pipe, which local/ neither makes nor drives nor names as left out"
    )


def test_nothing_in_local_names_a_resource_of_the_template() -> None:
    names = set(expand(TEMPLATE)["Resources"])
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "local").glob("*.py"))

    named = names & set(re.findall(r"""["'](\w+)["']""", source))
    assert named <= {"Table"}  # a key of the answer of DescribeTable


def test_the_server_listens_on_this_machine_only(stack: Stack) -> None:
    assert stack.endpoint.startswith("http://127.0.0.1:")


class OutOfOrder:
    logical_id = "ReceiveFunction"

    def __call__(self, event: Mapping[str, Any]) -> Any:
        raise ValueError(f"out of order, with {len(event['Records'])} records")


def test_a_function_that_fails_is_told_and_its_message_comes_back(stack: Stack) -> None:
    [pump] = [pump for pump in stack.queues if pump.function.logical_id == "ReceiveFunction"]
    working, pump.function = pump.function, OutOfOrder()
    stack.upload("apsp-2017", "kent", "plan.txt", b"a plan")
    stack.settle()
    pump.function = working

    stack.clock.set(stack.clock() + pump.visibility)
    stack.settle()

    assert [failure.error for failure in stack.failures] == ["ValueError: out of order, with 1 records"]
    assert stack.mailbox.mails[0].subject.startswith("Received: plan.txt")


def test_what_a_machine_has_set_for_the_real_aws_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "no-such-profile")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1")

    with Stack(Clock(london("2017-05-16 09:00"))) as stack:
        upload = stack.upload("apsp-2017", "kent", "plan.txt", b"a plan")

    assert upload.key == "apsp-2017/kent/plan.txt"
    assert os.environ["AWS_PROFILE"] == "no-such-profile"


def test_a_port_that_is_taken_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(PortTakenError) as error, Stack(Clock(london("2017-05-16 09:00")), port=port):
            pass

    assert str(error.value) == f"port {port} of 127.0.0.1 is taken; choose another, or 0 for any free one"
