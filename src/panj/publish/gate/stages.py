"""What the gate tells of its work while it goes on, in its order; whoever waits for it shows these words."""

LOOKING = "contested territory"
OFFICES = "who holds which office"
GUARDING = "small counts"
COVERING = "withholding in reports"
QUOTING = "what may be quoted"
