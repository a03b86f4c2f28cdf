"""What the process counts, at an address of its own that readers do not reach; nothing without `METRICS`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from prometheus_client import start_http_server
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.registry import Collector

from geo.errors import DataFolderError
from panels.counts import counts
from panels.data import edition_now, read_data
from panels.rooms.stream import room_hub
from panels.settings import OWN_METRICS, SettingError, metrics_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client import Metric


class StateCollector(Collector):
    """What is not counted but looked up whenever somebody asks: tables, edition, rooms with followers."""

    def describe(self) -> Iterator[Metric]:
        """Name nothing ahead, so that the tables are not read before somebody asks."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Tell it. Without tables there is no edition."""
        yield GaugeMetricFamily("caravanserai_rooms_followed", "Rooms with followers here", value=room_hub().followed)
        try:
            catalogue, _entries = read_data()
        except DataFolderError:
            yield GaugeMetricFamily("caravanserai_tables", "Tables that could be read", value=0)
            return
        yield GaugeMetricFamily("caravanserai_tables", "Tables that could be read", value=len(catalogue.tables))
        yield GaugeMetricFamily("caravanserai_faults", "Faults in the tables", value=len(catalogue.faults))
        edition = {"stamp": edition_now(catalogue).stamp}
        yield InfoMetricFamily("caravanserai_edition", "Edition of the tables that is shown", value=edition)


@contextmanager
def serve_metrics() -> Iterator[int]:
    """Answer at the address that the environment names while the server runs.

    Yields
    ------
    port
        Where it listens; 0 where it does not.

    Raises
    ------
    SettingError
        When the address cannot be listened at, so that the server does not run unseen.
    """
    address = metrics_address()
    if address is None:
        yield 0
        return
    registry, state = counts().registry, StateCollector()
    registry.register(state)
    try:
        server, thread = start_http_server(address[1], address[0], registry)
    except OSError as error:
        registry.unregister(state)
        msg = f"{OWN_METRICS.name} names an address where nobody can listen: {error}"
        raise SettingError(msg) from error
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        registry.unregister(state)
