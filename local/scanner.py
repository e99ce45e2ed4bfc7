"""Plays GuardDuty Malware Protection for S3: a tag for each upload, and word of it on the default bus.

It knows one kind of malware: the test file of the European Institute for Computer Antivirus Research, EICAR, which
every scanner reports and which does no harm.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime

from local.aws import client
from planreview.aws.malware import TAG
from planreview.malware import Verdict

EICAR = b"EICAR-STANDARD-ANTIVIRUS-" + b"TEST-FILE"  # in two parts, or scanners would take this file for one

Thing = tuple[str, str, str]
"""Bucket, key and version id."""


@dataclass
class Scanner:
    """Scans what it has seen uploaded, once for each object version."""

    waiting: list[Thing] = field(default_factory=list)
    seen: set[Thing] = field(default_factory=set)

    def saw(self, thing: Thing) -> None:
        if thing not in self.seen:
            self.seen.add(thing)
            self.waiting.append(thing)

    def tell(self, at: datetime) -> bool:
        """Tags what waits and puts the results on the bus; False if nothing waited."""
        scanned, self.waiting = self.waiting, []
        for bucket, key, version in scanned:
            content = client("s3").get_object(Bucket=bucket, Key=key, VersionId=version)["Body"].read()
            verdict = Verdict.INFECTED if EICAR in content else Verdict.CLEAN
            client("s3").put_object_tagging(
                Bucket=bucket, Key=key, VersionId=version, Tagging={"TagSet": [{"Key": TAG, "Value": verdict}]}
            )
            client("events").put_events(Entries=[_result(bucket, key, version, verdict, at)])
        return bool(scanned)


def _result(bucket: str, key: str, version: str, verdict: Verdict, at: datetime) -> dict[str, object]:
    detail = {
        "schemaVersion": "1.0",
        "scanStatus": "COMPLETED",
        "resourceType": "S3_OBJECT",
        "s3ObjectDetails": {"bucketName": bucket, "objectKey": key, "versionId": version, "s3Throttled": False},
        "scanResultDetails": {
            "scanResultStatus": verdict,
            "threats": [{"name": "EICAR-Test-File"}] if verdict is Verdict.INFECTED else None,
        },
    }
    return {
        "Source": "aws.guardduty",
        "DetailType": "GuardDuty Malware Protection Object Scan Result",
        "Detail": json.dumps(detail),
        "Time": at,
    }
