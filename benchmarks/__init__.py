"""How long things take, and how that grows: ratios within one run."""
