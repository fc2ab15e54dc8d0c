from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pydantic
import pytest
import typer

import shopglot_models
from shopglot.cli._ending import ending

if TYPE_CHECKING:
    from pathlib import Path

RUN = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); import shopglot.cli as c; c.main()"
HEAVY = ("httpx", "pydantic", "yaml", "jsonschema", "shopglot_models", "shopglot_tiktok", "starlette", "uvicorn")
RECORD = b'{"id": "1", "currency": "USD"}\n'


@pytest.fixture
def environment(plugins_folder: Path) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(plugins_folder), "SHOPGLOT_PLUGINS": "acme"}


def start(environment: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own text
        [sys.executable, "-c", RUN, *arguments],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_ctrl_c_ends_quietly(environment: dict[str, str]) -> None:
    with start(environment, "normalize", "acme", "order", "-") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(RECORD * 2)
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == "1"
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr.read() == b""


def test_ctrl_c_inside_a_serializer_ends_quietly_too() -> None:
    class Interrupted(shopglot_models.Model):
        value: str

        @pydantic.field_serializer("value")
        def _stop(self, _value: str) -> str:
            raise KeyboardInterrupt

    with pytest.raises(typer.Exit) as caught, ending():
        Interrupted(value="x").model_dump_json()
    assert caught.value.exit_code == 130


def test_a_reader_that_goes_away_ends_it_quietly(environment: dict[str, str]) -> None:
    with start(environment, "normalize", "acme", "order", "-") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(RECORD * 2)
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(RECORD * 2)
            process.stdin.close()
        assert process.wait(30) == 141
        assert process.stderr.read() == b""


def test_help_loads_nothing_heavy(environment: dict[str, str]) -> None:
    code = (
        "import atexit, json, sys; sys.argv = ['shopglot', '--help']\n"
        "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
        "import shopglot.cli as c; c.main()"
    )
    result = subprocess.run(  # noqa: S603 - our own interpreter and our own text
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert set(json.loads(result.stderr)).isdisjoint(HEAVY)


def test_a_missing_extra_is_named(environment: dict[str, str]) -> None:
    code = "import sys; sys.modules['typer'] = None; import shopglot.cli as c; c.main()"
    result = subprocess.run(  # noqa: S603 - our own interpreter and our own text
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "The command line needs its extra packages:\n    pip install 'shopglot[cli]'\n"


def test_the_package_runs_as_a_module(environment: dict[str, str]) -> None:
    def asked(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own interpreter and our own text
            [sys.executable, "-m", "shopglot", *arguments], env=environment, capture_output=True, text=True, check=False
        )

    listed = asked("connectors", "--format", "json")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "acme" in [connector["id"] for connector in json.loads(listed.stdout)]
    wrong = asked("nonsense")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "Usage: shopglot " in wrong.stderr
