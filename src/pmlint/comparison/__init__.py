"""What documents and policy say less than they did at a commit: pure comparison of two points, which are told both."""

from pmlint.comparison.documents import State, lost, removed
from pmlint.comparison.policies import Settings, grown_baseline, unread_settings, weakened

__all__ = ["Settings", "State", "grown_baseline", "lost", "removed", "unread_settings", "weakened"]
