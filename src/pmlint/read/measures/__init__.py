"""What a document reports of how grave its incident was, and how its severity was lowered."""
