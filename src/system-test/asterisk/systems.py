#!/usr/bin/env python3
"""Talkspurt behind FreePBX and VICIdial, each way in called on a real Asterisk with a dialplan of its shape.

    systems.py [--harness DIR] [--jar FILE] [--out DIR] [--only NAME[,NAME…]]

Callers come as these systems bring them, reach the bot, are sent on by it, and take the way out of the system while the engine is dead. The shapes are
in shapes/: the contexts that such a system generates, by their names and in their order. Prints one line a check; exit status 0 when none
failed. Standard library only.
"""
import http.server
import os
import shutil
import signal
import sys
import threading
import urllib.parse

import dialplans
from harness import ROOT, Checks, arguments, eventually, types
from samples import Samples

HERE = os.path.dirname(os.path.abspath(__file__))
QUEUES = """
[400]
strategy = ringall
ringinuse = yes
joinempty = yes
timeout = 15
member => Local/7777@from-queue/n
"""


class Vicidial(http.server.ThreadingHTTPServer):
    """A stand-in for VICIdial's two APIs: knows one field of each lead, and notes what it is told."""

    LEAD = {"first_name": "Zo\u00eb & \"sons\"", "last_name": "O'Brien, (jr.)", "list_id": "999", "vendor_lead_code": ""}

    def __init__(self):
        self.asked, self.takes = [], lambda query: None
        super().__init__(("127.0.0.1", 0), VicidialAnswers)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def told(self, function, **fields):
        return [q for q in self.asked if q["function"] == function and all(q.get(k) == v for k, v in fields.items())]


class VicidialAnswers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path, _, query = self.path.partition("?")
        q = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
        self.server.asked.append(q)
        if (q["user"], q["pass"], q["source"]) != ("bot", "a b&c", "talkspurt"):
            text = "ERROR: Invalid Username/Password"
        elif path == "/vicidial/non_agent_api.php" and q["function"] == "lead_field_info":
            text = self.server.LEAD.get(q["field_name"], "ERROR: lead_field_info LEAD FIELD NOT FOUND - bot|")
        elif path == "/vicidial/non_agent_api.php" and q["function"] == "update_lead":
            text = f"SUCCESS: update_lead LEAD HAS BEEN UPDATED - bot|{q['lead_id']}"
        elif path == "/agc/api.php" and q["ingroup_choices"] == "SALESLINE":
            text = f"SUCCESS: ra_call_control transferred - bot|{q['value']}|SALESLINE"
            threading.Timer(0.5, self.server.takes, (q,)).start()
        else:
            text = "ERROR: ingroup is not valid - " + q.get("ingroup_choices", "")
        self.send_response(200)
        self.end_headers()
        self.wfile.write((text + "\n").encode())

    def log_message(self, *args):
        pass


class Systems(Samples):
    instance, rtp_from = "systems", 30500

    def __init__(self, a, checks):
        super().__init__(a, checks)
        for system, shape in (("freepbx", "freepbx_additional.conf"), ("vicidial", "vicidial.conf")):
            shipped = f"extensions_talkspurt_{system}.conf"
            shutil.copy(os.path.join(ROOT, "conf", "asterisk", system, shipped), self.bed.conf)
            shutil.copy(os.path.join(HERE, "shapes", shape), self.bed.conf)
            with open(os.path.join(self.bed.conf, "extensions.conf"), "a") as f:
                f.write(f"#include {shape}\n#include {shipped}\n")
        with open(os.path.join(self.bed.conf, "queues.conf"), "a") as f:
            f.write(QUEUES)

    def transferred_to(self, destination):
        """Whom the bot calls the operator is somewhere of the system."""
        self.bed.run("cli", "dialplan remove context queues")
        self.bed.run("cli", f"dialplan add extension operator,1,Goto,{destination} into queues")

    def sent_on(self, name, destination):
        """The caller, who is with the bot, presses 0 and is sent there. Returns the id of the call."""
        self.transferred_to(destination)
        call = self.call_id()
        dialplans.time.sleep(1)
        self.press(name, "0")
        return call

    def back(self, call, name, what):
        again = lambda: "transfer-failed" in types(self.engine.story(call)) and self.engine.story(call)["line"]["attached"]
        eventually(again, 30)
        why = [e["why"] for e in self.engine.story(call)["timeline"] if e["type"] == "transfer-failed"]
        self.checks.that(again(), f"{what}: the caller is with the bot again, which is told why {why}")
        self.clear([name])

    def served_without_engine(self, name, where, what):
        self.arrives(name, "Arrived", f"{what}, the engine dead: the system's own place answers", Where=where)
        self.watch.hang_up(name)


def freepbx(world):
    name = world.call("from-trunk", "4930100")
    world.with_plan(name, "FreePBX, an inbound route to the bot", profile="receptionist", dnid="4930100")
    name = world.call("from-trunk", "4930104")
    world.with_plan(name, "FreePBX, an inbound route to a profile", profile="sales", dnid="4930104")
    name = world.call("from-trunk", "4930101")
    world.runs(name, "WaitExten")
    world.press(name, "3")
    world.with_plan(name, "FreePBX, 3 in an IVR", dnid="4930101")
    name = world.call("from-trunk", "4930102")
    world.with_plan(name, "FreePBX, a time condition that does not match", dnid="4930102")
    name = world.call("from-internal", "7777")
    world.with_plan(name, "FreePBX, a telephone calls 7777", dnid="s")
    name = world.call("ext-group", "602")
    world.with_plan(name, "FreePBX, the bot in a ring group", dnid="s")
    name = world.call("from-trunk", "4930103")
    world.with_plan(name, "FreePBX, the bot is an agent of a queue", dnid="4930103")

    name = world.call("from-trunk", "4930100")
    call = world.sent_on(name, "ext-group,601,1")
    world.arrives(name, "Arrived", "FreePBX, the bot sends callers to a ring group that answers", Where="somebody")
    eventually(lambda: world.engine.story(call).get("endReason") == "transferred", 20)
    world.checks.that(world.engine.story(call).get("endReason") == "transferred", "FreePBX: and the call ends as transferred")
    world.clear([name])
    name = world.call("from-trunk", "4930100")
    world.back(world.sent_on(name, "ext-group,600,1"), name, "FreePBX, a ring group where nobody answers")
    world.bed.run("cli", "dialplan reload")


def freepbx_dead(world):
    world.setting("TALKSPURT_FALLBACK", "ext-local,vmu100,1")
    for context, number in (("from-trunk", "4930100"), ("from-internal", "7777")):
        world.served_without_engine(world.call(context, number), "mailbox", f"FreePBX, {number}")


def vicidial(world):
    api = Vicidial()
    host = "http://127.0.0.1:%d" % api.server_address[1]
    for key, value in (("API", host + "/vicidial/non_agent_api.php"), ("AGENT_API", host + "/agc/api.php"), ("USER", "bot"), ("PASS", "a b&c"),
                       ("AGENT", "8700"), ("STATUS_answered", "BOTOK")):
        world.setting("TALKSPURT_VICIDIAL_" + key, value)
    world.with_plan(world.call("trunkinbound", "8005550101"), "VICIdial, a DID with route EXTEN", dnid="8701")
    name = world.call("trunkinbound", "8005550102")
    world.runs(name, "WaitExten")
    world.press(name, "1")
    world.with_plan(name, "VICIdial, an option of a call menu", dnid="s")
    world.checks.that(not api.asked, f"VICIdial: where no lead is known it is not asked {api.asked or ''}")
    world.with_plan(world.call("trunkinbound", "8005550103"), "VICIdial, an in-group's remote agent", dnid="8700", var_lead_id="456",
                    var_vicidial_call="Y9011234560000000456")
    name = world.call("default", "8368")
    world.with_plan(name, "VICIdial, a campaign's remote agent", dnid="8700", var_lead_id="123", var_first_name="Zo\u00eb & \"sons\"",
                    var_last_name="O'Brien, (jr.)", var_list_id="999")
    eventually(lambda: api.told("update_lead", lead_id="123"), 10)
    told = api.told("update_lead", lead_id="123")
    world.checks.that([q["status"] for q in told] == ["BOTOK"], f"VICIdial: and the lead's status is told once the call is over {told}")

    name = world.call("default", "8368")
    world.sent_on(name, "talkspurt-vicidial-status,SALE,1")
    eventually(lambda: api.told("update_lead", status="SALE"), 20)
    world.checks.that(len(api.told("update_lead")) == 3 and api.told("update_lead", status="SALE", lead_id="123"), "VICIdial: a status that the bot chose is told, once")
    world.clear([name])

    api.takes = lambda q: world.watch.send(Action="Redirect", Channel=world.watch.caller(name), Context="default", Exten="90009*SALESLINE*", Priority="1")
    name = world.call("default", "8368")
    call = world.sent_on(name, "talkspurt-vicidial-ingroup,SALESLINE,1")
    world.arrives(name, "Arrived", "VICIdial, the bot sends callers to an in-group", Where="SALESLINE")
    world.clear([name])
    eventually(lambda: world.engine.story(call).get("endReason") == "transferred", 20)
    world.checks.that(world.engine.story(call).get("endReason") == "transferred" and len(api.told("update_lead")) == 3,
                      "VICIdial: the call ends as transferred, and the status is left to the in-group")
    name = world.call("default", "8368")
    world.back(world.sent_on(name, "talkspurt-vicidial-ingroup,NOWHERE,1"), name, "VICIdial, an in-group that there is not")
    world.bed.run("cli", "dialplan reload")


def vicidial_dead(world):
    """The engine is dead, and so is VICIdial's web server."""
    world.setting("TALKSPURT_FALLBACK", "trunkinbound,8005550100,1")
    for key in ("API", "AGENT_API"):
        world.setting("TALKSPURT_VICIDIAL_" + key, "http://127.0.0.1:9/api.php")
    for context, number in (("trunkinbound", "8005550101"), ("default", "8368")):
        world.served_without_engine(world.call(context, number), "people", f"VICIdial, {number}")


ALIVE, DEAD = (freepbx, vicidial), (freepbx_dead, vicidial_dead)


def main():
    ap = arguments(__doc__, "asterisk-systems")
    ap.add_argument("--only", default="", help="some of: " + ", ".join(one.__name__ for one in ALIVE + DEAD))
    a = ap.parse_args()
    a.extensions, a.brief = "s", True
    only = [name for name in a.only.split(",") if name]
    shutil.rmtree(a.out, ignore_errors=True)
    os.makedirs(a.out)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    checks = Checks(a.strict_timing)
    world = Systems(a, checks)
    try:
        world.begin()
        for one in ALIVE + DEAD:
            if one is DEAD[0]:
                world.engine.kill(signal.SIGKILL)
            if not only or one.__name__ in only:
                one(world)
    finally:
        world.end()
    return checks.summary()


if __name__ == "__main__":
    sys.exit(main())
