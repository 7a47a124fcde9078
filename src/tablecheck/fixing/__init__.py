"""Copies of a file in which values that the rules force are written."""
