"""The tables: drafts, the names their authors gave them, and the versions saved under a name.

Names and versions stand beside the drafts, so that a database made before them only gains tables.
"""

from sqlalchemy import Column, DateTime, Integer, MetaData, String, Table, Text

metadata = MetaData()

drafts = Table(
    "drafts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("owner", String(320), nullable=False, index=True),
    Column("title", Text, nullable=False, default=""),
    Column("protocol", Text, nullable=False),  # JSON of the validated protocol
    Column("pending", Text, nullable=False, default="{}"),  # raw entries that were refused, by field, so none is lost
    Column("revision", Integer, nullable=False),
    Column("created", DateTime, nullable=False),
    Column("updated", DateTime, nullable=False),
    Column("deleted", DateTime, nullable=True),
)

names = Table(
    "draft_names",
    metadata,
    Column("draft", String(32), primary_key=True),
    Column("name", Text, nullable=False),
)

versions = Table(
    "draft_versions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("draft", String(32), nullable=False, index=True),
    Column("rank", Integer, nullable=False),  # order in which the versions of a draft were saved
    Column("kind", String(20), nullable=False),  # "named", or "before_restore": saved before `name` was restored
    Column("name", Text, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("protocol", Text, nullable=False),
    Column("pending", Text, nullable=False, default="{}"),
    Column("created", DateTime, nullable=False),
    Column("deleted", DateTime, nullable=True),
)
