"""What each place of a pool has read before its first work: the engine, and all that is looked at in the meantime.

Places are forked from one process that has imported this, so they share it; what is frozen is never looked through
again, and stays shared.
"""

from __future__ import annotations

import gc

import publish.appraisal
import publish.checks
import publish.pdf.understanding
import publish.pdf.vocabulary
import publish.pdf.worker  # noqa: F401  these are for the work that is asked for

gc.freeze()
