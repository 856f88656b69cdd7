"""A public stand-in of S3 from npm: recordings of calls are brought there, through an outage and a kill. Used by peers.py."""
import base64
import os
import signal
import urllib.request

SETTINGS = """
talkspurt.default-profile = recorded
talkspurt.profiles.recorded {{
  language = en
  greeting {{ say = "Hello. This call is recorded." }}
  apology = "I am sorry."
  transcriber {{ kind = embedded }}
  synthesizer {{ kind = embedded, voice = kevin16 }}
  responder {{
    kind = scripted, topics = [{{ name = hours, phrases = ["hours"], digits = "1", say = "From nine to five.", then = listen }}]
    not-understood = ["Pardon?"], on-silence = ["Hello?", "Goodbye."], on-unknown-digits = "No.", on-transfer-failed = "No."
  }}
  recording {{ mode = on }}
}}
talkspurt.recording {{
  tracks = 3
  encryption {{ key-id = "peer", keys {{ peer {{ env = PEER_RECORDING_KEY }} }} }}
  store {{
    kind = s3, endpoint = "http://127.0.0.1:{port}", bucket = calls, prefix = "recordings/", path-style = yes
    access-key-env = PEER_S3_ACCESS, secret-key-env = PEER_S3_SECRET
  }}
}}
"""


def settings(port):
    os.environ.update(PEER_RECORDING_KEY=base64.b64encode(os.urandom(32)).decode(), PEER_S3_ACCESS="S3RVER", PEER_S3_SECRET="S3RVER")
    return SETTINGS.format(port=port)


def sound(engine, story, part=1, headers=()):
    url = f"http://127.0.0.1:{engine.http}/api/calls/{story['callId']}/recording/{part}"
    with urllib.request.urlopen(urllib.request.Request(url, headers=dict(headers)), timeout=20) as r:
        return r.status, r.read()


def stored(engine, story):
    parts = engine.get(f"/api/calls/{story['callId']}/recording")["parts"]
    return [part.get("stored") for part in parts]


def here(engine, story):
    """Files of the call on the node's disk."""
    return sorted(name for _, _, names in os.walk(os.path.join(engine.data, "recordings"))
                  for name in names if name.startswith(story["callId"]))


def there(peer, story):
    """The bodies of the call's files in the bucket, by the ends of their names."""
    found = {}
    for folder, _, names in os.walk(peer.told("directory")[0]):
        for name in names:
            if story["callId"] in name and name.endswith("_object"):
                with open(os.path.join(folder, name), "rb") as body:
                    found[name.removesuffix("._S3rver_object").split(".", 1)[1]] = body.read()
    return found


def talk(peer, engine, checks, call, eventually, ready, away):
    _, story = call(engine, 4)
    eventually(lambda: stored(engine, story)[0] and not here(engine, story), 30)
    name = f"{story['callId']}-1.flac"
    checks.that(stored(engine, story)[0].endswith(name), f"the call is told that its part is at {stored(engine, story)}")
    bodies = there(peer, story)
    checks.that("flac" in bodies, f"the bucket has its files {sorted(bodies)}")
    checks.that(all(body.startswith(b"TSPE") for body in bodies.values()), "which are encrypted")
    checks.that(here(engine, story) == [], "and the node has none of them any more")
    status, whole = sound(engine, story)
    checks.that(status == 200 and whole.startswith(b"fLaC"), f"the API reads {len(whole)} bytes of FLAC from the bucket")
    status, some = sound(engine, story, headers={"Range": "bytes=100-199"}.items())
    checks.that(status == 206 and some == whole[100:200], "and a range of them")

    away()
    _, second = call(engine, 4)
    eventually(lambda: engine.metric("talkspurt_recording_uploads_pending") >= 1, 20)
    checks.that(f"{second['callId']}-1.flac" in here(engine, second), "while the bucket is away the files stay")
    status, whole = sound(engine, second)
    checks.that(status == 200 and whole.startswith(b"fLaC"), "and are read from the disk")
    engine.kill(signal.SIGKILL)
    away()
    ready(engine)
    eventually(lambda: stored(engine, second)[0] and not here(engine, second), 60)
    checks.that("flac" in there(peer, second), "after a kill they are brought as soon as the bucket is back")
    checks.that(engine.metric("talkspurt_recording_uploads_pending") == 0, "and none waits any more")
