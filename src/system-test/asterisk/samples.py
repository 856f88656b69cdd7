#!/usr/bin/env python3
"""The sample dialplans (extensions_talkspurt_samples.conf), each called on a real Asterisk.

    samples.py [--harness DIR] [--jar FILE] [--out DIR] [--only NAME[,NAME…]]

Callers go through the menu, the numbers, the hours, the queues, the mailbox, the recording, the headers and to a person, and either reach
the bot, with what the dialplan tells of them, or the people, or the way out. Prints one line a check; exit status 0 when none failed.
Standard library only.
"""
import os
import shutil
import signal
import sys
import time

import dialplans
from dialplans import World, run
from harness import ROOT, arguments, eventually, types

SETTINGS = dialplans.SETTINGS + """
talkspurt.profiles.sales = ${talkspurt.profiles.receptionist}
talkspurt.profiles.sales.dnids = []
"""
TESTBED = """
[queues](+)
exten => sales,1,UserEvent(Arrived,Case: ${CASE},Where: sales)
 same => n,Wait(1)
 same => n,Hangup()

[from-sip](+)
exten => callee,1,Goto(talkspurt-headers,100,1)
exten => 7001,1,UserEvent(Person,Call: ${PJSIP_HEADER(read,X-Talkspurt-Call)},Uui: ${PJSIP_HEADER(read,User-to-User)})
 same => n,Answer()
 same => n,Wait(2)
 same => n,Hangup()
exten => 7002,1,Busy(2)

[with-headers]
exten => 100,1,Dial(PJSIP/callee,20,b(with-headers-add^s^1))
[with-headers-add]
exten => s,1,Set(PJSIP_HEADER(add,X-Customer)=17 & sons)
 same => n,Set(PJSIP_HEADER(add,User-to-User)=48656c6c6f\\;encoding=hex)
 same => n,Return()
"""
PERSON = """
[{number}]
type = endpoint
transport = transport-udp
context = from-sip
disallow = all
allow = ulaw
aors = {number}
[{number}]
type = aor
contact = sip:{number}@127.0.0.1:{port}
"""
QUEUES = """
[general]
[empty]
strategy = ringall
joinempty = yes
[bots]
strategy = ringall
ringinuse = yes
member => Local/bots@talkspurt-member/n
"""


class Samples(World):
    def __init__(self, a, checks):
        super().__init__(a, checks)
        self.engine.settings = SETTINGS
        self.bed.env["CALLEE_PORT"] = self.bed.env["SIP_PORT"]
        shutil.copy(os.path.join(ROOT, "conf", "asterisk", "extensions_talkspurt_samples.conf"), self.bed.conf)
        self.bed.write("talkspurt_samples_test.conf", TESTBED)
        with open(os.path.join(self.bed.conf, "extensions.conf"), "a") as f:
            f.write("#include extensions_talkspurt_samples.conf\n#include talkspurt_samples_test.conf\n")
        with open(os.path.join(self.bed.conf, "modules.conf"), "a") as f:
            f.write("".join(f"load = {module}.so\n" for module in ("func_db", "res_musiconhold", "app_queue", "app_voicemail")))
        self.bed.extend("pjsip.conf", "".join(PERSON.format(number=n, port=self.bed.env["SIP_PORT"]) for n in (7001, 7002)))
        self.bed.write("queues.conf", QUEUES)
        self.bed.write("voicemail.conf", "[general]\nformat = wav\n[default]\n7003 => 1234,Nobody\n")

    def call(self, context, extension, **variables):
        self.count += 1
        name = f"case{self.count}"
        self.watch.place(name, context, extension, TALKSPURT_START_WITHIN="20", **variables)
        return name

    def with_bot_now(self):
        return [call["callId"] for call in self.engine.live() if call["state"] != "expected"]

    def call_id(self):
        """Of the one call that is with the bot, once it is."""
        eventually(lambda: len(self.with_bot_now()) == 1, 30)
        return self.with_bot_now()[0]

    def plan(self):
        live = self.with_bot_now()
        return self.engine.story(live[0])["plan"] if len(live) == 1 else {}

    def with_plan(self, name, what, **wanted):
        variables = {key[4:]: value for key, value in wanted.items() if key.startswith("var_")}
        fields = {key: value for key, value in wanted.items() if not key.startswith("var_")}
        holds = lambda plan: plan and all(plan.get(k) == v for k, v in fields.items()) and all(
            plan.get("variables", {}).get(k) == v for k, v in variables.items())
        eventually(lambda: holds(self.plan()), 30)
        plan = self.plan()
        self.checks.that(holds(plan), f"{what}: the bot answers, and is told {wanted}{'' if holds(plan) else f' (told: {plan})'}")
        self.clear([name])

    def arrives(self, name, event, what, within_s=20, **fields):
        eventually(lambda: self.watch.events(name, event, **fields), within_s)
        self.checks.that(self.watch.events(name, event, **fields), f"{what} {fields or ''}")

    def runs(self, name, application):
        eventually(lambda: application in self.watch.applications(name), 20)
        return application in self.watch.applications(name)


def menu(world):
    world.setting("TALKSPURT_MENU_WAIT", "2")
    world.setting("TALKSPURT_MENU_PROMPT", "beep")
    for keys, what in (("3", "3 in a menu"), ("9", "what there is not in a menu"), ("", "silence in a menu")):
        name = world.call("talkspurt-menu", "s")
        world.runs(name, "WaitExten")
        for key in keys:
            world.press(name, key)
        world.with_plan(name, what, dnid="3", var_from="menu")
    name = world.call("talkspurt-menu", "s")
    world.runs(name, "WaitExten")
    world.press(name, "1")
    world.arrives(name, "Arrived", "1 in a menu leads to people", Where="sales")
    world.clear([name])


def dids(world):
    world.bed.run("cli", "database put talkspurt-did 4930123 sales")
    world.with_plan(world.call("talkspurt-dids", "+4930123"), "a number of the database", profile="sales", dnid="+4930123")
    world.with_plan(world.call("talkspurt-dids", "4930124"), "another number", profile="receptionist", dnid="4930124")


def hours(world):
    world.setting("TALKSPURT_HOURS_PEOPLE", "queues,sales,1")
    world.setting("TALKSPURT_HOURS", "*,*,*,*")
    name = world.call("talkspurt-hours", "s")
    world.arrives(name, "Arrived", "while it is open people answer", Where="sales")
    world.clear([name])
    world.setting("TALKSPURT_HOURS", "00:00-23:59,*,31,feb")
    world.with_plan(world.call("talkspurt-hours", "s"), "while it is closed", var_closed="yes")


def queues(world):
    world.setting("TALKSPURT_QUEUE_SECONDS", "2")
    world.with_plan(world.call("talkspurt-queue-first", "empty"), "nobody in a queue", dnid="empty", var_queue="empty", var_why="TIMEOUT")
    name = world.call("talkspurt-queue-first", "bots", TALKSPURT_QUEUE_SECONDS="30")
    world.with_plan(name, "the bot is a member of a queue", dnid="bots", var_queue="bots")


def mailbox(world):
    world.with_plan(world.call("talkspurt-mailbox", "7003"), "somebody does not answer", dnid="7003", var_mailbox="7003", var_why="CHANUNAVAIL")
    world.engine.kill(signal.SIGKILL)
    name = world.call("talkspurt-mailbox", "7003")
    world.checks.that(world.runs(name, "VoiceMail"), "without an engine the mailbox of Asterisk answers")
    world.watch.hang_up(name)
    world.started()


def recorded(world):
    name = world.call("talkspurt-recorded", "s")
    world.call_id()
    file = world.plan().get("variables", {}).get("mixmonitor", "untold")
    root = os.path.join(os.environ.get("ASTERISK_ROOT", "/srv/asterisk-sid"), "var")
    size = lambda: max((os.path.getsize(os.path.join(folder, file)) for folder, _, files in os.walk(root) if file in files), default=0)
    eventually(lambda: size() > 8000, 20)
    world.checks.that(size() > 8000, f"MixMonitor records what the call's variable names: {file}, {size()} bytes")
    world.clear([name])


def headers(world):
    name = world.call("with-headers", "100")
    world.with_plan(name, "headers of SIP", var_customer="17 & sons", var_uui="48656c6c6f;encoding=hex")


def person(world):
    """A key sends the caller to people: one answers, one is busy."""
    persons, told = [], world.watch.take

    def take(event):
        if event.get("UserEvent") == "Person":
            persons.append(event)
        told(event)

    world.watch.take = take
    for number, what in (("7001", "a person who answers"), ("7002", "a person who is busy")):
        world.bed.run("cli", "dialplan remove context queues")
        world.bed.run("cli", f"dialplan add extension operator,1,Goto,talkspurt-person,{number},1 into queues")
        name = world.call("talkspurt-driver", "s")
        call = world.call_id()
        time.sleep(1)
        world.press(name, "0")
        if number == "7001":
            eventually(lambda: persons, 20)
            world.checks.that(persons and persons[0]["Call"] == call and persons[0]["Uui"] == call.replace("-", "") + ";encoding=hex",
                              f"{what}: the telephone is told which call it is {persons[:1]}")
            eventually(lambda: world.engine.story(call).get("endReason") == "transferred", 20)
            world.checks.that(world.engine.story(call).get("endReason") == "transferred", f"{what}: the call ends as transferred")
        else:
            back = lambda: "transfer-failed" in types(world.engine.story(call)) and world.engine.story(call)["line"]["attached"]
            eventually(back, 25)
            why = [e["why"] for e in world.engine.story(call)["timeline"] if e["type"] == "transfer-failed"]
            world.checks.that(back() and why == ["BUSY"], f"{what}: the caller is with the bot again, which is told why {why}")
        world.clear([name])
    world.bed.run("cli", "dialplan reload")


ALL = (menu, dids, hours, queues, recorded, headers, person, mailbox)


def main():
    ap = arguments(__doc__, "asterisk-samples")
    ap.add_argument("--only", default="", help="some of: " + ", ".join(one.__name__ for one in ALL))
    a = ap.parse_args()
    a.extensions, a.brief = "s", True
    return run(a, Samples, ALL, ALL)


if __name__ == "__main__":
    sys.exit(main())
