package talkspurt.control;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import talkspurt.call.AnswerTimes;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.BotBegan;
import talkspurt.call.CallEvent.CallerInterrupted;
import talkspurt.call.CallEvent.CallerKeptSilent;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.DigitsCollected;
import talkspurt.call.CallEvent.FloorKept;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.GoodbyeBegan;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.LineFaultCleared;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.ToolRequested;
import talkspurt.call.CallEvent.ToolReturned;
import talkspurt.call.CallState;
import talkspurt.call.RecordingPart;
import talkspurt.call.Spending.Spent;
import talkspurt.call.TranscriptEntry;
import talkspurt.text.OutsideText;

/**
 * What a call's row of the log has beside it. It follows from the call's events, and only grows.
 *
 * @param turns by their numbers
 * @param tools by the number of the event that asked for them
 * @param faults by the number of the event that told them
 * @param costs by provider
 * @param recordings files of the recording, by their numbers
 * @param said what was said; there once the call is over
 */
record CallDetails(
    SortedMap<Integer, CallTurn> turns,
    SortedMap<Long, CallTool> tools,
    SortedMap<Long, CallFault> faults,
    Map<String, Spent> costs,
    Map<Integer, RecordingPart> recordings,
    List<TranscriptEntry> said) {

  /** Of a call to which nothing has happened. */
  static final CallDetails NONE = new CallDetails(
      new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), Map.of(), Map.of(), List.of());

  /**
   * With an event.
   *
   * @param number of the event in its call, from 1
   * @param before the state it found
   * @param now the state it led to
   */
  CallDetails after(long number, CallEvent event, CallState before, CallState now) {
    AnswerTimes known = answers(before);
    AnswerTimes told = answers(now);
    CallDetails all =
        costing(now).recorded(now).turn(event).tool(number, event).fault(number, event);
    if (told.count() > known.count()) {
      AnswerTimes more =
          new AnswerTimes(told.count() - known.count(), Math.max(0, told.ms() - known.ms()));
      all = all.turn(turnOf(event, before), turn -> turn.answered(more));
    }
    long cost = now.file().tally().cost().millionths();
    if (cost != before.file().tally().cost().millionths()) {
      all = all.turn(turnOf(event, before), turn -> turn.costing(cost));
    }
    return now.ended() ? all.said(now.file().transcript()) : all;
  }

  /** Without what was said. */
  CallDetails withoutWords() {
    return said.isEmpty()
        ? this
        : new CallDetails(turns, tools, faults, costs, recordings, List.of());
  }

  /** With an event that cannot be read. */
  CallDetails afterUnreadable(long number, Instant writtenAt, String reason) {
    return fault(number, CallFault.unreadable(writtenAt, reason));
  }

  private static AnswerTimes answers(CallState call) {
    return call.file().tally().cost().total().answers();
  }

  /** Events that take costs along belong to a turn themselves, or to the last. */
  static int turnOf(CallEvent event, CallState before) {
    if (event instanceof ReplyPlayed played) {
      return played.turn();
    }
    return event instanceof FloorYielded yielded
        ? yielded.turn()
        : before.file().turn();
  }

  private CallDetails turn(CallEvent event) {
    Instant at = event.at();
    if (event instanceof GreetingPlayed) {
      return turn(0, turn -> turn.replied(at));
    } else if (event instanceof CallerSaid said) {
      return turn(said.turn(), turn -> turn.began(CallTurn.By.VOICE, at));
    } else if (event instanceof DigitsCollected keys) {
      return turn(keys.turn(), turn -> turn.began(CallTurn.By.KEYS, at));
    } else if (event instanceof CallerKeptSilent silent) {
      return turn(silent.turn(), turn -> turn.began(CallTurn.By.SILENCE, at));
    } else if (event instanceof BotBegan began) {
      return turn(began.turn(), turn -> turn.began(CallTurn.By.BOT, at));
    } else if (event instanceof GoodbyeBegan began) {
      return turn(began.turn(), turn -> turn.began(CallTurn.By.GOODBYE, at));
    } else if (event instanceof CallerInterrupted paused) {
      return turn(paused.turn(), turn -> turn.paused(paused.playedMs()));
    } else if (event instanceof FloorKept kept) {
      return turn(kept.turn(), CallTurn::resumedAgain);
    } else if (event instanceof FloorYielded yielded) {
      return turn(yielded.turn(), turn -> turn.yielded(at));
    } else if (event instanceof ReplyPlayed played) {
      return turn(played.turn(), turn -> turn.replied(at));
    }
    return this;
  }

  private CallDetails turn(int number, UnaryOperator<CallTurn> change) {
    SortedMap<Integer, CallTurn> all = new TreeMap<>(turns);
    all.put(number, change.apply(turns.getOrDefault(number, CallTurn.of(number))));
    return new CallDetails(all, tools, faults, costs, recordings, said);
  }

  private CallDetails tool(long number, CallEvent event) {
    SortedMap<Long, CallTool> all = new TreeMap<>(tools);
    if (event instanceof ToolRequested asked) {
      String name = asked.name() == null ? "" : OutsideText.repaired(asked.name());
      all.put(number, new CallTool(asked.key(), asked.turn(), name, asked.at(), Optional.empty()));
    } else if (event instanceof ToolReturned returned) {
      all.replaceAll(
          (at, tool) -> tool.key().equals(returned.key()) && tool.returnedAt().isEmpty()
              ? tool.returned(returned.at())
              : tool);
    } else {
      return this;
    }
    return new CallDetails(turns, all, faults, costs, recordings, said);
  }

  private CallDetails fault(long number, CallEvent event) {
    if (event instanceof LineFaultCleared cleared) {
      SortedMap<Long, CallFault> all = new TreeMap<>(faults);
      all.replaceAll((at, fault) ->
          fault.lasts(cleared.fault(), cleared.line()) ? fault.cleared(cleared.at()) : fault);
      return new CallDetails(turns, tools, all, costs, recordings, said);
    }
    return CallFault.of(event).map(fault -> fault(number, fault)).orElse(this);
  }

  private CallDetails fault(long number, CallFault fault) {
    SortedMap<Long, CallFault> all = new TreeMap<>(faults);
    all.put(number, fault);
    return new CallDetails(turns, tools, all, costs, recordings, said);
  }

  private CallDetails costing(CallState now) {
    Map<String, Spent> spent = now.file().tally().cost().total().byProvider();
    return spent.equals(costs)
        ? this
        : new CallDetails(turns, tools, faults, spent, recordings, said);
  }

  private CallDetails recorded(CallState now) {
    List<RecordingPart> parts = now.file().plan().session().recording().parts();
    if (parts.isEmpty()) {
      return this;
    }
    Map<Integer, RecordingPart> all = new TreeMap<>();
    parts.stream()
        .filter(part -> !part.file().isEmpty())
        .forEach(part -> all.put(part.number(), part));
    return all.equals(recordings) ? this : new CallDetails(turns, tools, faults, costs, all, said);
  }

  private CallDetails said(List<TranscriptEntry> all) {
    return new CallDetails(turns, tools, faults, costs, recordings, all);
  }

  /** Without what anybody said. */
  @Override
  public String toString() {
    return "CallDetails[" + turns.size() + " turns, " + tools.size() + " tools, " + faults.size()
        + " faults]";
  }
}
