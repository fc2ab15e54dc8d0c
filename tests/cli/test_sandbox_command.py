from __future__ import annotations

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import httpx
import pytest

import shopglot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.support.command_line import Run

RUN = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); import shopglot.cli as c; c.main()"


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    processes = []

    def _start(*arguments: str | Path) -> subprocess.Popen[str]:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own text
            [sys.executable, "-c", RUN, "sandbox", *map(str, arguments)],
            env=os.environ | {"SHOPGLOT_PLUGINS": "tiktok"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield _start
    for process in processes:
        process.kill()
        process.communicate()


def lines_until(process: subprocess.Popen[str], last: str) -> list[str]:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line.rstrip("\n"))
        if last in line:
            return lines
    raise AssertionError(f"{last!r} never came; stderr: {process.stderr.read() if process.stderr else ''}")


def test_it_says_how_to_reach_it_and_ends_quietly(start: Callable[..., subprocess.Popen[str]]) -> None:
    process = start("tiktok", "--orders", "5", "--products", "2", "--region", "gb", "--region", "de")
    lines = lines_until(process, "With --save")
    url = lines[3].split()[-1]
    shown = re.sub(r"127\.0\.0\.1:\d{4,5}(?!/vault)", "127.0.0.1:PORT", "\n".join(lines))
    shown = re.sub(r"(?<=app_key         )\S+|(?<=app_secret      )\S+|\d{19}", "X", shown)
    assert shown == (
        "A simulated TikTok Shop is running until you press Ctrl-C. All people and data in it are invented.\n"
        "\n"
        "Hosts\n"
        "  api   http://127.0.0.1:PORT\n"
        "  auth  http://127.0.0.1:PORT\n"
        "Settings (invented)\n"
        "  app_key         X\n"
        "  app_secret      X\n"
        "  service_id      X\n"
        "  authorize_host  http://127.0.0.1:PORT\n"
        "  redirect_url    http://127.0.0.1:8000/vault/callback\n"
        "Authorization page\n"
        "  http://127.0.0.1:PORT/open/authorize?service_id=X&state=1\n"
        "\n"
        "With --save FILE the app is authorized at once, and the file contains all that a connection needs."
    )
    page = httpx.get(lines[-3].strip(), trust_env=False).text
    assert "Heather &amp; Tide (GB)" in page
    assert "(DE)" in page
    assert httpx.get(f"{url}/nowhere", trust_env=False).json()["code"] == 36009009
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "", "")


def test_the_saved_file_is_all_that_a_connection_needs(
    start: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    file = tmp_path / "sandbox.json"
    process = start("tiktok", "--orders", "5", "--products", "2", "--save", file)
    lines = lines_until(process, "customer_hidden)")
    assert f"  shopglot check tiktok --settings {file}" in lines
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    saved = json.loads(file.read_text())
    hosts = saved.pop("hosts")
    assert saved["token"]["access_token"] not in "\n".join(lines)
    with shopglot.connect(shopglot.load_connectors(strict=True)["tiktok"], saved, hosts=hosts) as shop:
        assert len(list(shop.orders.list())) == 5


def test_the_python_lines_that_it_prints_run(start: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    process = start("tiktok", "--orders", "3", "--save", tmp_path / "sandbox.json")
    lines = lines_until(process, "customer_hidden)")
    code = "\n".join(line[2:] for line in lines[lines.index("In Python:") + 1 :])
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert len(result.stdout.splitlines()) == 3


def test_a_port_that_is_taken_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPGLOT_PLUGINS", "tiktok")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("sandbox", "tiktok", "--port", str(port))
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        f"error: port {port}: Address already in use\n  hint: Take another --port, or 0 for a free one.\n"
    )
