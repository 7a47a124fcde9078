"""A headless browser that tests ask what a page does: over a pipe, without any library."""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SECONDS = 60


def _high(descriptor: int) -> int:
    """The same file under a number above those that the browser takes for its pipe."""
    high = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(descriptor)
    return high


class Browser:
    """One page of a browser: what it loads, what it complains of, what a script would see."""

    def __init__(self, width: int = 1400, height: int = 900) -> None:
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        theirs, self._write = map(_high, os.pipe())
        self._read, ours = map(_high, os.pipe())

        def as_three_and_four() -> None:
            os.dup2(theirs, 3)
            os.dup2(ours, 4)

        self._process = subprocess.Popen(
            [
                *(
                    str(CHROMIUM),
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--remote-debugging-pipe",
                ),
                *(f"--user-data-dir={self._folder.name}", f"--window-size={width},{height}"),
            ],
            pass_fds=(3, 4),
            preexec_fn=as_three_and_four,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        os.close(ours)
        self._rest = b""
        self._number = 0
        self.events: list[dict[str, Any]] = []
        target = self._send("Target.createTarget", url="about:blank")["targetId"]
        attached = self._send("Target.attachToTarget", targetId=target, flatten=True)
        self._session: str | None = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._send(f"{domain}.enable")

    _session: str | None = None

    def open(self, url: str) -> None:
        """Go to a page and wait until it is there."""
        self.events.clear()
        self._send("Page.navigate", url=url)
        self._until(lambda: any(e["method"] == "Page.loadEventFired" for e in self.events))

    def evaluate(self, script: str) -> Any:
        """What an expression gives in the page, its policy aside."""
        answer = self._send("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def click(self, selector: str) -> None:
        """Click in the middle of an element, as a mouse would."""
        box = self.evaluate(
            f"(e=>{{e.scrollIntoView({{block:'center'}});const b=e.getBoundingClientRect();"
            f"return [b.x+b.width/2,b.y+b.height/2]}})(document.querySelector('{selector}'))"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self._send(
                "Input.dispatchMouseEvent",
                type=kind,
                x=box[0],
                y=box[1],
                button="left",
                clickCount=1,
            )
        self._send("Runtime.evaluate", expression="1")

    def press(self, key: str) -> None:
        """Press a key."""
        code = {"Tab": 9, "Enter": 13}[key]
        told = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        text = {"text": "\r"} if key == "Enter" else {}
        self._send("Input.dispatchKeyEvent", type="keyDown", **told, **text)
        self._send("Input.dispatchKeyEvent", type="keyUp", **told)

    def complaints(self) -> list[str]:
        """Lines of the console, and exceptions."""
        wrong = ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")
        return [json.dumps(e["params"]) for e in self.events if e["method"] in wrong]

    def requests(self) -> list[str]:
        """Addresses that were asked for."""
        return [
            e["params"]["request"]["url"]
            for e in self.events
            if e["method"] == "Network.requestWillBeSent"
        ]

    def close(self) -> None:
        """End the browser that was started here."""
        os.close(self._write)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._read)
        self._folder.cleanup()

    def _send(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        number = self._number
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        answer: list[dict[str, Any]] = []
        self._until(lambda: bool(answer), lambda got: got.get("id") == number, answer)
        assert "error" not in answer[0], answer[0]
        return answer[0].get("result", {})

    def _until(self, done, wanted=lambda got: False, answer=None) -> None:
        end = time.monotonic() + SECONDS
        while not done():
            ready, _, _ = select.select([self._read], [], [], max(end - time.monotonic(), 0))
            if not ready:
                raise TimeoutError("the browser does not answer")
            read = os.read(self._read, 1 << 20)
            if not read:
                raise EOFError("the browser has ended")
            self._rest += read
            *messages, self._rest = self._rest.split(b"\0")
            for message in messages:
                got = json.loads(message)
                if wanted(got):
                    answer.append(got)
                elif "method" in got:
                    self.events.append(got)
