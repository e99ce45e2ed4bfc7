"""The template as CloudFormation sees it, with SAM's own resources expanded as its transform would do in AWS."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
from samtranslator.parser.parser import Parser  # type: ignore[import-untyped]  # ships no py.typed
from samtranslator.translator.translator import Translator  # type: ignore[import-untyped]  # as above
from samtranslator.yaml_helper import yaml_parse  # type: ignore[import-untyped]  # as above

REGION = "eu-west-2"


def expand(path: Path, parameters: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The expansion of a SAM template; nothing is asked of AWS. Parameters not given take their defaults.

    `Metadata.CodeUri` of the answer holds each function's and layer's folder by logical id: the transform takes no
    folders for code, only objects in S3, as they are once a build has been packaged.
    """
    template = yaml_parse(path.read_text(encoding="utf-8"))
    folders = {name: _package(resource) for name, resource in template["Resources"].items() if _has_code(resource)}
    translator = Translator(
        managed_policy_map={},  # the template names no managed policy
        sam_parser=Parser(),
        boto_session=boto3.Session(region_name=REGION),
    )
    expanded: dict[str, Any] = translator.translate(template, parameter_values=dict(parameters or {}))
    return expanded | {"Metadata": expanded.get("Metadata", {}) | {"CodeUri": folders}}


def _has_code(resource: Mapping[str, Any]) -> bool:
    return resource["Type"] in {"AWS::Serverless::Function", "AWS::Serverless::LayerVersion"}


def _package(resource: dict[str, Any]) -> str:
    """Replaces a resource's folder by an object in S3, and returns the folder."""
    uri = "CodeUri" if resource["Type"] == "AWS::Serverless::Function" else "ContentUri"
    folder: str = resource["Properties"][uri]
    resource["Properties"][uri] = f"s3://not-yet-packaged/{folder}"
    return folder
