"""What a sentence names, before anything is related: units, ordinals, places, nations, speakers.

Text in; marks with their stretch of the text out. Nothing here knows of figures or claims.
"""
