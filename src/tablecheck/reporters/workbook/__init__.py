"""The workbook that was checked, marked: filled cells, comments, a first sheet of findings."""
