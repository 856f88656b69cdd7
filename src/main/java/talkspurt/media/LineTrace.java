package talkspurt.media;

import talkspurt.audio.EchoReport;
import talkspurt.media.playout.PlayoutEvent;
import talkspurt.recording.LineRecorder;
import talkspurt.trace.TraceEvent;
import talkspurt.turn.TurnAction;
import talkspurt.turn.TurnReason;
import talkspurt.turn.TurnSettings;
import talkspurt.turn.TurnSignal;
import talkspurt.turn.TurnTaker;

/**
 * Tells the trace of a recording what happens on one line. Words of an utterance are left out of which anything was
 * said while nothing was to be kept. Lives on the line's thread.
 */
final class LineTrace {

  private final LineRecorder recorder;
  private boolean hidden = true;
  private long utterance;
  private long masked;
  private EchoReport echo = EchoReport.UNKNOWN;
  private int replyMs;

  LineTrace(LineRecorder recorder, TurnSettings settings) {
    this.recorder = recorder;
    recorder.note(new TraceEvent.Turns(settings));
  }

  /** A frame was heard. */
  void frame() {
    hidden |= !recorder.notes();
  }

  void echo(EchoReport report) {
    if (!report.equals(echo)) {
      echo = report;
      recorder.note(new TraceEvent.Echo(
          report.delayMs(),
          Math.round(report.lossDb()),
          Math.round(report.removedDb()),
          report.jumps()));
    }
  }

  void reframed(long filledMs, long lateMs) {
    if (filledMs > 0) {
      recorder.note(new TraceEvent.Filled(filledMs));
    }
    if (lateMs > 0) {
      recorder.note(new TraceEvent.Late(lateMs));
    }
  }

  void turned(TurnSignal signal, TurnAction action, TurnTaker turns) {
    mask(turns.utterance());
    tell(signal, turns.utterance());
    if (action != TurnAction.NONE) {
      boolean opened = action == TurnAction.PAUSE || action == TurnAction.SPEECH_BEGAN;
      boolean over = action == TurnAction.COMMIT_CALLER_TURN;
      recorder.note(new TraceEvent.Decision(
          action,
          TurnReason.of(signal, action, turns),
          turns.utterance(),
          opened ? turns.onsetMs() : 0,
          turns.silentMs(),
          over ? turns.dueMs() : 0));
    }
  }

  /** One that is opened now was not heard before. */
  private void mask(long now) {
    if (hidden) {
      masked = utterance;
      hidden = !recorder.notes();
    }
    utterance = now;
  }

  private void tell(TurnSignal signal, long newest) {
    if (signal instanceof TurnSignal.WordsHeard heard) {
      boolean secret = heard.utterance() <= masked && !heard.words().isEmpty();
      recorder.note(new TraceEvent.Words(
          newest - heard.utterance(),
          secret ? "" : heard.words(),
          heard.last(),
          heard.noise(),
          secret));
    } else if (signal instanceof TurnSignal.TurnEndLikely likely) {
      recorder.note(new TraceEvent.TurnEndLikely(newest - likely.utterance()));
    } else if (signal instanceof TurnSignal.KeyPressed pressed) {
      recorder.note(new TraceEvent.Key(pressed.key()));
    } else if (signal instanceof TurnSignal.Typed) {
      recorder.note(new TraceEvent.Key(' ').withoutWords()); // to turn-taking it is one
    } else if (signal instanceof TurnSignal.CallerUnheard told) {
      recorder.note(new TraceEvent.Unheard(told.unheard()));
    } else if (signal instanceof TurnSignal.SettingsChanged changed) {
      recorder.note(new TraceEvent.Turns(changed.settings()));
    } else if (!(signal instanceof TurnSignal.FrameHeard)) {
      throw new AssertionError(signal);
    }
  }

  void playout(PlayoutEvent event) {
    if (event instanceof PlayoutEvent.Started) {
      replyMs = 0;
      tell("started", event, 0);
    } else if (event instanceof PlayoutEvent.AnswerStarted) {
      tell("answer", event, 0);
    } else if (event instanceof PlayoutEvent.SegmentStarted segment) {
      tell("segment", event, segment.segment());
    } else if (event instanceof PlayoutEvent.Reached reached) {
      replyMs = reached.replyMs();
    } else if (event instanceof PlayoutEvent.Paused) {
      tell("paused", event, 0);
    } else if (event instanceof PlayoutEvent.Resumed) {
      tell("resumed", event, 0);
    } else if (event instanceof PlayoutEvent.Dropped) {
      tell("dropped", event, 0);
    } else if (event instanceof PlayoutEvent.Finished) {
      tell("finished", event, 0);
    }
  }

  private void tell(String what, PlayoutEvent event, int segment) {
    recorder.note(new TraceEvent.Playback(what, event.turn(), segment, replyMs));
  }
}
