"""Reception: does it fit, what does it take, what first.

Takes numbers of people as bounds; gives needs by published standard and tests of stated capacities.
"""

from panj.reception.amounts import Amount
from panj.reception.capacity import CapacityTest, Limit, test_capacity
from panj.reception.needs import herd_like, needs
from panj.reception.standards import Standard, Standards, standards

__all__ = [
    "Amount",
    "CapacityTest",
    "Limit",
    "Standard",
    "Standards",
    "herd_like",
    "needs",
    "standards",
    "test_capacity",
]
