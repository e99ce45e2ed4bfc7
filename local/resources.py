"""What the template declares, made on the moto server, and what of it is not.

A resource type that is neither made, driven nor named here as left out is an error: a change of the template cannot
pass this machine by unseen.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.aws import client
from local.template import REGION

MADE = frozenset(
    {
        "AWS::DynamoDB::Table",
        "AWS::Events::EventBus",
        "AWS::Events::Rule",
        "AWS::S3::Bucket",
        "AWS::SQS::Queue",
    }
)
"""Made by moto's CloudFormation."""

DRIVEN = frozenset(
    {
        "AWS::GuardDuty::MalwareProtectionPlan",
        "AWS::Lambda::EventSourceMapping",
        "AWS::Lambda::Function",
        "AWS::SES::ConfigurationSet",
        "AWS::SES::ConfigurationSetEventDestination",
        "AWS::SES::EmailIdentity",
        "AWS::Scheduler::Schedule",
    }
)
"""Played by this package: moto leaves them out, or would run nothing."""

LEFT_OUT = {
    "AWS::CloudWatch::Alarm": "nobody is woken by a laptop",
    "AWS::IAM::Policy": "moto does not enforce permissions; tests on the template look at them",
    "AWS::IAM::Role": "moto does not enforce permissions; tests on the template look at them",
    "AWS::Lambda::LayerVersion": "this process imports the layer's source",
    "AWS::Lambda::Permission": "moto does not enforce permissions",
    "AWS::Logs::LogGroup": "logs go to the stream that the stack was given",
    "AWS::S3::BucketPolicy": "moto does not enforce it; tests on the template look at it",
    "AWS::SNS::Subscription": "alarms are left out, and pages are recognised here rather than by Textract",
    "AWS::SNS::Topic": "as subscriptions to it",
    "AWS::SNS::TopicPolicy": "as subscriptions to it",
    "AWS::SQS::QueuePolicy": "moto does not enforce it; tests on the template look at it",
}
"""Type and why it has no part here."""


class UnknownResourceError(Exception):
    """The template has a resource of a type that this stack knows nothing of."""


@dataclass(frozen=True)
class Resources:
    """The expanded template and what was made of it; `physical` maps logical to physical ids."""

    template: Mapping[str, Any]
    parameters: Mapping[str, str]
    physical: Mapping[str, str]

    def of_type(self, type_: str) -> dict[str, dict[str, Any]]:
        """Properties by logical id."""
        return {
            name: resource.get("Properties", {})
            for name, resource in self.template["Resources"].items()
            if resource["Type"] == type_
        }

    def resolve(self, value: Any) -> str:
        """What text, a `Ref` or a `Fn::Sub` of such stands for; what is left out also has an ARN, of nothing."""
        match value:
            case str() | int():
                return str(value)
            case {"Ref": name} if name in self.parameters:
                return self.parameters[name]
            case {"Ref": name} if name in PSEUDO:
                return PSEUDO[name]
            case {"Fn::Sub": str(text)}:
                return re.sub(r"\$\{([^}]+)\}", lambda found: self.resolve({"Ref": found[1]}), text)
            case {"Ref": name} if name in self.template["Resources"]:
                return self.physical.get(name, name)
            case {"Fn::GetAtt": [str(name), "Arn" | "TopicArn"]} if name not in self.physical:
                return f"arn:aws:left-out:{PSEUDO['AWS::Region']}:{PSEUDO['AWS::AccountId']}:{name}"
        raise UnknownResourceError(f"cannot resolve {json.dumps(value)}: only Ref and Fn::Sub are understood here")


STACK_NAME = "planreview"
PSEUDO = {"AWS::StackName": STACK_NAME, "AWS::Region": REGION, "AWS::AccountId": "123456789012"}


def check_types(template: Mapping[str, Any]) -> None:
    """Raises UnknownResourceError for a type that is neither made, driven nor left out for a reason."""
    for name, resource in template["Resources"].items():
        if resource["Type"] not in MADE | DRIVEN | LEFT_OUT.keys():
            raise UnknownResourceError(
                f"{name} is a {resource['Type']}, which local/ neither makes nor drives nor names as left out"
            )


def make(template: Mapping[str, Any], parameters: Mapping[str, str]) -> Resources:
    """Makes the resources on the server that the environment points at."""
    check_types(template)
    known = {name for name, resource in template["Resources"].items() if resource["Type"] in MADE}
    body = {key: template[key] for key in ("Parameters", "Conditions", "Mappings") if key in template}
    body["Resources"] = {
        name: _for_moto(_alone(template["Resources"][name], known), template["Resources"]) for name in known
    }
    cloudformation = client("cloudformation")
    cloudformation.create_stack(
        StackName=STACK_NAME,
        TemplateBody=json.dumps(body),
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
    )
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=STACK_NAME)
    summaries = [summary for page in pages for summary in page["StackResourceSummaries"]]
    physical = {summary["LogicalResourceId"]: summary["PhysicalResourceId"] for summary in summaries}
    resources = Resources(template, parameters, physical)
    for name, bus in resources.of_type("AWS::Events::EventBus").items():
        physical[name] = resources.resolve(bus["Name"])  # moto's stacks leave it empty
    _complete_buckets(resources)
    _make_mail(resources)
    return resources


def _alone(resource: Mapping[str, Any], known: set[str]) -> dict[str, Any]:
    """A resource without its ties to resources that are not made."""
    alone = {key: value for key, value in resource.items() if key in ("Type", "Properties", "Condition")}
    needed = resource.get("DependsOn", [])
    needed = [needed] if isinstance(needed, str) else needed
    if needed := [name for name in needed if name in known]:
        alone["DependsOn"] = needed
    return alone


def _for_moto(value: Any, declared: Mapping[str, Any]) -> Any:
    """Without the references that moto does not follow: of an event bus, and of what it does not make."""
    match value:
        case {"Ref": str(name)} if name in declared and declared[name]["Type"] == "AWS::Events::EventBus":
            return {"Fn::GetAtt": [name, "Name"]}
        case {"Ref": str(name)} if name in declared and declared[name]["Type"] not in MADE:
            return name
        case dict():
            return {key: _for_moto(part, declared) for key, part in value.items()}
        case list():
            return [_for_moto(part, declared) for part in value]
    return value


def _complete_buckets(resources: Resources) -> None:
    """moto's stacks make buckets without their versioning and notifications."""
    s3 = client("s3")
    for name, properties in resources.of_type("AWS::S3::Bucket").items():
        bucket = resources.physical[name]
        if "VersioningConfiguration" in properties:
            s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration=properties["VersioningConfiguration"])
        notified = properties.get("NotificationConfiguration", {}).get("EventBridgeConfiguration", {})
        if notified.get("EventBridgeEnabled"):
            s3.put_bucket_notification_configuration(
                Bucket=bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
            )


def _make_mail(resources: Resources) -> None:
    ses = client("sesv2")
    for name in resources.of_type("AWS::SES::ConfigurationSet"):
        ses.create_configuration_set(ConfigurationSetName=name)
    for identity in resources.of_type("AWS::SES::EmailIdentity").values():
        ses.create_email_identity(EmailIdentity=resources.resolve(identity["EmailIdentity"]))


def logical(value: Any) -> str:
    """The logical id that a `Ref` or an `Fn::GetAtt` names."""
    match value:
        case {"Ref": str(name)} | {"Fn::GetAtt": [str(name), *_]}:
            return name
        case {"Fn::GetAtt": str(name)}:
            return name.split(".")[0]
    raise UnknownResourceError(f"names no resource: {json.dumps(value)}")
