//! Database, vault, files: every SQL statement of Gongkai, once, for SQLite and PostgreSQL.
