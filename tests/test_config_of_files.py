"""The settings for the place of uploaded files: what is understood, and one sentence for each wrong value."""

import subprocess
import sys
from pathlib import Path

import pytest

from forum.config import PROJECT, BadSetting, load_settings

S3 = "s3://forum-files/site?endpoint=https://s3.example&region=eu-1"


def load(tmp_path: Path, **values: str):
    return load_settings({"FORUM_INSTANCE_PATH": str(tmp_path), **values})


def test_a_bucket_and_its_key_are_understood(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hunter2\n")
    settings = load(
        tmp_path,
        FORUM_FILES_URL=S3,
        FORUM_FILES_KEY_ID="AKID",
        FORUM_FILES_SECRET_FILE=str(tmp_path / "secret"),
    )
    assert (settings.files_url, settings.files_key_id, settings.files_secret) == (S3, "AKID", "hunter2")


@pytest.mark.parametrize("url", [S3, "s3://forum", "file:///srv/forum/files"])
def test_these_places_are_understood(tmp_path: Path, url: str) -> None:
    assert load(tmp_path, FORUM_FILES_URL=url).files_url == url


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"FORUM_FILES_URL": "https://files.example"}, "FORUM_FILES_URL must begin with s3:// or file://"),
        ({"FORUM_FILES_URL": "s3://"}, "FORUM_FILES_URL must be like s3://bucket"),
        ({"FORUM_FILES_URL": "s3://Forum_Files"}, "FORUM_FILES_URL must be like s3://bucket"),
        ({"FORUM_FILES_URL": "s3://key:hunter2@bucket"}, "keys do not stand in it"),
        ({"FORUM_FILES_URL": "s3://bucket?secret=hunter2"}, "keys do not stand in it"),
        ({"FORUM_FILES_URL": "s3://bucket?endpoint=s3.example"}, "The endpoint in FORUM_FILES_URL"),
        ({"FORUM_FILES_URL": "file://host/files"}, "FORUM_FILES_URL must name a folder"),
        ({"FORUM_FILES_URL": "file:///"}, "FORUM_FILES_URL must name a folder"),
        ({"FORUM_FILES_URL": S3, "FORUM_FILES_KEY_ID": "AKID"}, "belong together"),
        ({"FORUM_FILES_URL": S3, "FORUM_FILES_SECRET": "hunter2"}, "belong together"),
        ({"FORUM_FILES_KEY_ID": "AKID", "FORUM_FILES_SECRET": "hunter2"}, "does not begin with s3://"),
    ],
)
def test_a_wrong_value_is_told_in_one_sentence(tmp_path: Path, values: dict[str, str], said: str) -> None:
    with pytest.raises(BadSetting) as bad:
        load(tmp_path, **values)
    assert said in str(bad.value)
    assert "hunter2" not in str(bad.value)


@pytest.mark.heavy
@pytest.mark.parametrize("command", ["serve", "worker"])
def test_a_place_that_cannot_be_used_stops_the_start(tmp_path: Path, command: str) -> None:
    (tmp_path / "taken").write_text("no folder")
    environment = {
        "FORUM_INSTANCE_PATH": str(tmp_path / "instance"),
        "FORUM_FILES_URL": f"file://{tmp_path}/taken",
        "FORUM_BIND": "127.0.0.1:1",
        "PYTHONPATH": str(PROJECT),
    }
    started = subprocess.run(
        [sys.executable, "-m", "forum", command],
        env=environment, cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert started.returncode == 1
    assert "FORUM_FILES_URL: the folder" in started.stderr
    assert len(started.stderr.strip().splitlines()) == 1
