"""What waits for a decision, the forms that decide and undo, and the plan page."""
