package talkspurt.fake;

import akka.actor.typed.ActorRef;
import akka.pattern.Patterns;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import talkspurt.call.CallCost;
import talkspurt.call.CallEvent;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.CallState;
import talkspurt.call.Instruction;
import talkspurt.call.LineLoss;
import talkspurt.call.Refusal;
import talkspurt.call.Spending;
import talkspurt.call.Verdict;
import talkspurt.control.CallReply;
import talkspurt.control.CallStory;
import talkspurt.control.CallSummary;
import talkspurt.media.conversation.CallClient;

/** The durable halves of calls, in memory: real states, no journal. */
public final class FakeCallDoor implements CallClient {

  /** How it treats those who ask. */
  public enum Mood {
    ANSWERS,
    HEARS_NOTHING,
    HEARS_AND_DOES_NOT_ANSWER
  }

  private record Live(String line, ActorRef<Instruction> ref) {}

  /** A line that waits for the one before it to prove that it is heard. */
  private record Contested(CompletableFuture<CallReply> answer, Runnable takeOver) {}

  private final CountedWorld world;
  private final Map<UUID, Contested> contested = new HashMap<>();
  private final Map<UUID, List<CallEvent>> journal = new HashMap<>();
  private final Map<UUID, Live> lives = new HashMap<>();
  private final Map<UUID, Instruction> told = new HashMap<>();
  private final List<CallRequest> refused = new ArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private Mood mood = Mood.ANSWERS;
  private final Map<UUID, Instant> wakesAt = new HashMap<>();
  private int asked;
  private Duration delay = Duration.ZERO;
  private boolean journalAway;
  private final Map<UUID, CallCost> costs = new HashMap<>();
  private BiConsumer<CallState, List<CallEvent>> onlooker = (after, news) -> {};

  public FakeCallDoor(CountedWorld world) {
    this.world = world;
  }

  /** From now on it treats those who ask so. */
  public void mood(Mood other) {
    mood = other;
  }

  /** Who is told what was journalled, and where that has led, as soon as it is. */
  public void onlooker(BiConsumer<CallState, List<CallEvent>> other) {
    onlooker = other;
  }

  /** From now on the journal takes so long. */
  public void takes(Duration longer) {
    delay = longer;
  }

  /** Whatever has happened to a call. */
  public List<CallEvent> events(UUID callId) {
    return journal.getOrDefault(callId, List.of());
  }

  /** What the call is doing. */
  public CallState state(UUID callId) {
    return CallState.after(events(callId));
  }

  /** Facts that the state did not allow. */
  public List<CallRequest> refused() {
    return refused;
  }

  /** How often it was asked anything. */
  public int asked() {
    return asked;
  }

  /** The entity's node dies; it is brought back elsewhere, and takes its line as lost. */
  public void die(UUID callId) {
    forgetLive(callId);
    String line = state(callId).file().line();
    granted(callId, new CallRequest.LoseLine(line, LineLoss.NODE_LOST), () -> {});
  }

  /** The entity knows the live half no more, and cannot tell it anything. */
  public void forgetLive(UUID callId) {
    told.remove(callId);
    lives.remove(callId);
  }

  /** The entity moves to another place and forgets the live half. */
  public void move(UUID callId) {
    told.remove(callId);
    Optional.ofNullable(lives.remove(callId))
        .ifPresent(live -> live.ref().tell(new Instruction.Await()));
  }

  @Override
  public CompletionStage<CallReply> ask(UUID callId, CallRequest request) {
    if (request instanceof CallRequest.ProveLine proof && contested.containsKey(callId)) {
      Contested other = contested.remove(callId);
      if (proof.heard()) {
        other.answer().complete(new CallReply.Refused(Refusal.LINE_IN_USE));
      } else {
        other.takeOver().run();
      }
    }
    return answer(callId, request, () -> {});
  }

  @Override
  public CompletionStage<CallReply> attach(
      UUID callId, String line, Optional<CallPlan> stranger, ActorRef<Instruction> live) {
    Live carrier = lives.get(callId);
    if (mood == Mood.HEARS_NOTHING
        || carrier == null
        || carrier.line().equals(line)
        || !state(callId).carriedBy(carrier.line())) {
      return attachNow(callId, line, stranger, live);
    }
    CompletableFuture<CallReply> answer = new CompletableFuture<>();
    contested.put(
        callId,
        new Contested(
            answer,
            () -> attachNow(callId, line, stranger, live)
                .whenComplete((reply, failure) -> told(answer, reply, failure))));
    carrier.ref().tell(new Instruction.Prove());
    return answer;
  }

  private static void told(
      CompletableFuture<CallReply> answer, CallReply reply, Throwable failure) {
    if (failure == null) {
      answer.complete(reply);
    } else {
      answer.completeExceptionally(failure);
    }
  }

  private CompletionStage<CallReply> attachNow(
      UUID callId, String line, Optional<CallPlan> stranger, ActorRef<Instruction> live) {
    return answer(callId, new CallRequest.AttachLine(line, stranger), () -> {
      Live before = lives.put(callId, new Live(line, live));
      told.remove(callId);
      if (before != null && !before.ref().equals(live)) {
        before.ref().tell(new Instruction.LetGo());
      }
    });
  }

  @Override
  public CompletionStage<CallReply> keep(
      UUID callId, String line, ActorRef<Instruction> live, Spending spent) {
    costs.merge(callId, CallCost.on(line, spent), CallCost::and);
    return answer(
        callId, new CallRequest.KeepLine(line), () -> lives.put(callId, new Live(line, live)));
  }

  @Override
  public void lineOpened(String line) {
    lines.add(line + " opened");
  }

  @Override
  public void lineClosed(String line) {
    lines.add(line + " closed");
  }

  /** Which lines were opened and closed, in their order. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public CompletionStage<Optional<CallStory>> story(UUID callId) {
    List<CallEvent> events = events(callId);
    return CompletableFuture.completedFuture(
        events.isEmpty() || journalAway
            ? Optional.empty()
            : Optional.of(new CallStory(callId.toString(), events, CallState.after(events))));
  }

  /** The journal cannot be read from now on. */
  public void loseJournal() {
    journalAway = true;
  }

  private CompletionStage<CallReply> answer(
      UUID callId, CallRequest request, Runnable whenGranted) {
    asked++;
    if (mood == Mood.HEARS_NOTHING) {
      return CompletableFuture.failedFuture(new TimeoutException("nobody hears"));
    }
    if (!delay.isZero()) {
      return Patterns.after(
          delay,
          world.system().classicSystem(),
          () -> CompletableFuture.completedFuture(granted(callId, request, whenGranted)));
    }
    CallReply reply = granted(callId, request, whenGranted);
    return mood == Mood.ANSWERS
        ? CompletableFuture.completedFuture(reply)
        : CompletableFuture.failedFuture(new TimeoutException("no answer"));
  }

  private CallReply granted(UUID callId, CallRequest request, Runnable whenGranted) {
    CallState state = state(callId);
    costs.merge(callId, request.cost(), CallCost::and);
    Verdict verdict = request.askOf(state, world.instants().instant());
    if (verdict instanceof Verdict.Known) {
      CallCost cost = costs.getOrDefault(callId, CallCost.NONE);
      verdict = state.settleCost(cost, world.instants().instant());
    }
    if (verdict instanceof Verdict.Refuse no) {
      if (no.why() != Refusal.NOT_ANNOUNCED) {
        refused.add(request);
      }
      return new CallReply.Refused(no.why());
    }
    if (verdict instanceof Verdict.Accept accept) {
      List<CallEvent> events = costs.get(callId).into(accept.events(), state);
      journal.computeIfAbsent(callId, none -> new ArrayList<>()).addAll(events);
      onlooker.accept(state(callId), events);
    }
    whenGranted.run();
    follow(callId);
    return new CallReply.Done(summary(callId), !state.equals(CallState.none()));
  }

  private void follow(UUID callId) {
    Instruction instruction = state(callId).instruction();
    Live live = lives.get(callId);
    if (contested.containsKey(callId) && !state(callId).file().attached()) {
      contested.remove(callId).takeOver().run();
      return;
    }
    state(callId)
        .timeDue(costs.getOrDefault(callId, CallCost.NONE))
        .ifPresent(due -> wakeAt(callId, due));
    boolean news = !told.containsKey(callId) || !instruction.sameWorkAs(told.get(callId));
    if (live != null && news && state(callId).file().attached()) {
      told.put(callId, instruction);
      live.ref().tell(instruction);
    }
  }

  /** More than one may be on its way: a question that comes too early changes nothing. */
  private void wakeAt(UUID callId, Instant due) {
    if (due.equals(wakesAt.put(callId, due))) {
      return;
    }
    Duration left = Duration.between(world.instants().instant(), due);
    Patterns.after(left.isNegative() ? Duration.ZERO : left, world.system().classicSystem(), () -> {
      wakesAt.remove(callId, due);
      return CompletableFuture.completedFuture(granted(
          callId, new CallRequest.CheckTime(costs.getOrDefault(callId, CallCost.NONE)), () -> {}));
    });
  }

  private CallSummary summary(UUID callId) {
    CallState state = state(callId);
    return new CallSummary(
        callId.toString(),
        state.getClass().getSimpleName(),
        state.file().plan(),
        state.instruction(),
        state.next(),
        "akka://talkspurt@192.0.2.7:2552",
        state.file().tally());
  }
}
