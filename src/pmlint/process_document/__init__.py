"""The document in which a team has written its process down, compared with the policy that pmlint holds it to.

`read_parts` takes the document apart into lists of sentences, `topics_of` tells what the policy says, topic by topic,
and `disagreements` lays the two side by side. Which part of the document is about which topic is told by the words that
they share, not by headings: so a document may call its parts what it wants. What is about no topic is told as well.

`description` reads the same way what process a document describes, and `pack_data` makes a pack of it.
"""

from pmlint.process_document.comparison import disagreements
from pmlint.process_document.description import Description, description
from pmlint.process_document.meta import Data, data_of, meta_faults
from pmlint.process_document.pack_data import pack_data
from pmlint.process_document.parts import ProcessDocument, read_parts
from pmlint.process_document.topics import hooks_of, topics_of

__all__ = [
    "Data",
    "Description",
    "ProcessDocument",
    "data_of",
    "description",
    "disagreements",
    "hooks_of",
    "meta_faults",
    "pack_data",
    "read_parts",
    "topics_of",
]
