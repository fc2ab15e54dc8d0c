"""A small client of a language server over stdio: JSON-RPC in frames with a length, one answer at a time."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

__all__ = ["LanguageServer"]

_PATIENCE = 30.0  # seconds; the slowest answer takes one


class LanguageServer:
    """Runs the YAML language server, and asks it as an editor does; it fetches nothing."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        # stderr would fill a pipe that nobody reads
        self._process = subprocess.Popen(  # noqa: S603 - the pinned server
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._arrived: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._asked = 0
        self._folder = folder
        self._opened = 0
        root = folder.as_uri()
        able = {"textDocument": {"hover": {}, "completion": {"completionItem": {"snippetSupport": True}}}}
        self._ask("initialize", {"processId": None, "rootUri": root, "capabilities": able})
        self._tell("initialized", {})
        yaml = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
        self._settings: dict[str, Any] = {"yaml": yaml, "http": {}, "[yaml]": {}}
        self._tell("workspace/didChangeConfiguration", {"settings": self._settings})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._ask("shutdown", None)
            self._tell("exit", None)
            self._process.wait(_PATIENCE)
        finally:
            self._process.kill()
            self._process.wait()
            self._reader.join(_PATIENCE)
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()

    def diagnostics(self, text: str) -> list[dict[str, Any]]:
        """Return what the server says against a file of this text."""
        uri = self._open(text)
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                found: list[dict[str, Any]] = message["params"]["diagnostics"]
                return found

    def completions(self, text: str, line: int, column: int) -> list[dict[str, Any]]:
        """Return what the server offers at a place of a file of this text; places count from 0."""
        answer = self._ask("textDocument/completion", self._place(text, line, column))
        items: list[dict[str, Any]] = answer["items"] if isinstance(answer, dict) else answer or []
        return items

    def hover(self, text: str, line: int, column: int) -> str:
        """Return what the server shows at a place of a file of this text, as Markdown."""
        answer = self._ask("textDocument/hover", self._place(text, line, column))
        return str(answer["contents"]["value"]) if answer else ""

    def _place(self, text: str, line: int, column: int) -> dict[str, Any]:
        return {"textDocument": {"uri": self._open(text)}, "position": {"line": line, "character": column}}

    def _open(self, text: str) -> str:
        self._opened += 1
        uri = (self._folder / f"{self._opened}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def _ask(self, method: str, params: Any) -> Any:
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message.get("result")

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _next(self) -> dict[str, Any]:
        """Return the next message; what the server asks itself is answered."""
        message = self._arrived.get(timeout=_PATIENCE)
        assert message is not None, "the language server has ended"
        if "method" in message and "id" in message:
            self._send({"id": message["id"], "result": self._configured(message)})
        return message

    def _configured(self, message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        return [self._settings.get(item.get("section")) for item in message["params"]["items"]]

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _read(self) -> None:
        out = self._process.stdout
        assert out is not None
        while head := out.readline():
            if head.lower().startswith(b"content-length:"):
                length = int(head.split(b":")[1])
                while out.readline().strip():
                    pass
                self._arrived.put(json.loads(out.read(length)))
        self._arrived.put(None)
