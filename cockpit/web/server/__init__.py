"""What a server's process holds and serves beside the pages: the store, documents, the guard."""
