"""The 12834 cockpit: one gate in, a lake of versions, a mart in memory, pages and documents out."""
