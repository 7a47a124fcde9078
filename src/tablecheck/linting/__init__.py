"""What is asked of a form itself: where its parts stand, and what its rules say together."""
