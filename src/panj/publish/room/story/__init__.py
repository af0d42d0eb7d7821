"""The pages around the story: who said what, what lies ahead, crossings, what is not known."""
