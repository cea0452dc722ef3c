"""What may stand in a log."""

import logging
import re

_QUERY = re.compile(r"\?[^\s\"']*")
_CODE = re.compile(r"(/kept/)[^\s\"'/?]+")


class WithoutContent(logging.Filter):
    """Cuts query strings out of a record, where answers travel, and the codes that open a kept answer."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "?" in message or "/kept/" in message:
            record.msg, record.args = _CODE.sub(r"\1…", _QUERY.sub("", message)), None
        return True
