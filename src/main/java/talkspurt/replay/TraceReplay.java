package talkspurt.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import talkspurt.audio.AudioFrame;
import talkspurt.audio.EchoAwareDetector;
import talkspurt.audio.HearingNet;
import talkspurt.replay.LiveComparison.Taken;
import talkspurt.trace.FrameMark;
import talkspurt.trace.Trace;
import talkspurt.trace.TraceEvent;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnSignal;
import talkspurt.turn.TurnSignal.FrameHeard;
import talkspurt.turn.TurnSignal.WordsHeard;
import talkspurt.turn.TurnTaker;

/**
 * A recorded call, lived through again as its trace tells: its sound is heard anew, and turn-taking is told the same
 * between the same frames, by the same settings. Not thread-safe.
 */
final class TraceReplay {

  private static final int UNKNOWN = -1;
  private static final String STARTED = "started";

  private final CallRecording recording;
  private final Trace trace;
  private final EchoAwareDetector hearing;
  private final int[] speech;
  private final int[] lateMs;
  private final List<Taken> live = new ArrayList<>();
  private final List<Taken> replayed = new ArrayList<>();
  private TurnTaker turns;
  private boolean botHasFloor;

  /** Whether the replay took the floor from the bot, which goes on in the recording where the live call did not. */
  private boolean taken;

  private boolean unheard;
  private long pausedUntil;
  private boolean paused;
  private int masked;
  private int speechApart;
  private int framesApart;

  private TraceReplay(CallRecording recording, Trace trace, HearingNet net) {
    this.recording = recording;
    this.trace = trace;
    this.hearing = new EchoAwareDetector(recording.rateHz(), net);
    this.speech = new int[recording.frames()];
    this.lateMs = new int[recording.frames()];
    Arrays.fill(speech, UNKNOWN);
  }

  /** Hears a recording again. */
  static LiveComparison of(CallRecording recording, Trace trace, HearingNet net) {
    return new TraceReplay(recording, trace, net).run();
  }

  private LiveComparison run() {
    readFrames();
    hearBefore();
    int size = recording.frameSamples();
    short[] line = new short[size];
    short[] sent = new short[size];
    short[] clean = new short[size];
    int next = 0;
    for (int frame = 0; frame < recording.frames(); frame++) {
      for (; next < trace.events().size() && trace.events().get(next).frame() <= frame; next++) {
        on(trace.events().get(next));
      }
      System.arraycopy(recording.line(), frame * size, line, 0, size);
      System.arraycopy(recording.sent(), frame * size, sent, 0, size);
      heard(frame, hearing.hear(line, sent, clean));
    }
    for (; next < trace.events().size(); next++) {
      on(trace.events().get(next));
    }
    return new LiveComparison(
        String.valueOf(trace.head().call()),
        trace.head().part(),
        recording.frames(),
        LiveComparison.pairs(live, replayed),
        masked,
        speechApart,
        framesApart);
  }

  /** Numbers of frames stand where their second begins. */
  private void readFrames() {
    for (Trace.Event event : trace.events()) {
      if (event.what() instanceof TraceEvent.Frames frames) {
        for (int n = 0; n < frames.speech().length; n++) {
          int at = (int) event.frame() + n;
          if (at < speech.length) {
            speech[at] = frames.speech()[n];
            lateMs[at] = frames.late()[n];
          }
        }
      }
    }
    for (int n = 1; n < lateMs.length; n++) {
      lateMs[n] = speech[n] == UNKNOWN ? lateMs[n - 1] : lateMs[n];
    }
  }

  /** What the line brought before the part began is not known: a few moments of it, in silence. */
  private void hearBefore() {
    short[] silence = new short[recording.frameSamples()];
    long frames = Math.min(trace.head().before(), 1000 / AudioFrame.FRAME_MS);
    for (long n = 0; n < frames; n++) {
      hearing.hear(silence, silence, silence.clone());
    }
  }

  private void on(Trace.Event event) {
    TraceEvent what = event.what();
    if (what instanceof TraceEvent.Turns told && turns == null) {
      turns = new TurnTaker(told.settings());
    } else if (what instanceof TraceEvent.Floor floor) {
      botHasFloor = floor.bot();
      taken &= floor.bot();
    } else if (what instanceof TraceEvent.Playback playback) {
      taken &= !playback.what().equals(STARTED);
    } else if (what instanceof TraceEvent.Unheard told) {
      unheard = told.unheard();
    } else if (what instanceof TraceEvent.Paused pause) {
      pausedUntil = event.frame() + pause.frames();
    } else if (what instanceof TraceEvent.Decision decision) {
      note(live, decision.action(), decision.reason(), event.frame());
    } else if (turns != null) {
      signal(what, event.frame());
    }
  }

  private void signal(TraceEvent what, long frame) {
    if (what instanceof TraceEvent.Words heard) {
      masked += heard.masked() ? 1 : 0;
      decide(
          new WordsHeard(
              turns.utterance() - heard.ago(), heard.words(), heard.last(), heard.noise()),
          frame);
    } else if (what instanceof TraceEvent.TurnEndLikely likely) {
      decide(new TurnSignal.TurnEndLikely(turns.utterance() - likely.ago()), frame);
    } else if (what instanceof TraceEvent.Key key) {
      decide(new TurnSignal.KeyPressed(key.key()), frame);
    } else if (what instanceof TraceEvent.Turns told) {
      decide(new TurnSignal.SettingsChanged(told.settings()), frame);
    }
  }

  private void heard(int frame, float likelihood) {
    if (speech[frame] != UNKNOWN) {
      int apart = Math.abs(FrameMark.percent(likelihood) - speech[frame]);
      speechApart = Math.max(speechApart, apart);
      framesApart += apart > LiveComparison.SPEECH_APART ? 1 : 0;
    }
    if (turns == null) {
      return;
    }
    if (frame < pausedUntil) {
      paused = true;
      return;
    }
    if (paused) { // what was decided meanwhile is not known
      paused = false;
      turns = new TurnTaker(turns.settings());
    }
    decide(new FrameHeard(unheard ? 0 : likelihood, botHasFloor && !taken), frame + 1L);
  }

  private void decide(TurnSignal signal, long frame) {
    TurnAction action = turns.on(signal);
    taken |= action == TurnAction.YIELD;
    note(replayed, action, "", frame);
  }

  private void note(List<Taken> to, TurnAction action, String reason, long frame) {
    if (action == TurnAction.PAUSE || action == TurnAction.YIELD || action == TurnAction.RESUME) {
      int last = (int) Math.max(0, Math.min(frame, lateMs.length) - 1);
      long heardMs = frame * AudioFrame.FRAME_MS + lateMs[last];
      to.add(new Taken(action.name().toLowerCase(Locale.ROOT), reason, frame, heardMs));
    }
  }
}
