"""The names of what the session holds. Every session key is named here and nowhere else."""

DRAFT = "preuve.draft"
LANGUAGE = "preuve.language"
GUEST = "preuve.guest"
STALE = "preuve.stale"
SAVED_AT = "preuve.saved_at"
DELETED = "preuve.deleted"
GENERATION = "preuve.generation"  # part of every widget key: raising it redraws the fields from the draft
BASE = "preuve.base"  # revision the fields on screen were drawn from
PAGE = "preuve.page"  # the page drawn last: another one draws its fields from the draft
FOCUS = "preuve.focus"  # path of the field that a link of the gaps leads to
GRID = "preuve.grid"  # how often the grid of visits was redrawn
PILOT = "preuve.pilot"  # the pilot data read last: in the memory of the session, nowhere else
PILOT_ROUND = "preuve.pilot.round"  # raised at each file, so that Streamlit drops the one before
