"""A rule's expression in words."""

from __future__ import annotations

from form.making import loaded, small
from tablecheck.checks.formula import in_words


def group(code, label):
    """A head over the columns of two months, which every group has."""
    months = [
        {"code": f"{code}.{n}", "label": month} for n, month in ((1, "January"), (2, "March"))
    ]
    return {"code": code, "label": label, "columns": months}


def test_items_of_one_label_are_told_by_what_stands_over_them(tmp_path):
    form = small()
    table = form["tables"][0]
    table["columns"] = [table["columns"][0], group("beds", "Beds"), group("days", "Bed-days")]
    table["rules"] = [
        {
            "id": "occupancy",
            "axis": "columns",
            "expect": "[days.1] / [beds.1] <= 31",
            "severity": "error",
            "basis": "official",
        }
    ]
    loaded_form = loaded(form, tmp_path)
    (rule,) = (each for each in loaded_form.tables[0].rules if each.id == "occupancy")
    words = in_words(rule, "main", loaded_form)
    assert "“Bed-days · January” / “Beds · January” ≤ 31" == words.en == words.zh
