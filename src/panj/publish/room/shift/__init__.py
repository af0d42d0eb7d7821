"""The pages of a shift: what moved, what to verify and with whom, what is handed over."""
