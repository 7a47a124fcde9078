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
    product   = unary { "*" unary }           at most one factor holds a reference
    unary     = "-" unary | number | reference | "(" sum ")" | "sum" "(" references ")"
    references = reference { "," reference }
    reference = "[" code "]" | "[" code "/*]"    the second: the value items right below
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tablecheck.exact import exact
from tablecheck.form.clauses import (
    MOST_ATOMS,
    NEGATED,
    ZERO,
    ExpressionError,
    added,
    atom_of,
    bounded,
    either_of,
    negation,
    too_complex,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tablecheck.exact import Exact
    from tablecheck.form.clauses import Clauses, Linear

LONGEST = 4000
LONGEST_NUMBER = 50
DEEPEST = 40
_SAME = {"≤": "<=", "≥": ">=", "≠": "!=", "−": "-", "×": "*"}
_TRUTH = {*NEGATED, "if", "then", "and", "or", "any", "all"}


def parse(text: str, children: Callable[[str], Sequence[str] | None]) -> Clauses:
    """The clauses of an expression.

    Args:
        text: As the form has it.
        children: Codes of the value items right below a code; None for an unknown code.

    Raises:
        ExpressionError: Not of the grammar, not linear, unknown code, or not evaluated yet.
    """
    if len(text) > LONGEST:
        raise ExpressionError(
            f"表达式超过 {LONGEST} 个字符", f"the expression is longer than {LONGEST} characters"
        )
    parser = _Parser(_tokens(text), children)
    clauses = parser.rule(0)
    if parser.peek():
        raise ExpressionError(
            f"表达式在“{parser.peek()}”之前已经完整", f"“{parser.peek()}” is not expected here"
        )
    return clauses


def codes_of(clauses: Clauses) -> tuple[str, ...]:
    """Every code that the clauses name, in order, each once."""
    return tuple(dict.fromkeys(c for clause in clauses for a in clause for _, c in a.terms))


def _tokens(text: str) -> list[str]:
    pattern = re.compile(
        r"\s*(\[[^\[\]]{1,200}\]|<=|>=|!=|[≤≥≠=<>+\-−*×/(),]"
        r"|(?:previous|if|then|and|or|any|all|sum)\b|[0-9]+(?:\.[0-9]+)?)"
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

    def __init__(self, tokens: list[str], children: Callable[[str], Sequence[str] | None]) -> None:
        self._tokens = tokens
        self._children = children
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
        if len(lefts) * (len(right[0]) + 1) > MOST_ATOMS:
            raise too_complex()
        atoms = [atom_of(left, op, right) for left in lefts]
        return bounded((tuple(atoms),) if word == "any" else tuple((atom,) for atom in atoms))

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

    def _each(self) -> list[Linear]:
        self._at += 1
        return [({code: 1}, 0) for code in self._references()]

    def _sum(self, depth: int) -> Linear:
        left = self._product(depth)
        while self.peek() in ("+", "-"):
            sign = 1 if self.peek() == "+" else -1
            self._at += 1
            left = added(left, self._product(depth), sign)
        return left

    def _product(self, depth: int) -> Linear:
        left = self._unary(depth)
        while self.peek() in ("*", "/"):
            if self.peek() == "/":
                raise ExpressionError(
                    "这个版本还不计算比率（/）",
                    "this version does not evaluate ratios (/) yet",
                    later=True,
                )
            self._at += 1
            right = self._unary(depth)
            if left[0] and right[0]:
                raise ExpressionError(
                    "两个指标不能相乘，关系必须是线性的",
                    "two indicators are multiplied, but a rule must be linear",
                )
            scale, scaled = (left[1], right) if right[0] else (right[1], left)
            left = added(ZERO, scaled, scale)
        return left

    def _unary(self, depth: int) -> Linear:
        if depth > DEEPEST:
            raise ExpressionError(f"括号超过 {DEEPEST} 层", f"nested deeper than {DEEPEST}")
        token = self.peek()
        if token == "-":
            self._at += 1
            return added(ZERO, self._unary(depth + 1), -1)
        if token == "(":
            self._at += 1
            inner = self._sum(depth + 1)
            self._take(")")
            return inner
        if token == "sum":
            self._at += 1
            terms: dict[str, Exact] = {}
            for code in self._references():
                terms[code] = terms.get(code, 0) + 1
            return terms, 0
        if token[:1] == "[" or token == "previous":
            codes = self._reference()
            if len(codes) != 1:
                raise ExpressionError(
                    f"“{token}”是几个指标，要写在 sum、any 或 all 里",
                    f"“{token}” is several indicators and belongs inside sum, any or all",
                )
            return {codes[0]: 1}, 0
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
        return {}, int(token) if token.isdecimal() else exact(token)

    def _references(self) -> list[str]:
        self._take("(")
        codes = list(self._reference())
        while self.peek() == ",":
            self._at += 1
            codes += self._reference()
        self._take(")")
        if len(codes) > MOST_ATOMS:
            raise too_complex()
        return codes

    def _reference(self) -> Sequence[str]:
        token = self.peek()
        if token == "previous":
            raise ExpressionError(
                "这个版本还不计算上期数据（previous）",
                "this version does not evaluate `previous` yet",
                later=True,
            )
        if token[:1] != "[":
            raise ExpressionError(
                f"“{token}”处应为方括号里的代码", f"expected a [code], not “{token}”"
            )
        self._at += 1
        code = token[1:-1].strip()
        if "!" in code or "@" in code:
            raise ExpressionError(
                "这个版本还不计算跨表（!）、指定栏（@）的引用",
                "this version does not evaluate references to other tables (!) or columns (@) yet",
                later=True,
            )
        bare = code.removesuffix("/*").strip()
        below = self._children(bare)
        if below is None:
            raise ExpressionError(
                f"没有代码为“{bare}”的项", f"no item has the code “{bare}”", unknown=bare
            )
        if code == bare:
            return [bare]
        if not below:
            raise ExpressionError(f"“{bare}”没有分项", f"“{bare}” has no value items below it")
        return below
