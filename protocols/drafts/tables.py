"""The one table of drafts."""

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
