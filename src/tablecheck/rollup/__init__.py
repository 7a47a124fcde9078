"""Sums of member tables into the form, and a filed total put against its members."""
