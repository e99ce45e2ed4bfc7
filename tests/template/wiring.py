"""Questions to put to the expanded template."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

Properties = dict[str, Any]


class Grant(NamedTuple):
    """One permission. `resource` is an ARN in the notation of `Fn::Sub`."""

    action: str
    resource: str


@dataclass(frozen=True)
class Wiring:
    """The expanded template. All that is named is named by its logical id."""

    template: Mapping[str, Any]

    def all(self, type_: str) -> dict[str, Properties]:
        return {
            name: resource.get("Properties", {})
            for name, resource in self.template["Resources"].items()
            if resource["Type"] == type_
        }

    @property
    def functions(self) -> dict[str, Properties]:
        return self.all("AWS::Lambda::Function")

    @property
    def queues(self) -> dict[str, Properties]:
        return self.all("AWS::SQS::Queue")

    @property
    def queue_mappings(self) -> dict[str, Properties]:
        """The mappings that hand a queue's messages to a function, by the queue."""
        mappings = self.all("AWS::Lambda::EventSourceMapping").values()
        return {source: mapping for mapping in mappings if (source := named(mapping["EventSourceArn"])) in self.queues}

    @property
    def dead_letter_queues(self) -> set[str]:
        """The queues that feed no function."""
        return self.queues.keys() - self.queue_mappings.keys()

    @property
    def targets(self) -> Iterator[tuple[str, Properties]]:
        """Each rule with each of its targets."""
        for rule, properties in self.all("AWS::Events::Rule").items():
            yield from ((rule, target) for target in properties["Targets"])

    def grants(self, function: str) -> set[Grant]:
        return grants(self.all("AWS::IAM::Role")[named(self.functions[function]["Role"])])


def grants(role: Properties) -> set[Grant]:
    return {
        Grant(action, arn(resource))
        for policy in role.get("Policies", [])
        for statement in policy["PolicyDocument"]["Statement"]
        for action in many(statement["Action"])
        for resource in many(statement["Resource"])
    }


def statements_on(bucket: str, wiring: Wiring) -> list[Properties]:
    """The statements of a bucket's policy, those that hang on a condition of the template as well."""
    policies = wiring.all("AWS::S3::BucketPolicy").values()
    found = [
        s for policy in policies if named(policy["Bucket"]) == bucket for s in policy["PolicyDocument"]["Statement"]
    ]
    return [statement["Fn::If"][1] if "Fn::If" in statement else statement for statement in found]


def many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def named(value: Any) -> str:
    """The logical id that a `Ref` or an `Fn::GetAtt` names."""
    match value:
        case {"Ref": str(name)} | {"Fn::GetAtt": [str(name), _]}:
            return name
    raise ValueError(f"names no resource: {value!r}")


def arn(value: Any) -> str:
    match value:
        case str():
            return value
        case {"Fn::Sub": str(text)}:
            return text
        case {"Fn::GetAtt": [name, attribute]}:
            return f"${{{name}.{attribute}}}"
    raise ValueError(f"no ARN: {value!r}")
