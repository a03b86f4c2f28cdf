"""Good first comparisons come from the tables."""

from dataclasses import replace

from geo.comparison.offers import MOST_OFFERS, list_offers
from geo.sites.selection import list_entries


def test_sites_on_one_border_come_first_and_none_twice(catalogue):
    offers = list_offers(catalogue, list_entries(catalogue))
    assert ("torugart", "irkeshtam") in [offer.site_ids for offer in offers]
    assert 1 <= len(offers) <= MOST_OFFERS
    named = [site_id for offer in offers for site_id in offer.site_ids]
    assert len(set(named)) == len(named)
    assert all(offer.countries for offer in offers)


def test_one_chosen_site_is_offered_its_neighbour_first(catalogue):
    first, *others = list_offers(catalogue, list_entries(catalogue), ("irkeshtam",))
    assert first.site_ids == ("irkeshtam", "torugart")
    assert first.countries == ("KGZ", "CHN")
    assert all(offer.site_ids[0] == "irkeshtam" and len(set(offer.site_ids)) == 2 for offer in others)


def test_posts_that_only_face_a_site_are_not_offered(catalogue):
    entries = list_entries(catalogue)
    shown = {entry.id for entry in entries if entry.listed}
    assert all(set(offer.site_ids) <= shown for offer in list_offers(catalogue, entries))


def test_without_sites_or_hours_nothing_fails(catalogue):
    assert list_offers(catalogue, ()) == ()
    assert list_offers(replace(catalogue, dwell=()), list_entries(catalogue)) == ()
