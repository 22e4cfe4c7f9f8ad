"""Replication of a study of innovation in Dutch municipalities, and an instrument to rerun it."""
