"""Rules over intervals: compile, judge, propagate."""
