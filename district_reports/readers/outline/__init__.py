"""Of a document as a whole: its tree of sections, who sent it, for which round, and its account of every number."""
