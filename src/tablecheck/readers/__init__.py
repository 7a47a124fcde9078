"""Bytes -> Workbook."""
