"""Files in a bucket that speaks S3: Amazon's, or MinIO, Garage, Ceph, … by their endpoint.

boto3 comes with ``pip install forum[s3]``: it is what makers of S3-compatible stores test against, and it signs,
retries and checks what one would otherwise have to write and keep oneself. Who stores on disk does not need it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from forum.adapters.files.place import FileGone, FilesAway, StoredFile, try_out
from forum.config import BadSetting

_GONE = frozenset({"404", "NoSuchKey", "NotFound"})


def open_bucket(url: str, key_id: str | None, secret: str | None) -> BucketFiles:
    """The bucket of ``s3://bucket/folder?endpoint=https://…&region=…``; folder, endpoint and region may be left out.
    Without ``key_id`` and ``secret`` boto3 looks for the machine's own role. Raises ``BadSetting``."""
    try:
        import boto3
        from botocore.config import Config
    except ImportError:
        raise BadSetting(
            "FORUM_FILES_URL begins with s3://, which needs one more library: pip install 'forum[s3]'."
        ) from None
    parts = urlsplit(url)
    options = {name: values[0] for name, values in parse_qs(parts.query).items()}
    client = boto3.client(
        "s3",
        endpoint_url=options.get("endpoint"),
        region_name=options.get("region", "us-east-1"),
        aws_access_key_id=key_id,
        aws_secret_access_key=secret,
        config=Config(
            connect_timeout=5,
            read_timeout=30,
            retries={"max_attempts": 3, "mode": "standard"},
            # Stores that are not Amazon's do not all know its newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            s3={"addressing_style": "path" if "endpoint" in options else "auto"},
        ),
    )
    return BucketFiles(client, parts.netloc, parts.path.strip("/"))


class BucketFiles:
    """The files of one bucket, below one folder."""

    def __init__(self, client: Any, bucket: str, folder: str) -> None:
        self.client, self._bucket = client, bucket
        self._before = f"{folder}/" if folder else ""

    def check(self) -> None:
        try_out(self, f"the bucket {self._bucket!r}")

    def put(self, key: str, data: bytes) -> None:
        with _away():
            self.client.put_object(Bucket=self._bucket, Key=self._before + key, Body=data)

    def read(self, key: str) -> bytes:
        with _away(key):
            data: bytes = self.client.get_object(Bucket=self._bucket, Key=self._before + key)["Body"].read()
            return data

    def has(self, key: str) -> bool:
        try:
            with _away(key):
                self.client.head_object(Bucket=self._bucket, Key=self._before + key)
        except FileGone:
            return False
        return True

    def delete(self, key: str) -> None:
        with _away():
            self.client.delete_object(Bucket=self._bucket, Key=self._before + key)

    def all(self) -> Iterator[StoredFile]:
        with _away():
            pages = self.client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self._bucket, Prefix=self._before):
                for entry in page.get("Contents", ()):
                    yield StoredFile(entry["Key"].removeprefix(self._before), entry["LastModified"])


@contextmanager
def _away(key: str = "") -> Iterator[None]:
    """Errors of boto3 as ours. Its words may hold an address and a name of a key, its codes do not."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", "unknown"))
        if key and code in _GONE:
            raise FileGone(key) from None
        raise FilesAway(code) from None
    except BotoCoreError as error:
        raise FilesAway(type(error).__name__) from None
