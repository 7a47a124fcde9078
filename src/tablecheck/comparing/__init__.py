"""What one form has and another has not: items matched, then what changed of them."""
