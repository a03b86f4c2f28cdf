"""STUB by the lead, to be replaced by the base map worker."""

OVERVIEW_FILE = "overview.json"
DETAIL_FILE = "detail.json"


def read_labels(language):
    return []


def online_choices():
    return {}
