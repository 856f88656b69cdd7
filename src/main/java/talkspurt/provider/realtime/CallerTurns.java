package talkspurt.provider.realtime;

import java.util.ArrayList;
import java.util.List;
import talkspurt.audio.AudioFrame;
import talkspurt.collect.Collect;
import talkspurt.language.Wording;
import talkspurt.provider.SpeechToSpeech.Input.CallerTurn.Step;
import talkspurt.provider.SpeechToSpeech.Output;
import talkspurt.provider.agent.PressedKeys;
import talkspurt.provider.realtime.RealtimeSettings.Limits;
import talkspurt.provider.realtime.TalkAction.Answer;
import talkspurt.provider.realtime.TalkAction.Send;
import talkspurt.provider.realtime.TalkAction.Tell;

/**
 * What the caller says and presses on its way to the server, turn by turn: what is not known to have
 * arrived is sent again in the next session. Where our hearing decides, a turn ends with a commit;
 * where the server's does, all sound goes. Not thread-safe.
 */
final class CallerTurns {

  /** Less cannot be committed. */
  private static final int LEAST_COMMITTED_MS = 100;

  /** How far the server is with the turns that are complete. */
  sealed interface State {}

  /** All that was said is known. */
  record Settled() implements State {}

  /**
   * Turns are committed that are not known to be taken.
   *
   * @param earlier the sound of the turn before, as long as its words are not known
   * @param turns their sound, oldest first; those that wait for a session are one
   */
  record Committing(CallerSound earlier, List<CallerSound> turns) implements State {}

  /** The turn was taken, and its words are not known. */
  record Unwritten(CallerSound sound) implements State {}

  private final Memory memory;
  private final Limits limits;
  private Wording wording;
  private final boolean written;
  private final int rateHz;
  private final CallerGate gate;
  private final CallerSound uncommitted;
  private State state = new Settled();
  private boolean ours;

  private boolean inSession;

  /** Commits of this session whose turns were taken in an earlier one. */
  private int repeated;

  private final StringBuilder keys = new StringBuilder();
  private long keyAt;
  private int keyTurns;

  /**
   * Nothing was said yet.
   *
   * @param memory is told what the caller says
   * @param wording how the server is told of keys
   * @param written whether the server tells the words of a turn
   * @param ours whether our hearing finds the turns
   * @param rateHz of the session's sound
   */
  CallerTurns(
      Memory memory, Limits limits, Wording wording, boolean written, boolean ours, int rateHz) {
    this.memory = memory;
    this.limits = limits;
    this.wording = wording;
    this.written = written;
    this.rateHz = rateHz;
    this.gate = new CallerGate(rateHz, samples(limits.preRoll().toMillis()));
    this.uncommitted = sound();
    this.ours = ours;
    if (!ours) {
      gate.open();
    }
  }

  State state() {
    return state;
  }

  /** Whether the caller is silent, and what was said is taken. */
  boolean quiet() {
    boolean silent = !ours || uncommitted.empty() && !gate.isOpen();
    return silent && !(state instanceof Committing);
  }

  // ---- what the caller does

  /** The caller is heard. */
  List<TalkAction> hear(AudioFrame frame) {
    return append(gate.hear(frame));
  }

  /** Our hearing tells where the caller is in the turn. */
  List<TalkAction> turn(Step step) {
    if (!ours) {
      return List.of();
    }
    return switch (step) {
      case BEGINS -> append(gate.open());
      case PAUSES -> append(gate.close());
      case COMPLETE -> complete();
      case NONE -> forget();
      case SILENT -> List.of();
    };
  }

  private List<TalkAction> complete() {
    List<TalkAction> actions = append(gate.close());
    if (uncommitted.empty()) {
      return List.of(); // the server hears for itself, or did until now
    }
    int missing = samples(LEAST_COMMITTED_MS) - uncommitted.samples();
    if (missing > 0) {
      actions.addAll(append(List.<short[]>of(new short[missing])));
    }
    actions.add(new Send(new ClientEvent.Commit()));
    commit(uncommitted.pieces());
    uncommitted.clear();
    actions.add(new Answer());
    return actions;
  }

  private void commit(List<short[]> pieces) {
    List<CallerSound> turns = new ArrayList<>();
    CallerSound earlier = sound();
    if (state instanceof Committing now) {
      turns.addAll(now.turns());
      earlier = now.earlier();
    } else if (state instanceof Unwritten before) {
      earlier = before.sound();
    }
    if (inSession || turns.isEmpty()) {
      turns.add(sound());
    }
    pieces.forEach(turns.get(turns.size() - 1)::add);
    state = new Committing(earlier, turns);
  }

  private List<TalkAction> forget() {
    gate.close();
    if (uncommitted.empty()) {
      return List.of();
    }
    uncommitted.clear();
    return List.of(new Send(new ClientEvent.ClearInput()));
  }

  private List<TalkAction> append(List<short[]> pieces) {
    if (ours) {
      pieces.forEach(uncommitted::add);
    }
    return new ArrayList<>(sent(pieces));
  }

  private static List<TalkAction> sent(List<short[]> pieces) {
    return pieces.stream()
        .<TalkAction>map(piece -> new Send(new ClientEvent.Append(piece)))
        .toList();
  }

  /** The caller has pressed a key; whether that completes what is being entered. */
  boolean press(char key, long now) {
    keys.append(key);
    keyAt = now;
    return key == '#';
  }

  /** Whether keys were pressed, and none for so long that they are complete. */
  boolean keysPause(long now) {
    return keys.length() > 0 && now - keyAt >= limits.keyPause().toMillis();
  }

  /** From now on the server is told of keys in these words. */
  void use(Wording other) {
    wording = other;
  }

  /** The keys that were pressed are a turn. */
  List<TalkAction> tellKeys() {
    String words = PressedKeys.told(keys.toString(), wording);
    keys.setLength(0);
    return typed(words);
  }

  /** Words that were typed are a turn. */
  List<TalkAction> typed(String words) {
    keyTurns++;
    String item = "keys-" + keyTurns;
    memory.said(true, words);
    return List.of(
        new Send(new ClientEvent.Message(true, words)),
        new Tell(new Output.CallerTook(item)),
        new Tell(new Output.CallerSaid(item, words)),
        new Answer());
  }

  /** The engine has asked the caller for a value: the bot is told what came of it, and answers. */
  List<TalkAction> collected(String told) {
    String note = "[What came of " + Collect.TOOL + ": " + told + "]";
    memory.said(true, note);
    return List.of(new Send(new ClientEvent.Message(true, note)), new Answer());
  }

  /** From now on our hearing finds the turns, or the server's does. */
  List<TalkAction> detect(boolean byOurHearing) {
    boolean before = ours;
    ours = byOurHearing;
    if (before && !ours) {
      uncommitted.clear();
      return sent(gate.open());
    }
    if (!before && ours) {
      gate.close();
      return List.of(new Send(new ClientEvent.ClearInput()));
    }
    return List.of();
  }

  // ---- what the server does

  /** There is a session: what may not have arrived in the last goes again. */
  List<TalkAction> begin() {
    inSession = true;
    List<TalkAction> actions = new ArrayList<>();
    if (state instanceof Unwritten taken) {
      repeat(taken.sound(), actions);
    } else if (state instanceof Committing now) {
      repeat(now.earlier(), actions);
      now.turns().forEach(turn -> commit(turn, actions));
    }
    actions.addAll(sent(uncommitted.pieces()));
    return actions;
  }

  private void repeat(CallerSound sound, List<TalkAction> actions) {
    if (!sound.empty()) {
      commit(sound, actions);
      repeated++;
    }
  }

  private static void commit(CallerSound sound, List<TalkAction> actions) {
    actions.addAll(sent(sound.pieces()));
    actions.add(new Send(new ClientEvent.Commit()));
  }

  /** There is no session any more. */
  void leave() {
    inSession = false;
    repeated = 0;
    if (state instanceof Committing now) {
      CallerSound all = sound();
      now.turns().forEach(turn -> turn.pieces().forEach(all::add));
      state = new Committing(now.earlier(), List.of(all));
    }
  }

  /** The server has taken the oldest of what was committed as this item, or something of its own. */
  List<TalkAction> taken(String item) {
    if (repeated > 0) {
      repeated--;
      memory.again(item);
      return List.of();
    }
    CallerSound taken = written && state instanceof Committing now ? now.turns().get(0) : sound();
    state = withoutOldest(taken);
    memory.callerTook(item);
    return List.of(new Tell(new Output.CallerTook(item)));
  }

  /** The server will not take the oldest of what was committed. */
  void notTaken() {
    if (repeated > 0) {
      repeated--;
    } else if (state instanceof Committing now) {
      state = withoutOldest(now.earlier());
    }
  }

  private State withoutOldest(CallerSound earlier) {
    if (state instanceof Committing now && now.turns().size() > 1) {
      return new Committing(earlier, now.turns().subList(1, now.turns().size()));
    }
    return earlier.empty() ? new Settled() : new Unwritten(earlier);
  }

  /** What the caller said in an item, as far as that is known. */
  List<TalkAction> said(String item, String words) {
    answered();
    return memory
        .callerSaid(item, words)
        .filter(first -> !words.isEmpty())
        .<List<TalkAction>>map(first -> List.of(new Tell(new Output.CallerSaid(first, words))))
        .orElse(List.of());
  }

  /** What was taken needs not be sent again. */
  void answered() {
    if (state instanceof Unwritten) {
      state = new Settled();
    } else if (state instanceof Committing now) {
      state = new Committing(sound(), now.turns());
    }
  }

  private CallerSound sound() {
    return new CallerSound(samples(limits.maxKept().toMillis()));
  }

  private int samples(long ms) {
    return (int) (ms * rateHz / 1000);
  }
}
