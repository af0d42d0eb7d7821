"""What opens behind a figure: its sentences, who said them through whom, and how they were read."""
