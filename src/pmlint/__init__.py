"""pmlint: holds incident postmortems to the process that a team has written down."""

__version__ = "0.1.0"
