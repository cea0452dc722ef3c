import pytest
from django.test import Client
pytestmark = pytest.mark.django_db
def test_x(client):
    import time
    for p in ("/api/library/v1/","/api/library/v1/pages/","/api/library/v1/questions/","/api/library/v1/glossary/","/api/library/v1/agencies/","/api/library/v1/topics/","/api/library/v1/thresholds/","/api/library/v1/timeline/","/api/library/v1/openapi.json","/guidance/feed/","/guidance/feed.json","/share/","/share/widget.js","/share/embed/check/","/share/embed/questions/gift-from-abroad/","/api/library/v1/export.json","/guidance/what-applies-now/gift-from-abroad/","/"):
        r=client.get(p); body = b"".join(r.streaming_content) if r.streaming else r.content
        print(p, r.status_code, len(body), r.headers.get("Cache-Control"), r.headers.get("ETag"))
        if r.status_code!=200: print(body[:400])
    assert 0
