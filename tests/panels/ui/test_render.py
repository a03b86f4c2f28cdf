"""Templates leave out line ends where they show nothing, and keep them where they part words."""

from panels.ui.render import BEFORE_BLOCK


def test_line_ends_go_at_the_edges_of_blocks_and_stay_between_words():
    assert BEFORE_BLOCK.sub("", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>") == "<ul><li>a</li><li>b</li></ul>"
    for text in ("<b>a</b>\n<i>b</i>", "a\n<span>b</span>", "<a>1</a>\n<a>2</a>", "a\n&lt;li&gt;", "a\n<listing>"):
        assert BEFORE_BLOCK.sub("", text) == text
