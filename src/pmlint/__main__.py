"""`python -m pmlint`: the same as the installed command."""

from pmlint.cli import main

if __name__ == "__main__":
    main()
