"""What the template tells the functions through their environment."""

import os


def _variable(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise RuntimeError(f"the environment variable {name} is not set; template.yaml sets it for every function")
    return value


def table() -> str:
    return _variable("TABLE_NAME")


def texts_bucket() -> str:
    return _variable("TEXTS_BUCKET")


def published_bucket() -> str:
    return _variable("PUBLISHED_BUCKET")


def bus() -> str:
    return _variable("BUS_NAME")


def malware_scan() -> str:
    """`guardduty` or `none`."""
    return _variable("MALWARE_SCAN")


def recognise_with() -> str:
    """`textract`, `tesseract` or `none`."""
    return _variable("RECOGNISE_WITH")


def textract_topic() -> str:
    """ARN of the topic that Textract tells of jobs that are done; only `recognise` knows it, and the next one."""
    return _variable("TEXTRACT_TOPIC")


def textract_role() -> str:
    """ARN of the role as which Textract publishes there."""
    return _variable("TEXTRACT_ROLE")


def mail_from() -> str:
    return _variable("MAIL_FROM")


def configuration_set() -> str:
    return _variable("MAIL_CONFIGURATION_SET")
