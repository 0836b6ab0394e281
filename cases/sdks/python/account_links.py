"""Asks a provider for account links with the official SDK, and prints what came of it: one JSON object a line.

python account_links.py URL ACCOUNT UNKNOWN_ACCOUNT OTHER_ACCOUNT
"""

import json
import sys
from datetime import datetime

import stripe

url, account, unknown, other = sys.argv[1:]
client = stripe.StripeClient("sk_test_dummy", base_addresses={"api": url}, max_network_retries=0)
has_configurations = not stripe.api_version.endswith(".endive")


def create(asked, refresh_url="https://example.com/reauth", key=None):
    flow = {
        "collection_options": {"fields": "eventually_due"},
        "refresh_url": refresh_url,
        "return_url": "https://example.com/return",
    }
    if has_configurations:
        flow["configurations"] = ["recipient"]
    use_case = {"type": "account_onboarding", "account_onboarding": flow}
    options = {} if key is None else {"idempotency_key": key}
    return client.v2.core.account_links.create({"account": asked, "use_case": use_case}, options)


def tell(call, /, **said):
    print(json.dumps({"call": call, **said}))


def refused(name, call):
    try:
        call()
        tell(name)
    except stripe.StripeError as error:
        tell(name, status=error.http_status, code=error.code, requestId=error.headers.get("request-id"))


def time(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


tell("sdk", name=f"stripe-python {stripe.VERSION}", version=stripe.api_version)
link = create(account, key="python-1")
tell(
    "link",
    account=link.account,
    livemode=link.livemode,
    type=link.use_case.type,
    refreshUrl=link.use_case.account_onboarding.refresh_url,
    seconds=(time(link.expires_at) - time(link.created)).total_seconds(),
    url=link.url,
)
tell("again", url=create(account, key="python-1").url)
refused("unknown", lambda: create(unknown))
refused("fields", lambda: create(account, refresh_url="not a url"))
if has_configurations:
    refused("mismatch", lambda: create(other))
