"""Who states a figure, sentence by sentence through a report."""
