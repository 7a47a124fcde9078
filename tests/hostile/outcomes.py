"""Runs one input and says what is not as it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.hostile.inputs import FLAGGED, FORM, FORM_TEXT, READ, REFUSED, Hostile
from tests.hostile.running import Outcome, run_limited, state

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

State = dict[str, tuple[object, ...]]


def run_input(
    hostile: Hostile, folder: Path, run: Callable[..., Outcome] = run_limited
) -> tuple[Outcome, State, State]:
    """The outcome; what the folder held before and after."""
    (folder / "form.json").write_text(FORM_TEXT, "utf-8")
    words = list(hostile.make(folder))
    if "--form" not in words and "--config" not in words and "form" not in words[:1]:
        words += ["--form", "form.json"]
    before = state(folder)
    if words[0] != "form":
        words = ["validate", *words, "--format", "json"]
    outcome = run(*words, "--lang", "en", cwd=folder)
    return outcome, before, state(folder)


def complaints(hostile: Hostile, outcome: Outcome) -> list[str]:
    """What is wrong about an outcome; [] where all is as expected."""
    wrong = []
    if outcome.seconds > hostile.seconds:
        wrong.append(f"took {outcome.seconds} s")
    if outcome.mebibytes > hostile.mebibytes:
        wrong.append(f"took {outcome.mebibytes:.0f} MiB")
    if b"Traceback" in outcome.err or b"Traceback" in outcome.out:
        wrong.append(f"traceback: {outcome.err[-2000:]!r}")
    if outcome.code not in (0, 1, 2, 3):
        return [*wrong, f"ended with {outcome.code}: {outcome.err[-2000:]!r}"]
    if hostile.outcome == FORM:
        return wrong + _form_error(hostile, outcome)
    if outcome.code == 2:
        return [*wrong, f"usage error: {outcome.err!r}"]
    if outcome.err:
        wrong.append(f"stderr: {outcome.err!r}")
    return wrong + _judged(hostile, outcome)


def _form_error(hostile: Hostile, outcome: Outcome) -> list[str]:
    text = outcome.err.decode("utf-8", "backslashreplace")
    wrong = []
    if outcome.code != 2:
        wrong.append(f"exit {outcome.code} for a bad form: {outcome.out[:500]!r}")
    if not any(code in text for code in hostile.codes):
        wrong.append(f"none of {hostile.codes} in {text!r}")
    if hostile.words not in text:
        wrong.append(f"no {hostile.words!r} in {text!r}")
    if text.count("\n") > 3:
        wrong.append(f"many lines: {text!r}")
    return wrong


def _judged(hostile: Hostile, outcome: Outcome) -> list[str]:
    wrong = []
    file = outcome.files[0]
    found = {each["code"] for each in file["findings"]}
    if hostile.outcome == REFUSED:
        refusal = file["refusal"]
        if refusal is None:
            return [f"read: {file['counts']}, {sorted(found)}"]
        if outcome.code != 3:
            wrong.append(f"exit {outcome.code}")
        if refusal["code"] not in hostile.codes:
            wrong.append(f"refused by {refusal}")
        if hostile.words not in refusal["message"]:
            wrong.append(f"no {hostile.words!r} in {refusal['message']!r}")
        return wrong
    if file["refusal"] is not None:
        return [f"refused: {file['refusal']}"]
    if not file["counts"]["cells"]:
        wrong.append("checked, but nothing was bound")
    if hostile.outcome == READ and not found <= set(hostile.codes):
        wrong.append(f"found {sorted(found)}")
    if hostile.outcome == READ and set(hostile.codes) and not found:
        wrong.append("nothing was noticed")
    if hostile.outcome == FLAGGED and not found & set(hostile.codes):
        wrong.append(f"found only {sorted(found)}")
    if outcome.code not in (0, 1):
        wrong.append(f"exit {outcome.code}")
    return wrong
