"""One SQLite file: what came, what was read, found and written down.

Only here is SQL. `library` is the door and keeps the connections, `migrations` runs `schema/`; a schema that was
shipped is never changed, only followed by another. No network, no parsing, no model here.
"""
