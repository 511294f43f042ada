"""The PostgreSQL server: an embedded one by default, any other by ``DATABASE_URL``.

Two roles: the owner, who runs migrations only, and the application, who owns nothing and passes no row security.
"""
