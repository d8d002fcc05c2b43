"""The messages about an incident that a process has: filled from a postmortem, and checked before they are sent."""

from pmlint.messages.checking import check_message, kind_of
from pmlint.messages.filling import Filled, fill

__all__ = ["Filled", "check_message", "fill", "kind_of"]
