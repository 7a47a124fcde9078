"""Expressions of a form's rules as linear clauses: own grammar, no eval.

Comes in: text such as ``if [2.1] > 0 then any([2.2/*]) > 0``. Goes out: a conjunction of
disjunctions of ``Atom``; ``ExpressionError`` with a plain sentence in two languages.

Grammar::

    rule      = "if" either "then" either | either
    either    = both { "or" both }
    both      = compare { "and" compare }
    compare   = "(" rule ")" | quantity ("=" | "!=" | "<" | "<=" | ">" | ">=") sum
    quantity  = ("any" | "all") "(" references ")" | sum
    sum       = product { ("+" | "-") product }
    product   = unary { ("*" | "/") unary }   at most one factor holds a reference
    unary     = "-" unary | number | reference | "(" sum ")"
              | "sum" "(" references ")" | "abs" "(" sum ")"
    references = reference { "," reference }
    reference = [ "previous" ] "[" [ table "!" ] code [ "/*" | "/**" ] [ "@" code ] "]"

``/*`` means the value items right below, ``/**`` those at any depth; ``@`` names a code on the
other axis. A comparison divides once by indicators at the most.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecheck.exact import exact
from tablecheck.form.clauses import (
    MOST_ATOMS,
    NEGATED,
    ExpressionError,
    any_of,
    bounded,
    either_of,
    negation,
    too_complex,
)
from tablecheck.form.model import PREVIOUS
from tablecheck.form.quantity import (
    Quantity,
    absolute,
    compared,
    divided,
    plus,
    times,
    total_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tablecheck.form.clauses import Clauses
    from tablecheck.form.model import Ref

    Expand = Callable[[Ref, str], Sequence[str]]
    """The codes that a reference means, given "", "*" or "**"; it fails where there is none."""

LONGEST = 4000
LONGEST_NUMBER = 50
DEEPEST = 40
_SAME = {"≤": "<=", "≥": ">=", "≠": "!=", "−": "-", "×": "*"}
_TRUTH = {*NEGATED, "if", "then", "and", "or", "any", "all"}


def parse(text: str, table: str, expand: Expand) -> Clauses:
    """The clauses of an expression.

    Args:
        text: As the form has it.
        table: Code of the table whose rule it is.
        expand: The codes that a reference means.

    Raises:
        ExpressionError: Not of the grammar, or not linear.
    """
    if len(text) > LONGEST:
        raise ExpressionError(
            f"表达式超过 {LONGEST} 个字符", f"the expression is longer than {LONGEST} characters"
        )
    parser = _Parser(_tokens(text), table, expand)
    clauses = parser.rule(0)
    if parser.peek():
        raise ExpressionError(
            f"表达式在“{parser.peek()}”之前已经完整", f"“{parser.peek()}” is not expected here"
        )
    return clauses


def _tokens(text: str) -> list[str]:
    pattern = re.compile(
        r"\s*(\[[^\[\]]{1,200}\]|<=|>=|!=|[≤≥≠=<>+\-−*×/(),]"
        r"|(?:previous|if|then|and|or|any|all|sum|abs)\b|[0-9]+(?:\.[0-9]+)?)"
    )
    tokens, at, end = [], 0, len(text.rstrip())
    while at < end:
        match = pattern.match(text, at)
        if match is None:
            rest = text[at : at + 20].strip()
            raise ExpressionError(f"表达式看不懂“{rest}”", f"“{rest}” is no part of an expression")
        tokens.append(_SAME.get(match.group(1), match.group(1)))
        at = match.end()
    return tokens


class _Parser:
    """Recursive descent over tokens; depth is bounded by DEEPEST."""

    def __init__(self, tokens: list[str], table: str, expand: Expand) -> None:
        self._tokens = tokens
        self._table = table
        self._expand = expand
        self._at = 0

    def peek(self) -> str:
        """The next token, "" at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def rule(self, depth: int) -> Clauses:
        """Clauses of an ``if … then …`` or of what stands without one."""
        if depth > DEEPEST:
            raise ExpressionError(f"括号超过 {DEEPEST} 层", f"nested deeper than {DEEPEST}")
        if self.peek() != "if":
            return self._either(depth)
        self._at += 1
        condition = self._either(depth)
        self._take("then")
        return either_of(negation(condition), self._either(depth))

    def _take(self, expected: str) -> None:
        if self.peek() != expected:
            zh = f"“{self.peek()}”之前" if self.peek() else "末尾"
            en = f"before “{self.peek()}”" if self.peek() else "at the end"
            raise ExpressionError(f"表达式{zh}缺少“{expected}”", f"“{expected}” is missing {en}")
        self._at += 1

    def _either(self, depth: int) -> Clauses:
        clauses = self._both(depth)
        while self.peek() == "or":
            self._at += 1
            clauses = either_of(clauses, self._both(depth))
        return clauses

    def _both(self, depth: int) -> Clauses:
        clauses = self._compare(depth)
        while self.peek() == "and":
            self._at += 1
            clauses = bounded((*clauses, *self._compare(depth)))
        return clauses

    def _compare(self, depth: int) -> Clauses:
        if self.peek() == "(" and self._holds_comparison():
            self._at += 1
            inner = self.rule(depth + 1)
            self._take(")")
            return inner
        word = self.peek() if self.peek() in ("any", "all") else ""
        lefts = [self._sum(depth)] if not word else self._each()
        op = self.peek()
        if op not in NEGATED:
            zh = f"“{op}”不是比较符号" if op else "表达式没有比较"
            en = f"“{op}” is no comparison" if op else "the expression compares nothing"
            raise ExpressionError(zh, en)
        self._at += 1
        right = self._sum(depth)
        if len(lefts) * right.size > MOST_ATOMS:
            raise too_complex()
        compares = [compared(left, op, right) for left in lefts]
        if word == "any":
            return any_of(compares)
        return bounded(tuple(clause for each in compares for clause in each))

    def _holds_comparison(self) -> bool:
        """Whether the parenthesis that opens here holds a truth, not a number."""
        depth = 0
        for token in self._tokens[self._at :]:
            depth += (token == "(") - (token == ")")
            if depth == 0:
                return False
            if token in _TRUTH:
                return True
        return False

    def _each(self) -> list[Quantity]:
        self._at += 1
        return [total_of((ref,)) for ref in self._references()]

    def _sum(self, depth: int) -> Quantity:
        left = self._product(depth)
        while self.peek() in ("+", "-"):
            sign = 1 if self.peek() == "+" else -1
            self._at += 1
            left = plus(left, self._product(depth), sign)
        return left

    def _product(self, depth: int) -> Quantity:
        left = self._unary(depth)
        while self.peek() in ("*", "/"):
            combine = times if self.peek() == "*" else divided
            self._at += 1
            left = combine(left, self._unary(depth))
        return left

    def _unary(self, depth: int) -> Quantity:
        if depth > DEEPEST:
            raise ExpressionError(f"括号超过 {DEEPEST} 层", f"nested deeper than {DEEPEST}")
        token = self.peek()
        if token == "-":
            self._at += 1
            return plus(Quantity(), self._unary(depth + 1), -1)
        if token in ("(", "abs"):
            self._at += token == "abs"
            self._take("(")
            inner = self._sum(depth + 1)
            self._take(")")
            return absolute(inner) if token == "abs" else inner
        if token == "sum":
            self._at += 1
            return total_of(self._references())
        if token[:1] == "[" or token == "previous":
            refs = self._reference()
            if len(refs) != 1:
                raise ExpressionError(
                    f"“{token}”是几个指标，要写在 sum、any 或 all 里",
                    f"“{token}” is several indicators and belongs inside sum, any or all",
                )
            return total_of(refs)
        return self._number(token)

    def _number(self, token: str) -> Quantity:
        if not token[:1].isdigit():
            raise ExpressionError(
                f"“{token}”处应为数或引用" if token else "表达式不完整",
                f"expected a number or a reference, not “{token}”"
                if token
                else "the expression breaks off",
            )
        if len(token) > LONGEST_NUMBER:
            raise ExpressionError(
                f"数字超过 {LONGEST_NUMBER} 位", f"a number has more than {LONGEST_NUMBER} digits"
            )
        self._at += 1
        return Quantity(({}, int(token) if token.isdecimal() else exact(token)))

    def _references(self) -> list[Ref]:
        self._take("(")
        refs = list(self._reference())
        while self.peek() == ",":
            self._at += 1
            refs += self._reference()
        self._take(")")
        if len(refs) > MOST_ATOMS:
            raise too_complex()
        return refs

    def _reference(self) -> list[Ref]:
        period = PREVIOUS if self.peek() == "previous" else ""
        self._at += bool(period)
        token = self.peek()
        if token[:1] != "[":
            raise ExpressionError(
                f"“{token}”处应为方括号里的代码", f"expected a [code], not “{token}”"
            )
        self._at += 1
        ref, spread = read_reference(token[1:-1], self._table)
        table, _, other = ref
        return [(period + table, code, other) for code in self._expand(ref, spread)]


def read_reference(text: str, table: str) -> tuple[Ref, str]:
    """``table!code/*@other`` as a reference and its ``*``; by itself it is of the own table."""
    rest, _, other = text.partition("@")
    named, found, rest = rest.rpartition("!")
    code = rest.strip()
    spread = "**" if code.endswith("/**") else "*" if code.endswith("/*") else ""
    bare = code.removesuffix(f"/{spread}").strip() if spread else code
    return (named.strip() if found else table, bare, other.strip() if "@" in text else None), spread
