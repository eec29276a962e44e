"""Settings from the environment: defaults, `_FILE` twins, and one sentence for each wrong value."""

import os
import re
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path
from threading import Barrier

import pytest

from forum.config import PROJECT, BadSetting, Settings, load_settings

KEY = "k" * 32


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    return {"FORUM_INSTANCE_PATH": str(tmp_path / "instance")}


def complaint(env: dict[str, str]) -> str:
    with pytest.raises(BadSetting) as bad:
        load_settings(env)
    return str(bad.value)


def test_an_empty_environment_gives_a_site_on_this_machine(env: dict[str, str], tmp_path: Path) -> None:
    settings = load_settings(env)
    instance = tmp_path / "instance"
    assert settings == Settings(
        database_url=f"sqlite:///{instance / 'forum.db'}",
        secret_key=settings.secret_key,
        site_url="http://127.0.0.1:8000",
        site_name="Forum",
        redis_url=None,
        smtp_url=None,
        mail_from="forum@127.0.0.1",
        trusted_proxies=0,
        trusted_hosts=(),
        bind=("127.0.0.1", 8000),
        workers=1,
        instance_path=instance,
        languages=("en",),
    )
    assert settings.is_sqlite
    assert not settings.is_https


def test_the_instance_folder_is_that_of_the_project_unless_said_otherwise() -> None:
    assert (PROJECT / "instance" / "README.md").is_file()


def test_the_secret_key_is_made_once_and_kept_for_its_owner_only(env: dict[str, str], tmp_path: Path) -> None:
    first, second = load_settings(env), load_settings(env)
    kept = tmp_path / "instance" / "secret_key"
    assert first.secret_key == second.secret_key == kept.read_text()
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_processes_that_start_together_agree_on_the_key(env: dict[str, str], tmp_path: Path) -> None:
    together = Barrier(8)

    def start(_: int) -> str:
        together.wait(5)
        return load_settings(env).secret_key

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(start, range(8)))) == 1
    assert [path.name for path in (tmp_path / "instance").iterdir()] == ["secret_key"]


def test_a_given_key_is_used_and_not_kept(env: dict[str, str], tmp_path: Path) -> None:
    assert load_settings({**env, "FORUM_SECRET_KEY": KEY}).secret_key == KEY
    assert not (tmp_path / "instance" / "secret_key").exists()


@pytest.mark.parametrize("damage", [b"", b"short", b"\xff" * 40])
def test_a_damaged_kept_key_stops_the_start(env: dict[str, str], tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "secret_key").write_bytes(damage)
    assert str(tmp_path / "instance" / "secret_key") in complaint(env)


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("FORUM_DATABASE_URL", "postgresql://u@db/forum", "database_url", "postgresql://u@db/forum"),
        ("FORUM_DATABASE_URL", "sqlite:////srv/forum.db", "database_url", "sqlite:////srv/forum.db"),
        ("FORUM_SITE_URL", "https://forum.example/", "site_url", "https://forum.example"),
        ("FORUM_SITE_NAME", " Mekong Voices ", "site_name", "Mekong Voices"),
        ("FORUM_REDIS_URL", "redis://127.0.0.1/0", "redis_url", "redis://127.0.0.1/0"),
        ("FORUM_SMTP_URL", "smtp+starttls://u:p@mail:587", "smtp_url", "smtp+starttls://u:p@mail:587"),
        ("FORUM_MAIL_FROM", "desk@forum.example", "mail_from", "desk@forum.example"),
        ("FORUM_TRUSTED_PROXIES", "2", "trusted_proxies", 2),
        ("FORUM_TRUSTED_HOSTS", "a.example, b.example", "trusted_hosts", ("a.example", "b.example")),
        (
            "FORUM_SITE_URL",
            "https://forum.example:8443",
            "trusted_hosts",
            ("forum.example", "localhost", "127.0.0.1"),
        ),
        (
            "FORUM_TRUSTED_HOSTS",
            ".forum.example 10.0.0.7:8000",
            "trusted_hosts",
            (".forum.example", "10.0.0.7:8000"),
        ),
        ("FORUM_BIND", "0.0.0.0:80", "bind", ("0.0.0.0", 80)),
        ("FORUM_BIND", "[::1]:8000", "bind", ("::1", 8000)),
        ("FORUM_WORKERS", "4", "workers", 4),
        ("FORUM_LANGUAGES", "en th,km", "languages", ("en", "th", "km")),
        ("FORUM_SITE_NAME", "   ", "site_name", "Forum"),  # blank is as good as not given
    ],
)
def test_each_setting_is_read(env: dict[str, str], name: str, text: str, field: str, value: object) -> None:
    assert getattr(load_settings({**env, name: text}), field) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("FORUM_DATABASE_URL", "mysql://db/forum"),
        ("FORUM_DATABASE_URL", "forum.db"),
        ("FORUM_SITE_URL", "forum.example"),
        ("FORUM_SITE_URL", "https://"),
        ("FORUM_SITE_URL", "https://["),
        ("FORUM_SITE_URL", "https://forum.example/below"),
        ("FORUM_REDIS_URL", "127.0.0.1:6379"),
        ("FORUM_SMTP_URL", "mail.example"),
        ("FORUM_MAIL_FROM", "nobody"),
        ("FORUM_MAIL_FROM", "a@b.example\r\nBcc: c@d.example"),
        ("FORUM_TRUSTED_PROXIES", "-1"),
        ("FORUM_TRUSTED_PROXIES", "yes"),
        ("FORUM_TRUSTED_PROXIES", "11"),
        ("FORUM_TRUSTED_HOSTS", "https://forum.example"),
        ("FORUM_TRUSTED_HOSTS", "forum.example/desk"),
        ("FORUM_TRUSTED_HOSTS", "forum.example *"),
        ("FORUM_BIND", "8000"),
        ("FORUM_BIND", "localhost:"),
        ("FORUM_BIND", "localhost:70000"),
        ("FORUM_BIND", "localhost:²"),
        ("FORUM_WORKERS", "0"),
        ("FORUM_WORKERS", "1.5"),
        ("FORUM_CHECK_URL", "check.example"),
        ("FORUM_CHECK_URL", "http://check.example/"),
        ("FORUM_CHECK_URL", "https://me@check.example/"),
        ("FORUM_CHECK_URL", "https://check.example:99999/"),
        ("FORUM_CHECK_URL", "https://"),
        ("FORUM_CHECK_KEYS", "k" * 40),
        ("FORUM_SECRET_KEY", "changeme"),
        ("FORUM_LANGUAGES", "en klingon"),
    ],
)
def test_a_wrong_value_stops_the_start_with_one_sentence_that_names_it(
    env: dict[str, str], name: str, text: str
) -> None:
    said = complaint({**env, name: text})
    assert name in said
    assert said.endswith(".")
    assert "\n" not in said


def test_a_password_in_a_wrong_address_is_not_repeated(env: dict[str, str]) -> None:
    assert "hunter2" not in complaint({**env, "FORUM_DATABASE_URL": "mysql://forum:hunter2@db/forum"})
    assert "hunter2" not in complaint({**env, "FORUM_SMTP_URL": "mail://forum:hunter2@mail"})


def test_an_instance_path_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "FORUM_INSTANCE_PATH" in complaint({"FORUM_INSTANCE_PATH": str(tmp_path / "file" / "below")})


def test_a_setting_can_come_from_a_file(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n")
    assert load_settings({**env, "FORUM_SECRET_KEY_FILE": str(tmp_path / "key")}).secret_key == KEY


def test_a_file_that_cannot_be_read_is_named(env: dict[str, str], tmp_path: Path) -> None:
    assert "FORUM_SECRET_KEY_FILE" in complaint({**env, "FORUM_SECRET_KEY_FILE": str(tmp_path / "none")})


def test_a_setting_given_twice_is_refused(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY)
    said = complaint({**env, "FORUM_SECRET_KEY": KEY, "FORUM_SECRET_KEY_FILE": str(tmp_path / "key")})
    assert "FORUM_SECRET_KEY and FORUM_SECRET_KEY_FILE" in said


def test_an_empty_file_is_as_good_as_none(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "name").write_text("\n")
    assert load_settings({**env, "FORUM_SITE_NAME_FILE": str(tmp_path / "name")}).site_name == "Forum"


def test_every_setting_has_a_file_twin(env: dict[str, str], tmp_path: Path) -> None:
    source = (PROJECT / "forum" / "config.py").read_text()
    names = {f"FORUM_{field.name.upper()}" for field in fields(Settings)}
    assert names == set(re.findall(r"\"(FORUM_[A-Z_]+)\"", source))
    for name in sorted(names - {"FORUM_INSTANCE_PATH"}):
        missing = str(tmp_path / "missing")
        assert f"{name}_FILE" in complaint({**env, f"{name}_FILE": missing})


def test_the_environment_of_the_process_is_the_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in [name for name in os.environ if name.startswith("FORUM_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("FORUM_INSTANCE_PATH", str(tmp_path))
    monkeypatch.setenv("FORUM_SITE_NAME", "From outside")
    assert load_settings().site_name == "From outside"


@pytest.mark.parametrize(
    "url", ["https://check.example/a?b=1", "http://127.0.0.1:9000/", "http://localhost/"]
)
def test_the_check_outside_has_an_address_and_keys_or_neither(env: dict[str, str], url: str) -> None:
    keys = f"{'a' * 32}, {'b' * 32}"
    settings = load_settings({**env, "FORUM_CHECK_URL": url, "FORUM_CHECK_KEYS": keys})
    assert (settings.check_url, settings.check_keys) == (url, ("a" * 32, "b" * 32))
    assert "FORUM_CHECK_KEYS" in complaint({**env, "FORUM_CHECK_URL": url})
    short = complaint({**env, "FORUM_CHECK_URL": url, "FORUM_CHECK_KEYS": "hunter2"})
    assert "FORUM_CHECK_KEYS" in short
    assert "hunter2" not in short
