package talkspurt.provider.realtime;

import java.util.List;
import java.util.Optional;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.realtime.RealtimeSettings.Limits;
import talkspurt.provider.realtime.TalkAction.Ask;
import talkspurt.provider.realtime.TalkAction.Begun;
import talkspurt.provider.realtime.TalkAction.GiveUp;
import talkspurt.provider.realtime.TalkAction.Send;

/**
 * Which response is wanted, asked for, or runs: never two at once. Servers differ in what they tell of
 * one: some leave its beginning out, or its id. Time is an argument, in ms. Not thread-safe.
 */
final class ResponseQueue {

  private static final int MAX_FAILURES = 3;

  /** The event that asks for a response; comes back with an error it causes. */
  static final String EVENT = "respond";

  /** What the server has of us. */
  sealed interface State {}

  /** Nothing. */
  record Idle() implements State {}

  /** One is asked for. */
  record Asked(Wish wish, long at, boolean wanted) implements State {}

  /**
   * One runs.
   *
   * @param id empty where the server has not told it
   * @param wish how it was asked for; none where the server began it of its own accord
   * @param wanted whether it is not to stop
   */
  record Running(String id, Optional<Wish> wish, boolean wanted) implements State {}

  /**
   * What is wanted next.
   *
   * @param supposed whether it was asked for, and an error is supposed to be its refusal
   */
  private record Due(Wish wish, boolean supposed) {}

  private final Limits limits;
  private final ResponseRaces races = new ResponseRaces();
  private final EndedResponses ended = new EndedResponses();
  private State state = new Idle();
  private Optional<Due> due = Optional.empty();
  private boolean inSession;
  private int asked;
  private long askedAt;
  private long holdUntil;
  private int failures;

  ResponseQueue(Limits limits) {
    this.limits = limits;
  }

  State state() {
    return state;
  }

  // ---- questions

  /** Whether none is asked for, and none runs. */
  boolean idle() {
    return state instanceof Idle;
  }

  boolean asked() {
    return state instanceof Asked;
  }

  boolean runs() {
    return state instanceof Running;
  }

  /** Whether one is wanted that is not asked for yet. */
  boolean due() {
    return due.isPresent();
  }

  /** Whether none is under way, and none is wanted. */
  boolean quiet() {
    return idle() && due.isEmpty();
  }

  /** Whether one runs that is to stop. */
  boolean stops() {
    return state instanceof Running running && !running.wanted();
  }

  /** Whether an event is of the one that runs; an event may leave its response out. */
  boolean owns(String response) {
    return state instanceof Running running
        && (response.isEmpty()
            || response.equals(running.id())
            || running.id().isEmpty() && !ended.contains(response));
  }

  /** Whether what an event brings is wanted. */
  boolean plays(String response) {
    return owns(response) && !stops();
  }

  /** The id of the one that runs; empty where there is none, or the server has not told it. */
  String id() {
    return state instanceof Running running ? running.id() : "";
  }

  /** How the one that runs was asked for, if it was. */
  Optional<Wish> wish() {
    return state instanceof Running running ? running.wish() : Optional.empty();
  }

  /** How long ago a response was asked for the last time, if ever. */
  Optional<Long> askedAgo(long now) {
    return asked == 0 ? Optional.empty() : Optional.of(now - askedAt);
  }

  /**
   * Whether the server has been silent for too long.
   *
   * @param heardAt when it told something last
   */
  boolean unanswered(long now, long heardAt) {
    long patience = limits.answerTimeout().toMillis();
    return state instanceof Asked waiting && now - Math.max(waiting.at(), heardAt) >= patience
        || state instanceof Running && now - heardAt >= patience;
  }

  /** Whether the end of a response that was to stop is not told any more. */
  boolean stopUnanswered(long now) {
    return stops() && races.cancelUnanswered(now);
  }

  /** Whether an error says that there was nothing to stop. */
  boolean nothingToStop(ServerEvent.Fault fault) {
    return state instanceof Running running
        && !running.wanted()
        && races.nothingToCancel(fault, running.id());
  }

  /** Whether an error says that the one that is asked for does not come. */
  boolean refuses(ServerEvent.Fault fault) {
    return asked()
        && (fault.cause().startsWith(EVENT) || fault.code().equals("rate_limit_exceeded"));
  }

  // ---- what we do

  /** There is a session. */
  List<TalkAction> begin(long now) {
    inSession = true;
    return ask(now);
  }

  /** There is none any more: what was under way is wanted in the next. */
  void leave() {
    inSession = false;
    wantAgain(false);
    state = new Idle();
    races.settle();
  }

  /** One is wanted, in place of what was wanted before. */
  List<TalkAction> want(Wish wish, long now) {
    due = Optional.of(new Due(wish, false));
    return ask(now);
  }

  /** Asks for what is wanted, if that can be. */
  List<TalkAction> ask(long now) {
    if (due.isEmpty() || !inSession || !idle() || now < holdUntil) {
      return List.of();
    }
    Wish wish = due.get().wish();
    due = Optional.empty();
    asked++;
    askedAt = now;
    state = new Asked(wish, now, true);
    return List.of(new Ask(asked, wish));
  }

  /** None is wanted any more. */
  List<TalkAction> stop(long now) {
    due = Optional.empty();
    if (state instanceof Asked waiting) {
      state = new Asked(waiting.wish(), waiting.at(), false);
    } else if (state instanceof Running running && running.wanted()) {
      state = new Running(running.id(), running.wish(), false);
      return cancel(running.id(), now);
    }
    return List.of();
  }

  private List<TalkAction> cancel(String response, long now) {
    races.cancel(now);
    return List.of(new Send(new ClientEvent.Cancel(response)));
  }

  // ---- what the server does

  /** A response begins, unless it has. */
  List<TalkAction> begun(String response, long now) {
    if (owns(response)) {
      named(response);
      return List.of();
    }
    Optional<Wish> wish = Optional.empty();
    boolean wanted = true;
    if (state instanceof Asked waiting) {
      wish = Optional.of(waiting.wish());
      wanted = waiting.wanted();
    } else if (due.filter(Due::supposed).isPresent()) {
      wish = due.map(Due::wish); // it was not refused after all
      due = Optional.empty();
    }
    over();
    state = new Running(response, wish, wanted);
    races.settle();
    return wanted
        ? List.of(new Begun(true))
        : List.of(new Begun(false), cancel(response, now).get(0));
  }

  /**
   * An event is of a response. Some servers do not tell that one begins.
   *
   * @param brings whether the event is not just its end
   */
  List<TalkAction> arrives(String response, boolean brings, long now) {
    boolean unannounced = !runs() && !response.isEmpty() && !ended.contains(response);
    if (unannounced && (brings || asked())) {
      return begun(response, now);
    }
    named(response);
    return List.of();
  }

  /** An event names its response, which may be the one that runs. */
  void named(String response) {
    if (state instanceof Running running && running.id().isEmpty() && owns(response)) {
      state = new Running(response, running.wish(), running.wanted());
    }
  }

  private void over() {
    if (state instanceof Running running) {
      ended.add(running.id());
    }
    state = new Idle();
  }

  /** The one that runs has come to its end. */
  void succeeded() {
    failures = 0;
    over();
  }

  /** What was asked for, or runs, has failed: it is asked for again, a little later; or given up. */
  List<TalkAction> failed(String code, long now) {
    return failed(code, false, now);
  }

  /** An error that belongs to nothing else is the refusal of what was asked for. */
  List<TalkAction> supposedlyRefused(String code, long now) {
    return failed(code, true, now);
  }

  private List<TalkAction> failed(String code, boolean supposed, long now) {
    failures++;
    wantAgain(supposed);
    over();
    hold(now, limits.backOff().toMillis() << Math.min(failures, MAX_FAILURES) - 1);
    if (failures > MAX_FAILURES) {
      boolean overloaded = code.equals("rate_limit_exceeded") || code.equals("server_error");
      return List.of(new GiveUp(
          overloaded ? Kind.OVERLOADED : Kind.REJECTED_REQUEST, "a response failed: " + code));
    }
    return List.of();
  }

  /** The server has a response of which we know nothing, or whose end it has not told. */
  List<TalkAction> busy(long now) {
    if (!asked()) {
      return List.of();
    }
    wantAgain(false);
    over();
    ResponseRaces.Busy next = races.busy();
    hold(now, races.busyForMs());
    return switch (next) {
      case WAIT -> List.of();
      case STOP_IT -> List.of(new Send(new ClientEvent.Cancel("")));
      case GIVE_UP -> List.of(new GiveUp(Kind.UNREACHABLE, "it does not end a response"));
    };
  }

  /** What is under way is wanted again, unless something else is, or it was to stop. */
  private void wantAgain(boolean supposed) {
    if (state instanceof Asked waiting && waiting.wanted()) {
      due = due.or(() -> Optional.of(new Due(waiting.wish(), supposed)));
    } else if (state instanceof Running running && running.wanted()) {
      due = due.or(() -> Optional.of(new Due(running.wish().orElse(Wish.REPLY), supposed)));
    }
  }

  /** None is asked for for so long. */
  void hold(long now, long ms) {
    holdUntil = Math.max(holdUntil, now + Math.min(ms, limits.maxWait().toMillis()));
  }
}
