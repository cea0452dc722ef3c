"""What may stand in a log."""

import logging
import re

_QUERY = re.compile(r"\?[^\s\"']*")


class WithoutContent(logging.Filter):
    """Cuts query strings out of a record: the answers of the questionnaire travel in them."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "?" in message:
            record.msg, record.args = _QUERY.sub("", message), None
        return True
