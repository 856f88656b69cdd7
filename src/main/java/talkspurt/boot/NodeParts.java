package talkspurt.boot;

import talkspurt.control.AdmissionControl;
import talkspurt.control.CallFeed;
import talkspurt.control.CallLog;
import talkspurt.control.CallShards;
import talkspurt.control.ChannelDesk;
import talkspurt.control.DatabaseWatch;
import talkspurt.control.Nodes;
import talkspurt.control.Playback;
import talkspurt.http.BusyDesk;
import talkspurt.http.RecordedFiles;
import talkspurt.line.websocket.MediaLines;

/** The parts of a started node that its HTTP routes ask. */
record NodeParts(
    CallShards calls,
    NodePlaces places,
    BusyDesk busy,
    AdmissionControl admission,
    CallLog log,
    NodeOutcomes outcomes,
    NodeEvents events,
    DatabaseWatch database,
    CallFeed<Playback> feed,
    NodeSound sound,
    NodeProfiles profiles,
    MediaLines lines,
    Nodes nodes,
    RecordedFiles recorded,
    NodeKeeping keeping,
    NodeOutbound outbound,
    ChannelDesk channels,
    NodeTls tls) {}
