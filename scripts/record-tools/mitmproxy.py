"""mitmproxy as a reverse proxy, which writes what has passed as HAR when it ends."""
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
proxy = subprocess.Popen(
    ["venv/bin/mitmdump", "-q", "--mode", f"reverse:{os.environ['BASE']}", "--listen-host", "127.0.0.1", "-p", str(port)]
    + ["--set", "hardump=out/mitmproxy.har", "--set", "confdir=mitm", "--set", "keep_host_header=false"],
)
for _ in range(200):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        break
    except OSError:
        time.sleep(0.1)
for call in json.load(open("calls.json")):
    body = call["text"].encode() if "text" in call else None
    request = urllib.request.Request(f"http://127.0.0.1:{port}{call['path']}", body, call["headers"], method=call["method"])
    try:
        urllib.request.urlopen(request).read()
    except urllib.error.HTTPError as error:
        error.read()
proxy.send_signal(signal.SIGINT)
proxy.wait(30)
