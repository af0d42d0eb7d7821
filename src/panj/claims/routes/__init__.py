"""Where from, where to, where: the places of a sentence or its setting, given to each figure."""
