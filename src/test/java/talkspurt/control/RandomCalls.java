package talkspurt.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import talkspurt.call.AnswerTimes;
import talkspurt.call.CallCost;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.CallerInterrupted;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.FloorKept;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LineFaultFound;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.ToolRequested;
import talkspurt.call.CallEvent.ToolReturned;
import talkspurt.call.CallEvent.VoiceFailed;
import talkspurt.call.CallPlan;
import talkspurt.call.CallSamples;
import talkspurt.call.EndReason;
import talkspurt.call.LineFault;
import talkspurt.call.Spending;
import talkspurt.call.SpokenText;

/** Calls as they happen, made of chance; the same of the same seed. */
final class RandomCalls {

  private static final String[] WORDS = {
    "bill", "table", "Monday", "Straße", "please", "invoice", "料金", "doctor", "seven", "open"
  };

  private final Random random;
  private Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private int answers;
  private long answerMs;
  private long spent;

  RandomCalls(long seed) {
    random = new Random(seed);
  }

  UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  /** What happened in a call, over or not. */
  List<CallEvent> next() {
    List<CallEvent> events = new ArrayList<>();
    answers = 0;
    answerMs = 0;
    spent = 0;
    String caller = "+4917" + random.nextInt(1000);
    CallPlan plan =
        CallSamples.plan(caller, "49 40-" + random.nextInt(100), "p" + random.nextInt(4));
    events.add(new CallRegistered(at(), plan));
    events.add(new LineAttached(at(), "A"));
    events.add(new GreetingPlayed(at(), words()));
    int turns = random.nextInt(5);
    for (int turn = 1; turn <= turns; turn++) {
      turn(events, turn);
    }
    if (random.nextInt(10) > 0) {
      events.add(new CallEnded(
          at(), EndReason.values()[random.nextInt(EndReason.values().length)], cost()));
    }
    return events;
  }

  private void turn(List<CallEvent> events, int turn) {
    events.add(new CallerSaid(at(), turn, words()));
    if (random.nextInt(4) == 0) {
      events.add(new VoiceFailed(at(), turn, CallSamples.failure(turn)));
    }
    if (random.nextInt(8) == 0) {
      events.add(new LineFaultFound(at(), "A", LineFault.WRONG_RATE, "seen"));
    }
    if (random.nextInt(3) == 0) {
      String key = "k" + turn;
      events.add(new ToolRequested(at(), turn, key, "look_up", Map.of("name", "Ann")));
      events.add(new ToolReturned(at(), key, "{}"));
    }
    answers++;
    answerMs += random.nextInt(2000);
    spent += random.nextInt(5000);
    int ending = random.nextInt(3);
    if (ending > 0) {
      events.add(new CallerInterrupted(at(), turn, random.nextInt(3) * 300));
    }
    if (ending == 1) {
      events.add(new FloorYielded(at(), turn, words(), cost()));
    } else {
      if (ending == 2) {
        events.add(new FloorKept(at(), turn));
      }
      events.add(new ReplyPlayed(at(), turn, words(), cost()));
    }
  }

  private CallCost cost() {
    return CallCost.on(
        "A",
        new Spending(
            Map.of("voice", new Spending.Spent(spent, Map.of("characters", spent / 10))),
            new AnswerTimes(answers, answerMs)));
  }

  private SpokenText words() {
    StringBuilder text = new StringBuilder();
    for (int word = 0; word < 3; word++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(word == 2 ? "." : ", ");
    }
    return new SpokenText(text.toString());
  }

  private Instant at() {
    now = now.plusMillis(1 + random.nextInt(900));
    return now;
  }
}
