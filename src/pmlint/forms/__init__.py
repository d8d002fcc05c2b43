"""The forms in which people write things: a date, a name, a label, an issue ID. Pure: text in, values out.

One file a form, built from the words of a process and known nowhere else; readers only place them in a document. What
each form takes and what it refuses stands in `docs/forms/`, whose tables are its tests. `Vocabulary` has the forms of a
process ready. No form knows Markdown, the model, or which part of a document it is asked about.
"""
