"""Published against computed: which answers which, and the verdict."""
