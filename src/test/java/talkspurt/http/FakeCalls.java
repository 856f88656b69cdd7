package talkspurt.http;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallEvent.LineAttached;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallState;
import talkspurt.call.EarlierCalls;
import talkspurt.call.PhoneNumber;
import talkspurt.call.Verdict;
import talkspurt.control.CallFilter;
import talkspurt.control.CallLogEntry;
import talkspurt.control.CallPage;
import talkspurt.control.CallReply;
import talkspurt.control.CallStory;
import talkspurt.control.CallSummary;
import talkspurt.control.NodeInfo;
import talkspurt.control.Playback;

/** Calls in memory that obey the real state machine, and fail when they are told to. */
final class FakeCalls {

  static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final InstantSource clock = InstantSource.fixed(NOW);
  private final Map<UUID, List<CallEvent>> journal = new LinkedHashMap<>();
  private Optional<CompletableFuture<CallReply>> instead = Optional.empty();
  private CompletableFuture<Void> asked = new CompletableFuture<>();
  private Source<Playback, NotUsed> played = Source.never();
  volatile boolean cutOff;
  private CallFilter filter = CallFilter.newest(0);

  /** The cards of the nodes that are known. */
  volatile List<NodeInfo> nodes = List.of();

  CallService desk() {
    return new CallService(this::ask, this::story, this::page, callId -> played, this::earlier);
  }

  /** From now on this is what is played to every caller, and then nothing more for ever. */
  synchronized void plays(Playback... events) {
    played = Source.from(List.of(events)).concat(Source.never());
  }

  /** Puts events into the journal of a call. */
  synchronized void happened(UUID callId, CallEvent... events) {
    journal.computeIfAbsent(callId, unknown -> new ArrayList<>()).addAll(List.of(events));
  }

  /** From now on every request to a call is answered with this. */
  synchronized void answerWith(CompletableFuture<CallReply> answer) {
    instead = Optional.of(answer);
  }

  /** The same; what comes back is completed when somebody has asked. */
  synchronized CompletableFuture<Void> answerWithOnceAsked(CompletableFuture<CallReply> answer) {
    answerWith(answer);
    asked = new CompletableFuture<>();
    return asked;
  }

  /** Who answers for all calls. */
  static final String NODE = "akka://talkspurt@192.0.2.7:2552";

  synchronized void reset() {
    journal.clear();
    cutOff = false;
    nodes = List.of();
    instead = Optional.empty();
  }

  synchronized CallState state(UUID callId) {
    return CallState.after(journal.getOrDefault(callId, List.of()));
  }

  synchronized CallPlan plan(UUID callId) {
    return state(callId).file().plan();
  }

  private synchronized CompletionStage<CallReply> ask(UUID callId, CallRequest request) {
    asked.complete(null);
    return instead.isPresent()
        ? instead.get()
        : CompletableFuture.completedStage(reply(callId, request));
  }

  private CallReply reply(UUID callId, CallRequest request) {
    boolean known = journal.containsKey(callId);
    Verdict verdict = request.askOf(state(callId), clock.instant());
    if (verdict instanceof Verdict.Refuse refuse) {
      return new CallReply.Refused(refuse.why());
    }
    if (verdict instanceof Verdict.Accept accept) {
      happened(callId, accept.events().toArray(CallEvent[]::new));
    }
    CallState state = state(callId);
    CallSummary summary = new CallSummary(
        callId.toString(),
        state.getClass().getSimpleName(),
        state.file().plan(),
        state.instruction(),
        state.next(),
        NODE);
    return new CallReply.Done(summary, known);
  }

  private synchronized CompletionStage<Optional<CallStory>> story(UUID callId) {
    return instead
        .<CompletionStage<Optional<CallStory>>>map(
            answer -> answer.thenApply(none -> Optional.empty()))
        .orElseGet(() -> CompletableFuture.completedStage(told(callId)));
  }

  private Optional<CallStory> told(UUID callId) {
    return Optional.ofNullable(journal.get(callId))
        .map(events -> new CallStory(callId.toString(), events, CallState.after(events)));
  }

  /** What was asked for last. */
  synchronized CallFilter filter() {
    return filter;
  }

  private synchronized CompletionStage<CallPage> page(CallFilter asked) {
    filter = asked;
    List<CallLogEntry> entries = new ArrayList<>();
    journal.forEach((callId, events) -> entries.add(0, entry(callId, events)));
    return CompletableFuture.completedStage(CallPage.of(
        entries.stream()
            .filter(entry -> !asked.onlyLive() || entry.endedAt().isEmpty())
            .toList(),
        asked.limit()));
  }

  /** Whose earlier calls were asked for, and the answer. */
  final List<String> recalled = new CopyOnWriteArrayList<>();

  volatile EarlierCalls earlier = EarlierCalls.UNKNOWN;

  private CompletionStage<EarlierCalls> earlier(UUID callId, PhoneNumber caller) {
    recalled.add(caller.number());
    return CompletableFuture.completedStage(earlier);
  }

  private CallLogEntry entry(UUID callId, List<CallEvent> events) {
    CallPlan plan = plan(callId);
    return new CallLogEntry(
        callId.toString(),
        state(callId).getClass().getSimpleName(),
        plan.callerId().number(),
        plan.dnid().number(),
        plan.profile(),
        plan.version(),
        plan.variant(),
        first(events, CallRegistered.class).orElseThrow().at(),
        first(events, LineAttached.class).map(CallEvent::at),
        first(events, CallEnded.class).map(CallEvent::at),
        first(events, CallEnded.class).map(ended -> ended.reason().name()),
        (int) events.stream().filter(CallEvent::wentWrong).count(),
        events.stream().anyMatch(CallEvent::wentWrong),
        state(callId).file().tally().bargeIns(),
        state(callId).file().tally().cost().total().answers(),
        state(callId).file().tally().cost().millionths());
  }

  private static <E> Optional<E> first(List<CallEvent> events, Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }
}
