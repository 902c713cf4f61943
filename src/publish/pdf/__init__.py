"""The PDF engine room: pages laid out in parts, drawn as tagged PDF/UA-1, merged into one file, and read back."""
