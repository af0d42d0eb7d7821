"""The room's figures as JSON: `/api/v1/…`, with declared shapes, pages and entity tags."""
