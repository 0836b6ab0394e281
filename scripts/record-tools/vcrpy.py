"""Records with vcrpy, in both of its serializers."""
import json
import os
import sys
import vcr
import requests

calls = json.load(open("calls.json"))
for name in ("vcrpy.yaml", "vcrpy.json"):
    serializer = "json" if name.endswith("json") else "yaml"
    with vcr.use_cassette("out/" + name, serializer=serializer, record_mode="all"):
        for call in calls:
            requests.request(call["method"], call["url"], headers=call["headers"], data=call.get("text"))
