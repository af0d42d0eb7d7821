"""Which figures belong together: wholes and their parts, ordinals, and figures carried by reference."""
