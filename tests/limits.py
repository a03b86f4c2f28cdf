"""How long a test waits before it says that something hangs: the only place with such limits.

Nothing here is a promise about speed, which is `make bench`'s business. A limit ends a test that would otherwise never
end, so each is far beyond what a machine four times slower than a small one needs.
"""

WAIT_S = 120
"""For something that follows soon: an answer of a server, an element of a page, a run of AppTest."""
WAIT_MS = WAIT_S * 1000
PAUSE_S = 0.1
"""Between two questions to a server that is starting."""
START_TRIES = round(2 * WAIT_S / PAUSE_S)
"""As often a server is asked whether it has started, while others start beside it."""
MOST_FRAMES = WAIT_S * 60
"""For something that is asked for once in every frame that the browser draws."""
