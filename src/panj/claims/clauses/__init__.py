"""What the clauses of a sentence say: noun phrases, who does what, classes of words, who says what."""
