"""The timeline: people's movements by day, and where their marks and labels stand."""
