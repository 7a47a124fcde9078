"""What ``form init`` drafts from published tables, against annotated sums and hand-written forms.

usage: python bench/drafting.py [--write] [--missed]

The corpus: every table of tests/corpora as it is published. A draft is whole where it loads, every
value cell binds back to where it came from, and the form finds neither error nor warning in its own
table. A proposed sum is one whole cell with the cells of its parts that hold numbers; so is an
annotated one. Precision: proposed sums that are annotated; recall: annotated sums that hold to the
digit or within half a unit of each term's last decimal and are proposed.

The forms: drafts of tests/tables and examples, filled and blank, against the forms that were
written by hand. ``--write`` puts the tables into docs/drafting.md, ``--missed`` prints what is
missed and what is too much.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from corpora.tables import published  # noqa: E402
from drafting.compare import compared, likeness  # noqa: E402
from drafting.corpus import Outcome, annotated  # noqa: E402

DOCUMENT = ROOT / "docs" / "drafting.md"
MARKS = ("<!-- corpus -->", "<!-- forms -->")


def corpus(*, missed: bool) -> list[str]:
    """The table of figures of the corpus."""
    start, whole, outcome_counts, codes = time.perf_counter(), Counter(), Counter(), Counter()
    for table in published():
        outcome, marked = Outcome(table), annotated(table)
        outcome_counts["tables"] += 1
        outcome_counts["load"] += outcome.loads
        outcome_counts["bind"] += outcome.binds
        outcome_counts["clean"] += not outcome.findings
        codes.update(outcome.findings.keys())
        wanted = {each for each, held in marked.items() if held in ("exact", "rounded")}
        whole["proposed"] += len(outcome.sums)
        whole["annotated"] += len(outcome.sums & marked.keys())
        whole["wanted"] += len(wanted)
        whole["found"] += len(wanted & outcome.sums)
        for held in ("exact", "rounded", "off", "open"):
            those = {each for each, how in marked.items() if how == held}
            whole[held] += len(those)
            whole[f"{held} found"] += len(those & outcome.sums)
        lost, more = wanted - outcome.sums, outcome.sums - marked.keys()
        whole["tables missing"] += bool(lost)
        if missed and (lost or more):
            print(f"{table.name}: {len(lost)} of {len(wanted)} missed, {len(more)} too many")
    seconds = time.perf_counter() - start
    return [
        "| of 145 published tables | |",
        "|---|--:|",
        f"| drafts that load | {outcome_counts['load']} |",
        f"| drafts that bind every row and column back | {outcome_counts['bind']} |",
        f"| drafts that find neither error nor warning in their own table | "
        f"{outcome_counts['clean']} |",
        f"| the others find | {', '.join(f'{c} ({n})' for c, n in codes.most_common())} |",
        f"| sums proposed | {whole['proposed']} |",
        f"| of these annotated (**precision**) | {share(whole['annotated'], whole['proposed'])} |",
        f"| annotated sums that hold, found (**recall**) | "
        f"{share(whole['found'], whole['wanted'])} |",
        *(
            f"| annotated and {words}, found | {share(whole[f'{held} found'], whole[held])} |"
            for held, words in (
                ("exact", "exact"),
                ("rounded", "within rounding"),
                ("off", "neither"),
                ("open", "with a cell that is no number"),
            )
        ),
        f"| seconds, tried on their tables included | {seconds:.0f} |",
    ]


def share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / max(whole, 1):.3f})"


def forms(*, missed: bool) -> list[str]:
    """The table of figures against forms written by hand."""
    lines = [
        "| table | rows, P | rows, R | parents | units, P | units, R | relations, P "
        "| R of those that the numbers show | R of all |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    with tempfile.TemporaryDirectory() as folder:
        for label, likened in compared(Path(folder)):
            lines.append(likeness(label, likened))
            if missed:
                for each in likened.missed:
                    print(f"{label}: missed {each}")
                for each in likened.more:
                    print(f"{label}: too much {each}")
    return lines


def main() -> None:
    """Print both tables, or put them into the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--missed", action="store_true")
    asked = parser.parse_args()
    tables = (corpus(missed=asked.missed), forms(missed=asked.missed))
    for mark, lines in zip(MARKS, tables, strict=True):
        print("\n".join(lines), end="\n\n")
        if asked.write:
            text = DOCUMENT.read_text("utf-8")
            before, _, rest = text.partition(f"{mark}\n")
            after = rest.partition("<!-- end -->")[2]
            body = "\n".join(lines)
            DOCUMENT.write_text(f"{before}{mark}\n{body}\n<!-- end -->{after}", "utf-8")


if __name__ == "__main__":
    main()
