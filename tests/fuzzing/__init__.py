"""What makes inputs up and judges what comes of them: for ``tools/fuzz.py``, and for the tests in small."""
