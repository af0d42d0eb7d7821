"""`python -m panj`: the same as the command `panj`."""

from panj.cli import main

if __name__ == "__main__":
    main(prog_name="panj")
