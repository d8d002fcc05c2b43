"""The action items of a document, and the headings of their groups."""
