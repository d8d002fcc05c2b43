"""The events of a document's timeline, and of logs in its other sections."""
