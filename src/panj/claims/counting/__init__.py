"""What each number counts: its noun, the noun of a figure before it, its column's heading, or nothing."""
