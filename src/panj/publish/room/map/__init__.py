"""The map: places and flows of a case, drawn on the server and as layers for the movable map."""
