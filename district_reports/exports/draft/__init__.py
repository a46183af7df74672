"""A release as a draft of the report's results section, in Word, for the analyst to edit."""
