"""The stack: made from the template, driven by a clock that the caller sets."""

import io
import json
import logging
import os
import socket
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import boto3
from moto.server import ThreadedMotoServer

from local import resources as made
from local.aws import client
from local.clock import Clock
from local.functions import Function, Invocable, load_handler
from local.mailbox import Mailbox
from local.pump import Failure, QueuePump, StreamPump
from local.resources import logical
from local.scanner import Scanner
from local.shortcuts import take_shortcuts, without_sockets
from local.template import REGION, expand
from planreview.aws import clients, clock, rounds
from planreview.aws.worker import logger
from planreview.document import Upload
from planreview.errors import PlanreviewError
from planreview.round import Round, read_round

take_shortcuts()

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "template.yaml"
HOST = "127.0.0.1"
PARAMETERS = {
    "MailIdentity": "inspectorate.example",
    "MailFrom": "planreview@inspectorate.example",
    "RecogniseWith": "tesseract",  # Textract is a service; what plays it here could only invent words
}
"""What an operator would have to give, or gives here; all other parameters keep the template's defaults."""


@dataclass
class Stack:
    """Use it as a context manager: it is made on entering, and gone with all that it held on leaving.

    `log` takes the functions' own log lines. `port` 0 is any free one; the server listens on 127.0.0.1 only.
    `parameters` are the template's, where they are not to be those of `PARAMETERS` or the defaults.
    """

    clock: Clock
    template: Path = TEMPLATE
    log: IO[str] = field(default_factory=io.StringIO)
    port: int = 0
    parameters: Mapping[str, str] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    def __enter__(self) -> Self:
        logging.getLogger("werkzeug").setLevel(logging.WARNING)  # a line for each request says nothing
        _check_free(self.port)
        self._server = ThreadedMotoServer(HOST, self.port, verbose=False)
        self._server.start()
        host, port = self._server.get_host_and_port()
        self.endpoint = f"http://{host}:{port}"
        self._before = dict(os.environ)
        point_at(environment(self.endpoint))
        self._reset()
        clock.use(self.clock)
        logger.handlers[0].stream = self.log  # type: ignore[attr-defined]
        expanded = _expanded(self.template)
        parameters = {name: str(parameter.get("Default", "")) for name, parameter in expanded["Parameters"].items()}
        self.resources = made.make(expanded, {**parameters, **PARAMETERS, **self.parameters})
        self.functions: dict[str, Invocable] = {
            name: self._function(name, p) for name, p in self._all("AWS::Lambda::Function").items()
        }
        os.environ.update(self._variables())
        self.mailbox = Mailbox(REGION, os.environ["MAIL_CONFIGURATION_SET"])
        self.scanner = Scanner()
        self._protected = self._scanned_buckets()
        self._completed: dict[tuple[str, str, str], datetime] = {}
        self.queues, self.streams = self._pumps()
        self.schedules = self._all("AWS::Scheduler::Schedule")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop()
        clock.use(None)
        self._reset_clients()
        os.environ.clear()
        os.environ.update(self._before)

    # What a person or the outside world does

    def open_round(self, source: str, forces_source: str, taught: bytes | None = None) -> Round:
        rounds.open_round(source, forces_source, taught, at=self.clock())
        self.settle()
        return read_round(source)

    def upload(self, round_id: str, force_id: str, name: str, content: bytes) -> Upload:
        """A force's upload, completed now by this stack's clock. Nothing is handled yet: see `settle`."""
        bucket, key = os.environ["SUBMISSIONS_BUCKET"], f"{round_id}/{force_id}/{name}"
        answer = client("s3").put_object(Bucket=bucket, Key=key, Body=content)
        upload = Upload(bucket=bucket, key=key, version_id=answer["VersionId"], completed_at=self.clock())
        self._completed[bucket, key, upload.version_id] = upload.completed_at
        return upload

    def advance(self, to: datetime) -> None:
        """Sets the clock, lets every schedule run once, and settles. Once is enough: they look at the state."""
        self.clock.set(to)
        self.run_schedules()
        self.settle()

    def run_schedules(self) -> None:
        for name, schedule in self.schedules.items():
            function = self.functions[logical(schedule["Target"]["Arn"])]
            try:
                function(json.loads(schedule["Target"].get("Input", "{}")))
            except Exception as error:  # noqa: BLE001  Scheduler retries; the next run looks at the same state
                self._failed(function, name, f"{type(error).__name__}: {error}")

    def settle(self) -> None:
        """Delivers until nothing is waiting, but for what failed and comes back later."""
        while self.step():
            pass

    def step(self) -> bool:
        """One round of deliveries; False if there was nothing to deliver."""
        delivered = [stream.deliver() for stream in self.streams] + [queue.deliver() for queue in self.queues]
        return any((*delivered, self.mailbox.tell(self.clock()), self.scanner.tell(self.clock())))

    def dead_letters(self) -> dict[str, int]:
        """How many messages each dead-letter queue holds, by logical id; empty queues are left out."""
        depths = {name: self._depth(url) for name, url in self.dead_letter_urls().items()}
        return {name: depth for name, depth in depths.items() if depth}

    def dead_letter_urls(self) -> dict[str, str]:
        """The queues that feed no function, by logical id."""
        fed = {pump.source for pump in self.queues}
        return {name: self._url(name) for name in self._all("AWS::SQS::Queue") if name not in fed}

    # How the template becomes running parts

    def _all(self, type_: str) -> dict[str, dict[str, Any]]:
        return self.resources.of_type(type_)

    def _variables(self) -> dict[str, str]:
        """The variables that all functions have, so that the adapters work outside them too."""
        variables = [p["Environment"]["Variables"] for p in self._all("AWS::Lambda::Function").values()]
        return {
            name: self.resources.resolve(value)
            for name, value in variables[0].items()
            if all(name in v for v in variables)
        }

    def _function(self, name: str, properties: Mapping[str, Any]) -> Function:
        variables = properties.get("Environment", {}).get("Variables", {})
        folder = ROOT / self.resources.template["Metadata"]["CodeUri"][name]
        return Function(
            logical_id=name,
            handler=load_handler(folder, properties["Handler"]),
            environment={key: self.resources.resolve(value) for key, value in variables.items()},
            timeout=properties["Timeout"],
            memory=properties["MemorySize"],
        )

    def _pumps(self) -> tuple[list[QueuePump], list[StreamPump]]:
        queues, streams = [], []
        for mapping in self._all("AWS::Lambda::EventSourceMapping").values():
            source, function = logical(mapping["EventSourceArn"]), self.functions[logical(mapping["FunctionName"])]
            type_ = self.resources.template["Resources"][source]["Type"]
            if type_ == "AWS::SQS::Queue":
                queues.append(self._queue_pump(source, function, mapping))
            elif type_ == "AWS::DynamoDB::Table":
                streams.append(self._stream_pump(source, function, mapping))
            else:
                raise made.UnknownResourceError(f"{source}, a {type_}, feeds a function, which local/ cannot play")
        return queues, streams

    def _queue_pump(self, source: str, function: Invocable, mapping: Mapping[str, Any]) -> QueuePump:
        return QueuePump(
            source=source,
            url=self._url(source),
            function=function,
            batch_size=mapping["BatchSize"],
            visibility=timedelta(seconds=self._all("AWS::SQS::Queue")[source]["VisibilityTimeout"]),
            clock=self.clock,
            failed=self._failed,
            corrected=self._with_our_time,
        )

    def _stream_pump(self, source: str, function: Invocable, mapping: Mapping[str, Any]) -> StreamPump:
        table = client("dynamodb").describe_table(TableName=self.resources.physical[source])["Table"]
        return StreamPump(
            source=source,
            arn=table["LatestStreamArn"],
            function=function,
            patterns=[rule["Pattern"] for rule in mapping.get("FilterCriteria", {}).get("Filters", [])],
            tries=mapping["MaximumRetryAttempts"] + 1,
            failure_queue=self._url(logical(mapping["DestinationConfig"]["OnFailure"]["Destination"])),
            clock=self.clock,
            failed=self._failed,
        )

    def _url(self, queue: str) -> str:
        """moto's stacks name queues by addresses of the real service; its own answer is the one to use."""
        name = self.resources.physical[queue].rsplit("/", 1)[-1]
        return str(client("sqs").get_queue_url(QueueName=name)["QueueUrl"])

    def _depth(self, url: str) -> int:
        answer = client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
        return int(answer["Attributes"]["ApproximateNumberOfMessages"])

    def _with_our_time(self, body: str) -> str:
        """moto stamps an upload with the machine's time; here our clock says. Whole seconds, as in S3."""
        event = json.loads(body)
        if event.get("source") != "aws.s3":
            return body
        thing = (
            event["detail"]["bucket"]["name"],
            event["detail"]["object"]["key"],
            event["detail"]["object"]["version-id"],
        )
        if thing[0] in self._protected:
            self.scanner.saw(thing)
        completed = self._completed.setdefault(thing, self.clock())
        return json.dumps(event | {"time": f"{completed:%Y-%m-%dT%H:%M:%SZ}"})

    def _scanned_buckets(self) -> set[str]:
        """The buckets that are scanned for malware."""
        plans = self._all("AWS::GuardDuty::MalwareProtectionPlan").values()
        return {self.resources.resolve(plan["ProtectedResource"]["S3Bucket"]["BucketName"]) for plan in plans}

    def _failed(self, function: Invocable, source: str, error: str) -> None:
        self.failures.append(Failure(function.logical_id, source, self.clock(), error))

    def _reset(self) -> None:
        request = urllib.request.Request(f"{self.endpoint}/moto-api/reset", method="POST")  # noqa: S310  our own server
        urllib.request.urlopen(request).close()  # noqa: S310  as above
        self._reset_clients()
        without_sockets(self.endpoint)

    @staticmethod
    def _reset_clients() -> None:
        boto3.setup_default_session()
        clients.forget()
        client.cache_clear()


class PortTakenError(PlanreviewError):
    """Something else listens on the port asked for."""


def _check_free(port: int) -> None:
    """moto's server thread would die of a taken port, and its starter wait for it for ever."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PortTakenError(f"port {port} of {HOST} is taken; choose another, or 0 for any free one") from error


@cache
def _expanded(template: Path) -> dict[str, Any]:
    """The expansion, made once for each process: it takes longer than all the rest of making a stack."""
    return expand(template, PARAMETERS)


def environment(endpoint: str) -> dict[str, str]:
    """Variables by which every AWS client of this process, or of one given them, reaches the stack and nothing else."""
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_SESSION_TOKEN": "testing",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": HOST,
    }


def point_at(variables: Mapping[str, str]) -> None:
    """Sets the variables of `environment`, and unsets what this machine has set for the real AWS: a profile, say."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(variables)
