"""JUnit XML that Jenkins, GitLab and Ant's schema all take: a suite a file.

A testcase is a rule in one place, or an indicator, so that what is right shows as passed. What
makes the run fail (``--fail-on``) is a failure; what does not, what is waived and what cannot be
decided is skipped, with the reason. A file that could not be checked is an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.record import record
from tablecheck.reporters.escape import one_line, printable
from tablecheck.reporters.junit_cases import cases_of_file, cases_of_run

if TYPE_CHECKING:
    from tablecheck.report import Report
    from tablecheck.reporters.base import Style
    from tablecheck.reporters.junit_cases import TestCase

IS_MACHINE = True
NEEDS_SOURCE = True


@record
class _Suite:
    name: str
    properties: tuple[tuple[str, str], ...]
    cases: tuple[TestCase, ...]


def render(report: Report, style: Style) -> str:
    """The document; times are 0, since a table is checked as a whole."""
    suites = [
        _Suite(
            name=one_line(file.path) or "-",
            properties=tuple(
                (name, value)
                for name, value in (
                    ("form", file.form),
                    ("form_version", file.form_version),
                    ("sha256", file.sha256),
                )
                if value
            ),
            cases=tuple(cases_of_file(file, style)),
        )
        for file in report.files
    ]
    if report.findings:
        suites.append(_Suite("tablecheck", (), tuple(cases_of_run(report, style))))
    written = "".join(_suite(suite, number, style) for number, suite in enumerate(suites))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n{written}</testsuites>\n'


def xml(text: str) -> str:
    """Text as it may stand in an element or an attribute; printable() left no control character."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("\n", "&#10;")


def _suite(suite: _Suite, number: int, style: Style) -> str:
    """The order of children and the attributes are those that Ant's schema demands."""
    counts = {
        kind: sum(case.outcome == kind for case in suite.cases)
        for kind in ("failure", "error", "skipped")
    }
    lines = [
        f' <testsuite name="{xml(suite.name)}" package="tablecheck" id="{number}"'
        f' timestamp="{xml(style.now)}" hostname="localhost" tests="{len(suite.cases)}"'
        f' failures="{counts["failure"]}" errors="{counts["error"]}"'
        f' skipped="{counts["skipped"]}" time="0">',
        "  <properties>",
        *(
            f'   <property name="{name}" value="{xml(printable(value, None))}"/>'
            for name, value in suite.properties
        ),
        "  </properties>",
        *(_case(case) for case in suite.cases),
        "  <system-out></system-out>",
        "  <system-err></system-err>",
        " </testsuite>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _case(case: TestCase) -> str:
    head = f'  <testcase name="{xml(case.name)}" classname="{xml(case.group)}" time="0"'
    if not case.outcome:
        return f"{head}/>"
    kind = f' type="{xml(case.code)}"' if case.outcome != "skipped" else ""
    body = xml(case.details).replace("&#10;", "\n")
    message = f'<{case.outcome}{kind} message="{xml(case.message)}">{body}</{case.outcome}>'
    return f"{head}>{message}</testcase>"
