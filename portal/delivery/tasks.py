"""What a Celery worker runs: one task, which is told the number of a delivery."""

from uuid import UUID

from portal.celery import app
from portal.delivery import claims, execution
from portal.delivery.publishing import TASK


@app.task(name=TASK)
def carry_out(number: str) -> None:
    """Carry out a delivery once. A message that comes again finds it done, or held, and does nothing."""
    if row := claims.of_message(UUID(number)):
        execution.run(row)
