"""Whether what a figure counts has happened, and whether its own report doubts it."""
