"""What happened, in words: the frames of rules/frames.toml, and the words that govern a figure in a tree."""
