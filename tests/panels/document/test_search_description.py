"""The description of the search is what OpenSearch 1.1 asks, in the reader's language; whatever is typed stays text."""

from pathlib import Path
from urllib.parse import parse_qs, quote, quote_plus, urlsplit

import pytest
from lxml import etree
from starlette.applications import Starlette

from geo.language import list_languages, load_language
from panels.document.head import write_head
from panels.document.manifest import manifest_routes
from panels.document.opened import read_opened
from panels.document.search_description import MEDIA_TYPE, search_routes
from panels.view import clean_text, read_query
from tests.panels.asgi import ask
from tests.panels.document.test_head import MORE_HOSTILE, Head
from tests.panels.open_data.test_routes import HOSTILE

NAMES = {"of": "http://a9.com/-/spec/opensearch/1.1/"}
RULES = etree.RelaxNG(etree.parse(Path(__file__).with_name("opensearch.rng")))
SAFE = etree.XMLParser(resolve_entities=False, no_network=True)


@pytest.fixture(scope="module")
def app():
    return Starlette(routes=[*search_routes(), *manifest_routes()])


def describe(app, query="", **headers):
    answer = ask(app, f"/opensearch.xml{query}", host="map.example", **headers)
    assert (answer.status, answer.headers["content-type"]) == (200, MEDIA_TYPE)
    tree = etree.fromstring(answer.body, SAFE)
    RULES.assertValid(tree)
    return tree


def text_of(tree, name):
    return tree.findtext(f"of:{name}", namespaces=NAMES)


def template_of(tree):
    (found,) = (url for url in tree.iterfind("of:Url", NAMES) if url.get("type") == "text/html")
    assert found.get("rel", "results") == "results"
    return found.get("template")


@pytest.mark.parametrize("code", list_languages())
def test_it_is_as_opensearch_has_it_in_each_language(app, code):
    tree, language = describe(app, f"?lang={code}"), load_language(code)
    assert text_of(tree, "ShortName") == language.text("Caravanserai")
    assert text_of(tree, "LongName") == language.text("Caravanserai map")
    assert text_of(tree, "Language") == code
    assert template_of(tree) == f"http://map.example/?q={{searchTerms}}&lang={code}"
    own = tree.find("of:Url[@rel='self']", NAMES)
    assert (own.get("type"), own.get("template")) == (MEDIA_TYPE, f"http://map.example/opensearch.xml?lang={code}")
    icon = tree.find("of:Image", NAMES)
    assert ask(app, urlsplit(icon.text).path).headers["content-type"] == icon.get("type")


@pytest.mark.parametrize("code", list_languages())
def test_every_head_leads_to_it_in_the_reader_s_language(app, code):
    language = load_language(code)
    for page in ("", "record"):
        head = Head(write_head(read_opened(page, {}, language), "http://map.example/")[1])
        (link,) = (one for one in head.links if one["rel"] == "search")
        assert link["type"] == MEDIA_TYPE
        tree = describe(app, f"?{urlsplit(link['href']).query}")
        assert link["title"] == text_of(tree, "ShortName")
        assert text_of(tree, "Language") == code


def test_without_a_language_it_is_the_browser_s(app):
    assert text_of(describe(app, accept_language="kk"), "Language") == "kk"
    assert text_of(describe(app, "?lang=<b>"), "Language") == "en"
    answer = ask(app, "/opensearch.xml", host="map.example", accept_language="tr")
    assert "Accept-Language" in answer.headers["vary"]
    known = ask(app, "/opensearch.xml", host="map.example", accept_language="tr", if_none_match=answer.headers["etag"])
    assert known.status == 304


@pytest.mark.parametrize(
    "words", ["Red Bridge", "Хоргос", "霍尔果斯", "a&b=c#d?e", "{searchTerms}", *HOSTILE, *MORE_HOSTILE]
)
@pytest.mark.parametrize("encode", [quote_plus, quote])
def test_whatever_is_typed_is_the_text_of_the_filter_and_nothing_else(app, words, encode):
    address = urlsplit(template_of(describe(app, "?lang=ru")).replace("{searchTerms}", encode(words, safe="")))
    query = parse_qs(address.query)
    assert (address.netloc, address.path, query.keys() - {"q"}) == ("map.example", "/", {"lang"})
    opened = read_opened("", query, load_language("ru"))
    assert read_query(query, opened.reader.codes).text == clean_text(words)
    head = write_head(opened, "http://map.example/")[1]
    assert head.count("<script") == 1
    assert "<img" not in head


@pytest.mark.parametrize("host", ['a"><script>', "a{b}", "x y", "\x01"])
def test_a_hostile_host_stays_out_of_it(app, host):
    answer = ask(app, "/opensearch.xml", host=host)
    tree = etree.fromstring(answer.body, SAFE)
    assert template_of(tree) == "/?q={searchTerms}&lang=en"
