"""References typed elsewhere: read from RIS, BibTeX or a list of DOIs, merged without doubles, printed in Vancouver style."""

from protocols.references.cited import cited_in, places_of
from protocols.references.importing import Imported, imported
from protocols.references.merging import Merged, merged
from protocols.references.vancouver import vancouver

__all__ = ["Imported", "Merged", "cited_in", "imported", "merged", "places_of", "vancouver"]
