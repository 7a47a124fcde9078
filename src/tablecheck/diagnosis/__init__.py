"""Which cell is wrong, and what it should say: conflicts, repairs, slips, ranked suggestions."""
