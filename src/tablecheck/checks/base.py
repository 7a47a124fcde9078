"""What a check is: a decorated generator of findings, found by its file.

Comes in: a ``Case`` (everything known of one file). Goes out: ``Check`` objects and ``all_checks``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tablecheck.findings import Equation, Finding, Place, Words
from tablecheck.form.model import Severity
from tablecheck.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from tablecheck.checks.case import Case
    from tablecheck.linting.case import FormCase

    Run = Callable[[Case], Iterator[Finding]]
    Lint = Callable[[FormCase], Iterator[Finding]]
    Page = Callable[[], None]


@record
class Check:
    """A check of the program.

    Attributes:
        code, name: ``TC401``, ``total-mismatch``.
        severity: Its usual severity; a finding may be softer.
        title: The fact in a few words, both languages.
        message: Template of the sentence with named placeholders, the same in both languages.
        run: Yields the findings; None for a refusal, which stages raise themselves.
        page: Markdown, its docstring.
        lint: Of a check of forms: yields what is found in one.
    """

    code: str
    name: str
    severity: Severity
    title: Words
    message: Words
    run: Run | None
    page: str
    lint: Lint | None = None

    def finding(
        self,
        at: Place | None,
        *,
        fill: Mapping[str, object],
        related: Iterable[Place] = (),
        severity: Severity | None = None,
        facts: Mapping[str, str | None] | None = None,
        rule: str | None = None,
        basis: str | None = None,
        title: Words | None = None,
        message: Words | None = None,
        reason: Words | None = None,
        action: Words | None = None,
        equation: Equation | None = None,
        by_section: tuple[tuple[str, tuple[Place, ...]], ...] = (),
        whole_sections: frozenset[str] = frozenset(),
    ) -> Finding:
        """A finding of this check; ``fill`` holds the placeholders (str, or Words)."""
        template = message or self.message
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity or self.severity,
            title=title or self.title,
            message=Words(_fill(template.zh, fill, "zh"), _fill(template.en, fill, "en")),
            at=at,
            related=tuple(related),
            rule=rule,
            basis=basis,
            facts=facts or {},
            reason=reason,
            action=action,
            equation=equation,
            by_section=by_section,
            whole_sections=whole_sections,
        )


def _fill(template: str, fill: Mapping[str, object], lang: str) -> str:
    spoken = {
        name: value.in_language(lang) if isinstance(value, Words) else value
        for name, value in fill.items()
    }
    return template.format(**spoken)


class _Told:
    """What the decorators are given alike; ``made`` gives the check of a function's page."""

    __slots__ = ("_code", "_message", "_name", "_severity", "_title")

    def __init__(
        self, code: str, name: str, severity: Severity, title: tuple[str, str], message: Words
    ) -> None:
        self._code = code
        self._name = name
        self._severity = severity
        self._title = Words(*title)
        self._message = message

    def made(
        self, page: Page | Run | Lint, run: Run | None = None, lint: Lint | None = None
    ) -> Check:
        return Check(
            code=self._code,
            name=self._name,
            severity=self._severity,
            title=self._title,
            message=self._message,
            run=run,
            page=page.__doc__ or "",
            lint=lint,
        )


def check(
    code: str,
    name: str,
    *,
    severity: Severity = Severity.ERROR,
    title: tuple[str, str],
    zh: str,
    en: str,
) -> Callable[[Run], Check]:
    """Make a generator of findings a check; ``title`` is (Chinese, English)."""
    told = _Told(code, name, severity, title, Words(zh, en))
    return lambda run: told.made(run, run=run)


def refusal(code: str, name: str, *, title: tuple[str, str]) -> Callable[[Page], Check]:
    """Make a page of a refusal a check: stages raise it, its sentence is theirs."""
    return _Told(code, name, Severity.ERROR, title, Words("", "")).made


def about_run(
    code: str, name: str, *, severity: Severity, title: tuple[str, str], zh: str, en: str
) -> Callable[[Page], Check]:
    """Make a page a check of the run itself (its waivers): the stage that sees it reports it."""
    return _Told(code, name, severity, title, Words(zh, en)).made


def about_form(
    code: str, name: str, *, severity: Severity, title: tuple[str, str], zh: str, en: str
) -> Callable[[Lint], Check]:
    """Make a generator of findings in a form a check; ``tablecheck form check`` runs it."""
    told = _Told(code, name, severity, title, Words(zh, en))
    return lambda lint: told.made(lint, lint=lint)


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check of this folder, by code, refusals included."""
    return _load(lambda _: True)


@cache
def running_checks(*, has_previous: bool = True) -> tuple[Check, ...]:
    """The checks that run on a bound file; refusals (TC10x, TC9xx) are raised by the stages.

    Those of the run itself (TC7xx) are reported where waivers are put to the findings.

    Args:
        has_previous: Last period's file is there; without it TC5xx have nothing to say.
    """
    left_out = ("tc10", "tc7", "tc9") if has_previous else ("tc10", "tc5", "tc7", "tc9")
    return _load(lambda name: not name.startswith(left_out))


@cache
def form_checks() -> tuple[Check, ...]:
    """The checks that run on a form itself."""
    return tuple(
        each for each in _load(lambda name: name.startswith("tc9")) if each.lint is not None
    )


def _load(wanted: Callable[[str], bool]) -> tuple[Check, ...]:
    from importlib import import_module
    from pathlib import Path

    found = []
    # Not glob: its pattern is compiled at every start.
    for name in [path.name for path in Path(__file__).parent.iterdir()]:
        if name.startswith("tc") and name.endswith(".py") and wanted(name):
            module = import_module(f"tablecheck.checks.{name[:-3]}")
            found += [value for value in vars(module).values() if isinstance(value, Check)]
    return tuple(sorted(found, key=lambda each: each.code))
