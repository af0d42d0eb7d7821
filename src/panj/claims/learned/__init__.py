"""A small model that reads figures beside the rules: what it sees, what it answers, and how both vote."""
