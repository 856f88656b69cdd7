package talkspurt.provider.tts;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.transport.ProviderFault;
import talkspurt.provider.tts.TtsTalk.Heard;
import talkspurt.websocket.SocketMessage;

/**
 * One connection to a server that speaks, and the sentences it serves one after the other. It knows
 * no stream and no clock: what happens leads to a list of {@link Action}. Not thread-safe.
 */
final class TtsConnection {

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  /** What the connection is doing. */
  sealed interface State {}

  /** It can take a sentence. */
  record Idle() implements State {}

  /**
   * It speaks a sentence.
   *
   * @param wanted whether the sentence has asked for more than it was told
   */
  record Speaking(Consumer<Heard> sentence, boolean wanted) implements State {}

  /**
   * The server has to send something before the next sentence.
   *
   * @param taken whether its owner is still to be told that it is free
   */
  record Settling(boolean taken) implements State {}

  /** The server is being told goodbye. */
  record Closing() implements State {}

  /** It is of no more use, and its owner knows. */
  record Gone() implements State {}

  /** What is to be done, in this order. */
  sealed interface Action {}

  /** It is known how opening the connection ended; until then it must not end. */
  record Opened() implements Action {}

  /** A message goes to the server. */
  record Send(String message) implements Action {}

  /** A sentence is told what was heard. */
  record Tell(Consumer<Heard> sentence, Heard heard) implements Action {}

  /** The owner is told that the connection can take a sentence. */
  record Free() implements Action {}

  /** The owner is told that the connection takes no more sentences. */
  record Leave() implements Action {}

  /** {@link #due} is called once after this time, in place of what was scheduled before. */
  record Schedule(Duration after) implements Action {}

  /** What was scheduled is forgotten. */
  record Unschedule() implements Action {}

  /** The connection is closed. */
  record Complete() implements Action {}

  /** What is known of how opening it ended. */
  private enum Opening {
    PENDING,
    /** It has ended, and it is yet to be told why. */
    ENDED,
    KNOWN
  }

  private final String provider;
  private final Duration readyWithin;
  private final TtsTalk talk;
  private final Deque<String> outgoing = new ArrayDeque<>();
  private State state = new Idle();
  private Opening opening = Opening.PENDING;
  private Heard why;
  private boolean used;
  private boolean room;

  /**
   * A connection that is being opened.
   *
   * @param readyWithin how long after a sentence the server may not be ready for the next
   */
  TtsConnection(String provider, Duration readyWithin, TtsTalk talk) {
    this.provider = provider;
    this.readyWithin = readyWithin;
    this.talk = talk;
    this.why = lost();
  }

  State state() {
    return state;
  }

  /** What a sentence is told that begins too late. */
  Heard why() {
    return why;
  }

  /**
   * Whether the server's next message is to be read: while a sentence is spoken only as it asks for
   * more, so that what is not played yet waits in the server.
   */
  boolean reading() {
    return state instanceof Speaking speaking ? speaking.wanted() : !closed();
  }

  private boolean closed() {
    return state instanceof Closing || state instanceof Gone;
  }

  private boolean speaks(Consumer<Heard> sentence) {
    return state instanceof Speaking speaking && speaking.sentence() == sentence;
  }

  // ---- what sentences want

  /** Speaks a sentence; one that comes while there is another, or too late, is told why it fails. */
  List<Action> say(String text, Consumer<Heard> sentence, long nowNanos) {
    if (closed() || state instanceof Speaking) {
      return List.of(new Tell(sentence, why));
    }
    List<Action> actions = new ArrayList<>();
    if (state instanceof Settling) {
      actions.add(new Unschedule());
    }
    state = new Speaking(sentence, false);
    used = true;
    outgoing.addAll(talk.say(text, nowNanos));
    send(actions);
    return actions;
  }

  /** The sentence asks for the next message. */
  List<Action> more(Consumer<Heard> sentence) {
    if (speaks(sentence)) {
      state = new Speaking(sentence, true);
    }
    return List.of();
  }

  /** The rest of the sentence is not wanted. */
  List<Action> drop(Consumer<Heard> sentence, long nowNanos) {
    List<Action> actions = new ArrayList<>();
    if (speaks(sentence)) {
      outgoing.addAll(talk.drop());
      send(actions);
      settle(true, nowNanos, actions);
    }
    return actions;
  }

  /** The sentence has found the connection to be of no use. */
  List<Action> giveUp(Consumer<Heard> sentence) {
    return speaks(sentence) ? close() : List.of();
  }

  /** Nobody wants the connection any more. */
  List<Action> close() {
    List<Action> actions = new ArrayList<>();
    if (!closed()) {
      close(lost(), actions);
    }
    return actions;
  }

  // ---- what the server says

  /** A message came. */
  List<Action> heard(SocketMessage message, long nowNanos) {
    List<Action> actions = new ArrayList<>();
    if (!closed()) {
      heard(read(message), nowNanos, actions);
    }
    return actions;
  }

  private Heard read(SocketMessage message) {
    try {
      if (message instanceof SocketMessage.Text text) {
        return talk.text(text.text());
      }
      if (message instanceof SocketMessage.Binary binary) {
        return talk.binary(binary.bytes().toArray());
      }
      if (message instanceof SocketMessage.Oversized oversized) {
        throw ProviderFault.of(
            Kind.BROKE_PROTOCOL, provider, "sent a message " + oversized.detail());
      }
      throw new AssertionError(message);
    } catch (ProviderFault unreadable) {
      return Heard.failed(unreadable.failure(), true);
    }
  }

  private void heard(Heard heard, long nowNanos, List<Action> actions) {
    if (heard.broken() && heard.over() && !used) {
      why = heard; // the server was quicker than the first sentence
    }
    if (state instanceof Speaking speaking) {
      heard(speaking, heard, nowNanos, actions);
    } else if (heard.broken()) {
      close(lost(), actions);
    } else {
      settle(state instanceof Settling settling && settling.taken(), nowNanos, actions);
    }
  }

  private void heard(Speaking speaking, Heard heard, long nowNanos, List<Action> actions) {
    if (heard.over() && heard.broken()) {
      close(heard, actions);
    } else if (heard.over()) {
      // free before the sentence is told that it is over: the next one finds the connection
      settle(true, nowNanos, actions);
      actions.add(new Tell(speaking.sentence(), heard));
    } else {
      boolean silent = heard.sounds().isEmpty();
      state = new Speaking(speaking.sentence(), speaking.wanted() && silent);
      if (!silent) {
        actions.add(new Tell(speaking.sentence(), heard));
      }
      if (heard.broken()) {
        close(lost(), actions);
      }
    }
  }

  /** Free as soon as it can be; one that does not become so in time is of no use. */
  private void settle(boolean taken, long nowNanos, List<Action> actions) {
    boolean scheduled = state instanceof Settling;
    if (talk.ready(nowNanos)) {
      state = new Idle();
      if (scheduled) {
        actions.add(new Unschedule());
      }
      if (taken) {
        actions.add(new Free());
      }
      return;
    }
    state = new Settling(taken);
    if (!talk.waits()) {
      close(lost(), actions);
    } else if (!scheduled) {
      actions.add(new Schedule(readyWithin));
    }
  }

  // ---- the way to the server

  /** How opening it ended: with this failure, or well. */
  List<Action> opened(Optional<ProviderFailure> failure) {
    boolean ended = opening == Opening.ENDED;
    opening = Opening.KNOWN;
    failure.ifPresent(known -> why = Heard.failed(known, true));
    List<Action> actions = new ArrayList<>(List.of(new Opened()));
    if (failure.isPresent() || ended) {
      actions.addAll(ended());
    }
    return actions;
  }

  /** The server can be sent a message. */
  List<Action> room() {
    room = true;
    List<Action> actions = new ArrayList<>();
    send(actions);
    return actions;
  }

  /** The connection has ended. Before it is known how opening it ended, why is yet to be told. */
  List<Action> ended() {
    room = false;
    if (opening != Opening.KNOWN) {
      opening = Opening.ENDED;
      return List.of();
    }
    List<Action> actions = new ArrayList<>(stopped());
    actions.add(new Complete());
    return actions;
  }

  /** The time is over that was scheduled. */
  List<Action> due() {
    return state instanceof Closing ? completed() : close();
  }

  /** Whatever came before, this is the end. */
  List<Action> stopped() {
    List<Action> actions = new ArrayList<>();
    if (!closed()) {
      leave(why, actions);
    }
    state = new Gone();
    return actions;
  }

  /** The server is told, where that can be done at once. */
  private void close(Heard told, List<Action> actions) {
    leave(told, actions);
    state = new Closing();
    actions.add(new Schedule(CLOSE_WITHIN));
    outgoing.addAll(talk.goodbye());
    send(actions);
  }

  private void leave(Heard told, List<Action> actions) {
    actions.add(new Leave());
    if (state instanceof Speaking speaking) {
      actions.add(new Tell(speaking.sentence(), told));
    }
  }

  private void send(List<Action> actions) {
    if (room && !outgoing.isEmpty()) {
      room = false;
      actions.add(new Send(outgoing.remove()));
    } else if (state instanceof Closing) {
      actions.addAll(completed());
    }
  }

  private List<Action> completed() {
    state = new Gone();
    return List.of(new Complete());
  }

  private Heard lost() {
    return Heard.failed(
        new ProviderFailure(Kind.UNREACHABLE, provider, "the connection was lost"), true);
  }
}
