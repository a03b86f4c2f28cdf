"""A pytest plugin (`-p tests.immediate_coverage`): lines are counted once, also in the workers of xdist.

Slipcover 1.1 does not hand its `--immediate` on to the workers; without it, counting takes half as long as the tests.
"""

from slipcover import pytest_plugin

_counter = pytest_plugin._slipcover_instance
if _counter is not None:
    _counter.immediate = True
