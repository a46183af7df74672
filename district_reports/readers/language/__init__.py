"""What stands in a sentence: numbers with their units, clauses, names of places, and the phrases that rules know."""
