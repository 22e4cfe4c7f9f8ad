"""From notebooks to pages: papermill runs them, nbconvert writes them, with one template."""
