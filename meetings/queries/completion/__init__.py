"""The one ranked completion of the desk: people, offices, sides, places, topics and outlets by any of their names."""

from meetings.queries.completion.ranking import (
    MAX_TYPED_CHARACTERS,
    Completion,
    complete_names,
    complete_sides,
    is_ranked,
    order_records,
)

__all__ = ["MAX_TYPED_CHARACTERS", "Completion", "complete_names", "complete_sides", "is_ranked", "order_records"]
