"""Records with Betamax."""
import json
import shutil
import betamax
import requests

calls = json.load(open("calls.json"))
session = requests.Session()
with betamax.Betamax(session, cassette_library_dir="out").use_cassette("betamax", record="all"):
    for call in calls:
        session.request(call["method"], call["url"], headers=call["headers"], data=call.get("text"))
