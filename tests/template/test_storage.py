"""What a force has sent, and what became of it, outlives mistakes."""

import pytest

from tests.template.wiring import Wiring, statements_on

BUCKETS = ["PublishedBucket", "SubmissionsBucket", "TextsBucket"]


def test_these_are_all_the_buckets(wiring: Wiring) -> None:
    assert sorted(wiring.all("AWS::S3::Bucket")) == BUCKETS


@pytest.mark.parametrize("name", BUCKETS)
def test_a_bucket_keeps_every_version(wiring: Wiring, name: str) -> None:
    bucket = wiring.all("AWS::S3::Bucket")[name]

    deeds = [rule.keys() - {"Id", "Status"} for rule in bucket["LifecycleConfiguration"]["Rules"]]

    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert deeds == [{"AbortIncompleteMultipartUpload"}]


@pytest.mark.parametrize("name", BUCKETS)
def test_a_bucket_is_encrypted_and_closed_to_the_public(wiring: Wiring, name: str) -> None:
    bucket = wiring.all("AWS::S3::Bucket")[name]

    (encryption,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]

    assert encryption["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    assert bucket["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    assert bucket["PublicAccessBlockConfiguration"] == {
        "BlockPublicAcls": True,
        "BlockPublicPolicy": True,
        "IgnorePublicAcls": True,
        "RestrictPublicBuckets": True,
    }


@pytest.mark.parametrize("name", BUCKETS)
def test_a_bucket_refuses_whoever_does_not_use_tls(wiring: Wiring, name: str) -> None:
    (statement,) = [s for s in statements_on(name, wiring) if s["Action"] == "s3:*"]

    assert statement == {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [{"Fn::GetAtt": [name, "Arn"]}, {"Fn::Sub": f"${{{name}.Arn}}/*"}],
        "Condition": {"Bool": {"aws:SecureTransport": False}},
    }


def test_only_submissions_are_announced(wiring: Wiring) -> None:
    announced = {
        name
        for name, bucket in wiring.all("AWS::S3::Bucket").items()
        if bucket.get("NotificationConfiguration") == {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}
    }

    assert announced == {"SubmissionsBucket"}


def test_the_table_can_be_restored_and_not_be_deleted_by_mistake(wiring: Wiring) -> None:
    table = wiring.all("AWS::DynamoDB::Table")["Table"]

    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["DeletionProtectionEnabled"] is True
    assert table["SSESpecification"] == {"SSEEnabled": True}


def test_the_tables_stream_shows_the_new_item_as_the_relay_expects(wiring: Wiring) -> None:
    assert wiring.all("AWS::DynamoDB::Table")["Table"]["StreamSpecification"] == {"StreamViewType": "NEW_IMAGE"}


def test_what_waits_for_work_is_found_by_an_index_that_holds_whole_items(wiring: Wiring) -> None:
    (index,) = wiring.all("AWS::DynamoDB::Table")["Table"]["GlobalSecondaryIndexes"]

    assert index == {
        "IndexName": "unfinished",
        "KeySchema": [
            {"AttributeName": "unfinished", "KeyType": "HASH"},
            {"AttributeName": "since", "KeyType": "RANGE"},
        ],
        "Projection": {"ProjectionType": "ALL"},
    }


def test_the_end_of_the_stack_takes_nothing_along_that_must_be_kept(wiring: Wiring) -> None:
    resources = wiring.template["Resources"]

    fates = {
        name: (resources[name].get("DeletionPolicy"), resources[name].get("UpdateReplacePolicy"))
        for name in [*BUCKETS, "Table"]
    }

    assert fates == dict.fromkeys(fates, ("Retain", "Retain"))
