"""May an incident be closed? What is on record of it, which postmortem is its own, and the verdict with its reasons.

Pure: texts, models and policies go in, an `Outcome` comes out; what is read, judged and printed is the caller's.
"""
