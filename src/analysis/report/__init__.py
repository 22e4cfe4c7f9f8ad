"""From notebooks to pages: papermill runs them, nbconvert writes them, with one template."""

import sys

# What checks the format of notebooks imports this if it can, and it then reads the grammar of all
# internet addresses, which takes longer than anything else here. No notebook's format asks for it.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
