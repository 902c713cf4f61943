"""The benchmark: how long builds take and how much memory, beside pandoc and plain WeasyPrint in the same run."""
