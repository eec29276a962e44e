"""A real S3 server on this machine, and a bucket on it."""

from collections.abc import Iterator
from itertools import count

import pytest

from forum.adapters.files import FileStore
from forum.adapters.files.s3 import open_bucket

KEY_ID, SECRET = "AKIDFORUMTESTS", "a secret of the tests"
_numbers = count(1)


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    """The address of moto's server: it speaks S3 over HTTP like any other."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket_url(s3_endpoint: str) -> str:
    """``FORUM_FILES_URL`` for an empty bucket of this test's own."""
    name = f"forum-{next(_numbers)}"
    store = open_bucket(f"s3://{name}?endpoint={s3_endpoint}", KEY_ID, SECRET)
    store.client.create_bucket(Bucket=name)
    return f"s3://{name}/site?endpoint={s3_endpoint}&region=us-east-1"


@pytest.fixture
def bucket(bucket_url: str) -> FileStore:
    return open_bucket(bucket_url, KEY_ID, SECRET)
