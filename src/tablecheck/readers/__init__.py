"""Bytes -> Workbook; the entry is ``tablecheck.readers.read.read_workbook``."""
