"""How long a test waits before it says that something hangs: the only place with such limits.

Nothing here is a promise about speed, which is `make bench`'s business. A limit ends a test that would otherwise never
end, so each is far beyond what a machine four times slower than a small one needs.
"""

WAIT_S = 120
"""For something that follows soon: an answer of a server, an element of a page, a run of AppTest."""
WAIT_MS = WAIT_S * 1000
START_S = 240
"""For a server that starts while others start beside it."""
MOST_FRAMES = WAIT_S * 60
"""For something that is asked for once in every frame that the browser draws."""
