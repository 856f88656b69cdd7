package talkspurt.http;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.BotBegan;
import talkspurt.call.CallEvent.BotFailed;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.CallerInterrupted;
import talkspurt.call.CallEvent.CallerKeptSilent;
import talkspurt.call.CallEvent.CallerSaid;
import talkspurt.call.CallEvent.CallerTranscribed;
import talkspurt.call.CallEvent.ConsentGiven;
import talkspurt.call.CallEvent.ConsentRefused;
import talkspurt.call.CallEvent.ConsultationBegan;
import talkspurt.call.CallEvent.CostSettled;
import talkspurt.call.CallEvent.DigitsCollected;
import talkspurt.call.CallEvent.FloorKept;
import talkspurt.call.CallEvent.FloorYielded;
import talkspurt.call.CallEvent.GoodbyeBegan;
import talkspurt.call.CallEvent.GreetingPlayed;
import talkspurt.call.CallEvent.HandedOff;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallEvent.LineFaultCleared;
import talkspurt.call.CallEvent.LineFaultFound;
import talkspurt.call.CallEvent.LineLost;
import talkspurt.call.CallEvent.LongestReached;
import talkspurt.call.CallEvent.OptedOut;
import talkspurt.call.CallEvent.ReplyFailed;
import talkspurt.call.CallEvent.ReplyPlayed;
import talkspurt.call.CallEvent.SegmentPlayed;
import talkspurt.call.CallEvent.SentenceWithheld;
import talkspurt.call.CallEvent.SessionChanged;
import talkspurt.call.CallEvent.SpeechCut;
import talkspurt.call.CallEvent.ToolFailed;
import talkspurt.call.CallEvent.ToolRequested;
import talkspurt.call.CallEvent.ToolReturned;
import talkspurt.call.CallEvent.TranscriberFailed;
import talkspurt.call.CallEvent.TransferConfirmed;
import talkspurt.call.CallEvent.TransferFailed;
import talkspurt.call.CallEvent.TransferRequested;
import talkspurt.call.CallEvent.VoiceFailed;
import talkspurt.call.CallEvent.WrapUpBegan;
import talkspurt.call.ChannelOrder;
import talkspurt.call.CommandOutcome;
import talkspurt.call.Failure;
import talkspurt.call.Intervention;
import talkspurt.call.LineHearing;
import talkspurt.call.SessionChange;
import talkspurt.call.SpokenText;

/** One entry of a call's timeline: {@code at}, {@code type}, and what that type has beside. */
final class EventView {

  private static final Map<Class<?>, BiConsumer<Object, EventView>> TELLINGS = tellings();

  private final Map<String, Object> fields = new LinkedHashMap<>();

  private EventView() {}

  static Map<String, Object> of(CallEvent event) {
    BiConsumer<Object, EventView> telling = TELLINGS.get(event.getClass());
    if (telling == null) {
      throw new AssertionError(event);
    }
    EventView view = new EventView();
    view.with("at", event.at()).with("type", WireName.of(event.getClass()));
    telling.accept(event, view);
    return view.fields;
  }

  private EventView with(String name, Object value) {
    fields.put(name, value);
    return this;
  }

  private EventView spoken(String name, SpokenText words) {
    with(name, words.text());
    SpokenPartView.of(words).ifPresent(parts -> with("parts", parts));
    return this;
  }

  private static Map<Class<?>, BiConsumer<Object, EventView>> tellings() {
    Map<Class<?>, BiConsumer<Object, EventView>> all = new HashMap<>();
    on(all, CallRegistered.class, (e, to) -> to.with("plan", PlanView.of(e.plan())));
    on(all, LineAttached.class, (e, to) -> to.with("line", e.line()));
    on(
        all,
        LineLost.class,
        (e, to) ->
            to.with("line", e.line()).with("cause", WireName.of(e.cause())).hearing(e.hearing()));
    on(
        all,
        LineFaultFound.class,
        (e, to) ->
            to.with("line", e.line()).with("fault", e.fault().label()).with("detail", e.detail()));
    on(
        all,
        LineFaultCleared.class,
        (e, to) -> to.with("line", e.line()).with("fault", e.fault().label()));
    on(all, ReplyFailed.class, (e, to) -> to.failure(e));
    on(all, VoiceFailed.class, (e, to) -> to.failure(e));
    on(all, TranscriberFailed.class, (e, to) -> to.failure(e));
    on(all, ToolFailed.class, (e, to) -> to.failure(e));
    on(all, BotFailed.class, (e, to) -> to.failure(e));
    on(all, SegmentPlayed.class, (e, to) -> to.turn(e.turn()).spoken("words", e.words()));
    on(all, SpeechCut.class, (e, to) -> to.turn(e.turn()).spoken("words", e.words()));
    on(all, GreetingPlayed.class, (e, to) -> to.spoken("heard", e.heard()));
    on(
        all,
        CallerSaid.class,
        (e, to) -> to.turn(e.turn()).with("words", e.words().text()).language(e.language()));
    on(
        all,
        DigitsCollected.class,
        (e, to) -> to.turn(e.turn()).with("digits", e.digits().keys()));
    on(all, CallerKeptSilent.class, (e, to) -> to.turn(e.turn()).with("times", e.times()));
    on(
        all,
        CallerTranscribed.class,
        (e, to) -> to.turn(e.turn()).with("words", e.words().text()));
    on(all, SessionChanged.class, (e, to) -> to.session(e.change()));
    on(all, BotBegan.class, (e, to) -> to.turn(e.turn()).intervention(e));
    on(all, CallerInterrupted.class, (e, to) -> to.turn(e.turn()).with("playedMs", e.playedMs()));
    on(all, FloorYielded.class, (e, to) -> to.turn(e.turn()).spoken("heard", e.heard()));
    on(all, FloorKept.class, (e, to) -> to.turn(e.turn()));
    on(all, ToolRequested.class, (e, to) -> to.turn(e.turn()).tool(e));
    on(all, ToolReturned.class, (e, to) -> to.with("key", e.key()).with("outcome", e.outcome()));
    on(all, ReplyPlayed.class, (e, to) -> to.turn(e.turn()).spoken("heard", e.heard()));
    on(
        all,
        SentenceWithheld.class,
        (e, to) ->
            to.turn(e.turn()).with("rule", e.rule()).with("words", e.words().text()));
    on(all, HandedOff.class, (e, to) -> to.turn(e.turn()).handoff(e));
    on(all, ConsentGiven.class, (e, to) -> to.turn(e.turn()).with("by", e.by().label()));
    on(all, OptedOut.class, (e, to) -> to.turn(e.turn()).with("by", e.by().label()));
    on(all, ConsentRefused.class, (e, to) -> to.turn(e.turn()).with("by", e.by().label()));
    on(all, TransferRequested.class, (e, to) -> {
      to.with("destination", e.destination().text());
      if (e.asked()) {
        to.with("by", e.by());
      }
    });
    on(all, TransferConfirmed.class, (e, to) -> {});
    on(all, ConsultationBegan.class, (e, to) -> {});
    on(all, TransferFailed.class, (e, to) -> to.with("why", e.why()));
    on(all, WrapUpBegan.class, (e, to) -> e.until().ifPresent(until -> to.with("until", until)));
    on(all, LongestReached.class, (e, to) -> to.budget(e.spent()));
    on(all, GoodbyeBegan.class, (e, to) -> to.turn(e.turn()));
    on(all, CallEnded.class, (e, to) -> to.with("reason", WireName.of(e.reason())));
    on(all, CostSettled.class, (e, to) -> {});
    return Map.copyOf(all);
  }

  private EventView turn(int turn) {
    return with("turn", turn);
  }

  private EventView failure(CallEvent.Failed failed) {
    Failure failure = failed.failure();
    return turn(failed.turn())
        .with("provider", failure.provider())
        .with("address", failure.address())
        .with("kind", failure.kind())
        .with("detail", failure.detail())
        .with("madeGood", failure.madeGood())
        .with("times", failure.times());
  }

  private EventView language(String other) {
    return other.isEmpty() ? this : with("language", other);
  }

  private EventView budget(boolean spent) {
    return spent ? with("budget", true) : this;
  }

  private EventView hearing(Optional<LineHearing> known) {
    known.ifPresent(hearing -> with("hearing", hearing));
    return this;
  }

  private EventView session(SessionChange change) {
    change.instructions().ifPresent(told -> with("instructions", told));
    change.voice().ifPresent(voice -> with("voice", voice));
    change.tools().ifPresent(tools -> with("tools", tools));
    change.turnDetection().ifPresent(mode -> with("turnDetection", mode));
    if (!change.turn().isEmpty()) {
      with("turn", change.turn());
    }
    change.language().ifPresent(language -> with("language", language));
    change.hold().ifPresent(on -> with("hold", on));
    change.interventions().forEach(this::wanted);
    change.orders().forEach(this::order);
    RecordingView.event(change.recording()).forEach(this::with);
    return this;
  }

  private EventView handoff(HandedOff handed) {
    return with("agent", handed.agent())
        .with("from", handed.from())
        .with("summary", handed.summary().text())
        .with("speaks", handed.speaks());
  }

  /** Words that were brought in are told as an entry of their own. */
  private void wanted(Intervention one) {
    with("type", one.forCaller() ? "say-asked" : "hint-given").with("id", one.id());
    with("words", one.words()).with("by", one.by());
    if (one.speaks()) {
      with("interrupt", InterventionBody.name(one.when()));
    }
  }

  /** So are commands to the channel, and what came of them. */
  private void order(ChannelOrder one) {
    with("id", one.id()).with("command", one.command().label());
    if (one.outcome().isEmpty()) {
      with("type", "command-asked").with("by", one.by());
      return;
    }
    CommandOutcome outcome = one.outcome().get();
    with("type", "command-done").with("outcome", outcome.label());
    if (!outcome.why().isEmpty()) {
      with("why", outcome.why());
    }
  }

  private EventView intervention(BotBegan began) {
    return began.intervention().isEmpty()
        ? this
        : with("type", "say-began").with("id", began.intervention());
  }

  private EventView tool(ToolRequested wanted) {
    return with("key", wanted.key())
        .with("name", wanted.name())
        .with("arguments", new TreeMap<>(wanted.arguments()));
  }

  private static <E extends CallEvent> void on(
      Map<Class<?>, BiConsumer<Object, EventView>> all,
      Class<E> kind,
      BiConsumer<E, EventView> telling) {
    all.put(kind, (event, view) -> telling.accept(kind.cast(event), view));
  }
}
