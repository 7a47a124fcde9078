"""A form's rules as a VTL 2.1 script, which any VTL engine runs on what ``extract`` writes.

Comes in: a form. Goes out: the script. Sums and comparisons along one axis are rules of a
hierarchical ruleset; all others that have an answer in VTL are expressions in ``check``; what has
none is said in a comment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tablecheck.exporting.comparisons import Expressions, said, text
from tablecheck.exporting.hierarchy import along_axis, without_cycles
from tablecheck.form.describe import says
from tablecheck.form.model import Severity, needs_previous
from tablecheck.rules.compile import compile_rules
from tablecheck.rules.slack import slack_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tablecheck.exact import Exact
    from tablecheck.exporting.hierarchy import Along, CodeRule
    from tablecheck.form.model import Domain, Form, Key, Rule, Table
    from tablecheck.rules.model import Instance, Linear

if TYPE_CHECKING:
    Line = tuple[str, CodeRule]
    """A rule of a ruleset with its name."""

MOST_CHECKS = 5000
"""Expressions of a script; each is a line, and a table of thousands of cells has as many."""
_LEAD = """\
/* {title}
   Form {id}, version {version}: its rules in VTL 2.1, written by tablecheck.

   DATA is what “tablecheck extract --as csv” writes, with the identifiers TABLE, INDICATOR,
   DIMENSION, TIME_PERIOD and REF_AREA (strings) and the measure OBS_VALUE (number).
   A rule is broken where bool_var is false; errorcode names it as the form does. Its errorlevel is
   2 for a hard edit and 1 for a soft one. A ratio without a positive denominator counts as true. */
"""
_LEVELS = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.INFORMATION: 0}


def as_vtl(form: Form) -> str:
    """The script of a form."""
    lead = _LEAD.format(title=said(form.titles[0]), id=said(form.id), version=said(form.version))
    return "\n".join([lead, *_Script(form).lines()]) + "\n"


class _Script:
    """Writes one form's script."""

    def __init__(self, form: Form) -> None:
        self._form = form
        records = {each.code for each in form.tables if each.orientation == "records"}
        self._expressions = Expressions(records)
        self._instances: dict[str, list[Instance]] = {}
        for instance in compile_rules(form):
            self._instances.setdefault(instance.rule.id, []).append(instance)
        self._rules: dict[str, Rule] = {}
        self._left_out: list[str] = []
        self._checks = 0

    def lines(self) -> Iterator[str]:
        """Datasets, rulesets and checks; then what is left out."""
        number = 0
        for at, table in enumerate(self._form.tables, 1):
            yield f"TABLE_{at} := DATA[sub TABLE = {text(table.code)}];"
            groups: dict[Along, list[Line]] = {}
            others: list[tuple[int, Rule]] = []
            for rule in table.rules:
                number += 1
                codes = self._codes(rule, table)
                if codes is None:
                    others.append((number, rule))
                    continue
                along, comparisons = codes
                groups.setdefault(along, []).extend(
                    (f"R{number}_{part}", each) for part, each in enumerate(comparisons, 1)
                )
                self._rules[f"R{number}"] = rule
            count = 0
            for along, lines in groups.items():
                for members in without_cycles(lines):
                    count += 1
                    yield from self._ruleset(f"TABLE_{at}", f"{at}_{count}", along, members)
            for each, rule in others:
                yield from self._apart(each, rule)
            yield ""
        self._left_out += [
            f"{each.id}: compares the text with the table" for each in self._form.text
        ]
        if self._left_out:
            listed = "".join(f"\n   {said(each)}" for each in self._left_out)
            yield f"/* Not said in VTL:{listed} */"

    def _codes(self, rule: Rule, table: Table) -> tuple[Along, list[CodeRule]] | None:
        """The rule in a hierarchical ruleset; None where it is no rule of one."""
        instances = self._instances.get(rule.id, [])
        if not instances or self._slack(instances[0]) is None or rule.tolerance:
            return None
        if instances[0].rounded:
            return None
        return along_axis(rule, table, instances)

    def _apart(self, number: int, rule: Rule) -> Iterator[str]:
        """A rule as an expression for each of its places."""
        if needs_previous(rule):
            self._left_out.append(f"{rule.id}: compares with last year's file: {says(rule)}")
            return
        places = self._instances.get(rule.id, [])
        if any(self._slack(each) is None for each in places):
            self._left_out.append(f"{rule.id}: of numbers rounded as somebody writes them")
            return
        if self._checks + len(places) > MOST_CHECKS:
            self._left_out.append(f"{rule.id}: holds in {len(places)} places")
            return
        self._checks += len(places)
        yield f"/* R{number} {said(rule.id)}: {said(says(rule))} */"
        for place, instance in enumerate(places, 1):
            slack = self._slack(instance)
            assert slack is not None
            expression = self._expressions.of(instance, slack, rule.years)
            yield from self._expressions.cells()
            yield (
                f"R{number}_{place} <- check({expression} errorcode {text(rule.id)} "
                f"errorlevel {_LEVELS[rule.severity]});"
            )

    def _slack(self, instance: Instance) -> Callable[[Linear], Exact] | None:
        return slack_of(instance, self._domain)

    def _domain(self, key: Key) -> Domain | None:
        table = next(each for each in self._form.tables if each.code == key[0])
        row = next(item for item in table.rows if item.code == key[1])
        column = next(item for item in table.columns if item.code == key[2])
        return row.domain or column.domain

    def _ruleset(
        self, data: str, name: str, along: Along, members: Sequence[Line]
    ) -> Iterator[str]:
        """A hierarchical ruleset and the check that applies it."""
        yield f"define hierarchical ruleset RULES_{name} (variable rule {along.variable}) is"
        told = ""
        for number, (rule_name, comparison) in enumerate(members, 1):
            own = rule_name.partition("_")[0]
            rule = self._rules[own]
            if own != told:
                yield f"   /* {own} {said(rule.id)}: {said(says(rule))} */"
            told = own
            ends = "" if number == len(members) else ";"
            level = _LEVELS[rule.severity]
            yield (
                f"   {rule_name} : {comparison.text} "
                f"errorcode {text(rule.id)} errorlevel {level}{ends}"
            )
        yield "end hierarchical ruleset;"
        chosen = f"{data}{along.where()}"
        yield f"CHECK_{name} <- check_hierarchy({chosen}, RULES_{name} rule {along.variable} all);"
