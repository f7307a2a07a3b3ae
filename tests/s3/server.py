"""An S3 server and a key service (KMS) for tests, from moto: one bucket, one key, one user who may and one who may
not, signatures checked.

Usage: server.py PORT FILE. Writes how to reach it into FILE, as shell assignments, when it is ready.
"""

import json
import os
import signal
import sys

import boto3
from moto import settings
from moto.server import ThreadedMotoServer

BUCKET = "balai-uji"
KEY = "alias/balai-uji"
ALLOWED = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": ["s3:*", "kms:GenerateDataKey", "kms:Decrypt"], "Resource": "*"}
    ],
}


def prepare(endpoint: str) -> dict[str, str]:
    anybody = {
        "endpoint_url": endpoint,
        "region_name": "us-east-1",
        "aws_access_key_id": "siapa-saja",
        "aws_secret_access_key": "siapa-saja",
    }
    iam = boto3.client("iam", **anybody)
    iam.create_user(UserName="balai")
    iam.put_user_policy(UserName="balai", PolicyName="objek", PolicyDocument=json.dumps(ALLOWED))
    keys = iam.create_access_key(UserName="balai")["AccessKey"]
    iam.create_user(UserName="orang-lain")
    others = iam.create_access_key(UserName="orang-lain")["AccessKey"]
    kms = boto3.client("kms", **anybody)
    kms.create_alias(AliasName=KEY, TargetKeyId=kms.create_key()["KeyMetadata"]["KeyId"])
    boto3.client("s3", **anybody).create_bucket(Bucket=BUCKET)
    # From here on every request must be signed with those keys.
    settings.INITIAL_NO_AUTH_ACTION_COUNT = 0.0
    return {
        "BALAI_TEST_S3_ENDPOINT": endpoint,
        "BALAI_TEST_S3_BUCKET": BUCKET,
        "BALAI_TEST_S3_ACCESS_KEY": keys["AccessKeyId"],
        "BALAI_TEST_S3_SECRET_KEY": keys["SecretAccessKey"],
        "BALAI_TEST_KMS_KEY": KEY,
        "BALAI_TEST_KMS_OTHERS_ACCESS_KEY": others["AccessKeyId"],
        "BALAI_TEST_KMS_OTHERS_SECRET_KEY": others["SecretAccessKey"],
    }


def main() -> None:
    port, file = int(sys.argv[1]), sys.argv[2]
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port)
    server.start()
    lines = "".join(f"{name}='{value}'\n" for name, value in prepare(f"http://127.0.0.1:{port}").items())
    with open(f"{file}.part", "w", encoding="utf-8") as out:
        out.write(lines)
    os.rename(f"{file}.part", file)
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    os._exit(0)


main()
