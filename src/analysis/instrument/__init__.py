"""What a researcher takes into the field: the interview guide and the questionnaire."""
