"""What an operator has to hear of. A room says how it is asked, in `AppConfig.ready()`:

    alarms.register("reports.canary", "portal.reports.canary.alarm")

An alarm is named by the path of a function that returns a sentence of what is wrong, without content, or
nothing. `portal.delivery.watching` asks them.
"""

alarms: dict[str, str] = {}


def register(name: str, ask: str) -> None:
    alarms[name] = ask
