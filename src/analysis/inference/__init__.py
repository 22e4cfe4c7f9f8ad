"""Small-sample statistics; pure functions that print nothing and know no study."""
