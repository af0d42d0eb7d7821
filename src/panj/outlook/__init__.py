"""Outlook: what may come next, and honestly nothing where too little is known.

Takes claims, events and a stated capacity; gives scenario bands under named assumptions. A forecast
needs more sized observations than a young crisis has; until then the answer says so.
"""

from panj.outlook.capacity import capacity_outlook, days_to_capacity
from panj.outlook.rates import Rate, bands, eligible, influx_band, observations, observed_rate, stated_rates
from panj.outlook.scenarios import arrivals_ahead

__all__ = [
    "Rate",
    "arrivals_ahead",
    "bands",
    "capacity_outlook",
    "days_to_capacity",
    "eligible",
    "influx_band",
    "observations",
    "observed_rate",
    "stated_rates",
]
