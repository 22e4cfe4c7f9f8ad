"""The article beside the transcription: a reader's own copy of its text, held against the facts."""
