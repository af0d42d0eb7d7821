"""What a figure measures: arrivals, returns, people hosted, dead, capacity, or nothing."""
