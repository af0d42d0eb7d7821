"""When: which dates a figure takes, and whether it is an event, a running total, a rate or a stock."""
