"""Expressions of a form's rules as linear clauses: own grammar, no eval.

Comes in: text such as ``if [2.1] > 0 then any([2.2/*]) > 0``. Goes out: a conjunction of
disjunctions of ``Atom``; ``ExpressionError`` with a plain sentence in two languages.

Grammar::

    rule    = "if" either "then" either | either
    either  = both { "or" both }
    both    = compare { "and" compare }
    compare = "(" rule ")" | quantity ("=" | "!=" | "<" | "<=" | ">" | ">=") quantity
    quantity= ("any" | "all") "(" reference ")" | sum
    sum     = product { ("+" | "-") product }
    product = unary { "*" unary }           at most one factor holds a reference
    unary   = "-" unary | number | reference | "(" sum ")"
            | "sum" "(" reference { "," reference } ")"
    reference = "[" code "]" | "[" code "/*]"    the second: the value items right below
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from tablecheck.form.model import Atom

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST = 4000
DEEPEST = 40
MOST_CLAUSES = 2000
_NEGATED = {"<=": ">", "<": ">=", ">=": "<", ">": "<=", "=": "!=", "!=": "="}

Clauses = tuple[tuple[Atom, ...], ...]
Linear = tuple[dict[str, Fraction], Fraction]


class ExpressionError(ValueError):
    """An expression is not one; ``later`` where a coming version evaluates it."""

    def __init__(self, zh: str, en: str, *, later: bool = False, code: str | None = None) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.later = later
        self.unknown = code


def parse(text: str, children: Callable[[str], Sequence[str] | None]) -> Clauses:
    """The clauses of an expression.

    Args:
        text: As the form has it.
        children: Codes of the value items right below a code; None for an unknown code.

    Raises:
        ExpressionError: Not of the grammar, not linear, unknown code, or not evaluated yet.
    """
    if len(text) > LONGEST:
        raise ExpressionError("表达式过长", f"the expression is longer than {LONGEST} characters")
    parser = _Parser(_tokens(text), children)
    clauses = parser.rule(0)
    if parser.peek():
        raise ExpressionError(
            f"表达式在“{parser.peek()}”处多余", f"“{parser.peek()}” is not expected here"
        )
    return clauses


def codes_of(clauses: Clauses) -> tuple[str, ...]:
    """Every code that the clauses name, in order, each once."""
    return tuple(dict.fromkeys(c for clause in clauses for a in clause for _, c in a.terms))


def _tokens(text: str) -> list[str]:
    pattern = re.compile(
        r"\s*(previous\b|\[[^\[\]]{1,200}\]|<=|>=|!=|≤|≥|≠|=|<|>|\+|-|−|\*|×|/|\(|\)|,"
        r"|(?:if|then|and|or|any|all|sum)\b|[0-9]+(?:\.[0-9]+)?)"
    )
    same = {"≤": "<=", "≥": ">=", "≠": "!=", "−": "-", "×": "*"}
    tokens, at = [], 0
    end = len(text.rstrip())
    while at < end:
        match = pattern.match(text, at)
        if match is None or match.end() == at:
            rest = text[at : at + 20].strip()
            raise ExpressionError(f"表达式看不懂“{rest}”", f"“{rest}” is no part of an expression")
        tokens.append(same.get(match.group(1), match.group(1)))
        at = match.end()
    return tokens


class _Parser:
    """Recursive descent over tokens; depth is bounded by DEEPEST."""

    def __init__(self, tokens: list[str], children: Callable[[str], Sequence[str] | None]) -> None:
        self._tokens = tokens
        self._children = children
        self._at = 0

    def peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self, expected: str = "") -> str:
        token = self.peek()
        if not token or (expected and token != expected):
            found = token or "…"
            raise ExpressionError(
                f"表达式在“{found}”处应为“{expected or '数或引用'}”",
                f"expected “{expected or 'a number or reference'}” at “{found}”",
            )
        self._at += 1
        return token

    def rule(self, depth: int) -> Clauses:
        if depth > DEEPEST:
            raise ExpressionError("表达式嵌套过深", f"nested deeper than {DEEPEST}")
        if self.peek() != "if":
            return self._either(depth)
        self._take()
        condition = self._either(depth)
        self._take("then")
        return _or(_not(condition), self._either(depth))

    def _either(self, depth: int) -> Clauses:
        clauses = self._both(depth)
        while self.peek() == "or":
            self._take()
            clauses = _or(clauses, self._both(depth))
        return clauses

    def _both(self, depth: int) -> Clauses:
        clauses = self._compare(depth)
        while self.peek() == "and":
            self._take()
            clauses = (*clauses, *self._compare(depth))
        return clauses

    def _compare(self, depth: int) -> Clauses:
        if self.peek() == "(":
            before = self._at
            try:
                self._take()
                inner = self.rule(depth + 1)
                self._take(")")
            except ExpressionError:
                if depth > DEEPEST // 2:
                    raise
                self._at = before
            else:
                if self.peek() in ("", ")", "and", "or", "then"):
                    return inner
                self._at = before
        word, lefts = self._quantity(depth)
        op = self._take()
        if op not in _NEGATED:
            raise ExpressionError(f"“{op}”不是比较符号", f"“{op}” is no comparison")
        _, rights = self._quantity(depth, plain=True)
        atoms = [_atom(left, op, rights[0]) for left in lefts]
        return (tuple(atoms),) if word == "any" else tuple((atom,) for atom in atoms)

    def _quantity(self, depth: int, *, plain: bool = False) -> tuple[str, list[Linear]]:
        word = self.peek()
        if word in ("any", "all") and not plain:
            self._take()
            self._take("(")
            codes = self._reference()
            self._take(")")
            return word, [({code: Fraction(1)}, Fraction(0)) for code in codes]
        return "", [self._sum(depth)]

    def _sum(self, depth: int) -> Linear:
        left = self._product(depth)
        while self.peek() in ("+", "-"):
            sign = 1 if self._take() == "+" else -1
            left = _add(left, self._product(depth), Fraction(sign))
        return left

    def _product(self, depth: int) -> Linear:
        left = self._unary(depth)
        while self.peek() in ("*", "/"):
            if self._take() == "/":
                raise ExpressionError(
                    "这个版本还不计算比率", "this version does not evaluate ratios yet", later=True
                )
            right = self._unary(depth)
            if left[0] and right[0]:
                raise ExpressionError(
                    "两个指标不能相乘：关系必须是线性的",
                    "two indicators are multiplied; a rule must be linear",
                )
            scale, scaled = (right[1], left) if left[0] or not right[0] else (left[1], right)
            left = _add(({}, Fraction(0)), scaled, scale)
        return left

    def _unary(self, depth: int) -> Linear:
        if depth > DEEPEST:
            raise ExpressionError("表达式嵌套过深", f"nested deeper than {DEEPEST}")
        token = self.peek()
        if token == "-":
            self._take()
            return _add(({}, Fraction(0)), self._unary(depth + 1), Fraction(-1))
        if token == "(":
            self._take()
            inner = self._sum(depth + 1)
            self._take(")")
            return inner
        if token == "sum":
            self._take()
            self._take("(")
            codes = list(self._reference())
            while self.peek() == ",":
                self._take()
                codes += self._reference()
            self._take(")")
            total: Linear = ({}, Fraction(0))
            for code in codes:
                total = _add(total, ({code: Fraction(1)}, Fraction(0)), Fraction(1))
            return total
        if token[:1] == "[" or token == "previous":
            codes = list(self._reference())
            if len(codes) != 1:
                raise ExpressionError(
                    "多个指标要写在 sum、any 或 all 里",
                    "several indicators belong inside sum, any or all",
                )
            return {codes[0]: Fraction(1)}, Fraction(0)
        number = self._take()
        if not number[:1].isdigit() or len(number) > 50:
            raise ExpressionError(
                f"此处应为数或引用，不是“{number[:20]}”",
                f"expected a number or reference, not “{number[:20]}”",
            )
        return {}, Fraction(number)

    def _reference(self) -> Sequence[str]:
        token = self._take()
        if token == "previous":
            raise ExpressionError(
                "这个版本还不计算上期数据（previous）",
                "this version does not evaluate `previous` yet",
                later=True,
            )
        if token[:1] != "[":
            raise ExpressionError(
                f"此处应为引用，不是“{token}”", f"expected a reference, not “{token}”"
            )
        code = token[1:-1].strip()
        if "!" in code or "@" in code:
            raise ExpressionError(
                "这个版本还不计算跨表、跨栏的引用",
                "this version does not evaluate references to other tables or columns yet",
                later=True,
            )
        many = code.endswith("/*")
        bare = code[:-2] if many else code
        below = self._children(bare)
        if below is None:
            raise ExpressionError(
                f"没有代码为“{bare}”的指标", f"no item has the code “{bare}”", code=bare
            )
        if many and not below:
            raise ExpressionError(f"“{bare}”没有分项", f"“{bare}” has no value items below it")
        return below if many else [bare]


def _add(one: Linear, other: Linear, scale: Fraction) -> Linear:
    terms = dict(one[0])
    for code, coefficient in other[0].items():
        total = terms.get(code, Fraction(0)) + scale * coefficient
        if total:
            terms[code] = total
        else:
            terms.pop(code, None)
    return terms, one[1] + scale * other[1]


def _atom(left: Linear, op: str, right: Linear) -> Atom:
    terms, constant = _add(left, right, Fraction(-1))
    if not terms:
        raise ExpressionError("比较式里没有指标", "a comparison names no indicator")
    return Atom(
        terms=tuple((coefficient, code) for code, coefficient in terms.items()),
        op=op,
        constant=-constant,
    )


def _not(clauses: Clauses) -> Clauses:
    result: Clauses = ((),)
    for clause in clauses:
        negated = [Atom(atom.terms, _NEGATED[atom.op], atom.constant) for atom in clause]
        result = _bounded(tuple((*left, atom) for left in result for atom in negated))
    return result


def _or(left: Clauses, right: Clauses) -> Clauses:
    return _bounded(tuple((*one, *other) for one in left for other in right))


def _bounded(clauses: Clauses) -> Clauses:
    if len(clauses) > MOST_CLAUSES:
        raise ExpressionError("表达式过于复杂", "the expression has too many alternatives")
    return clauses
