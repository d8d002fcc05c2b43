"""The sections of a document, however they are marked, and what stands in them."""
