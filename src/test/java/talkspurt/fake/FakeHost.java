package talkspurt.fake;

import akka.actor.testkit.typed.javadsl.TestInbox;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.EndReason;
import talkspurt.call.Failure;
import talkspurt.media.conversation.ConversationMessage;
import talkspurt.media.conversation.ConversationMessage.OfDialogue;
import talkspurt.media.conversation.Dialogue;
import talkspurt.provider.ProviderFailure;

/** A conversation that writes down what its dialogue asks of it, and does none of it. Runs no streams, unless it is told where. */
public final class FakeHost implements Dialogue.Host {

  /** The call it is of. */
  public static final UUID CALL = UUID.fromString("11111111-2222-3333-4444-555555555555");

  /** A failure that was told, and in which turn. */
  public record Told(Failure.Part part, int turn, ProviderFailure failure) {}

  private final String line;
  private final LongSupplier nowMs;
  private final Runnable onLetGo;
  private final TestInbox<ConversationMessage> inbox = TestInbox.create();
  private final Map<OfDialogue, Long> reminders = new LinkedHashMap<>();
  private final Deque<CallRequest> told = new ArrayDeque<>();
  private final List<Told> failures = new ArrayList<>();
  private Optional<ActorSystem<?>> system = Optional.empty();

  /**
   * Of one line.
   *
   * @param nowMs what the clock shows
   * @param onLetGo run when the line is to be let go
   */
  public FakeHost(String line, LongSupplier nowMs, Runnable onLetGo) {
    this.line = line;
    this.nowMs = nowMs;
    this.onLetGo = onLetGo;
  }

  /** What was sent to {@link #self()}. */
  public TestInbox<ConversationMessage> inbox() {
    return inbox;
  }

  /** What the dialogue wants to be told, and when, by the clock's ms. */
  public Map<OfDialogue, Long> reminders() {
    return reminders;
  }

  /** What the durable half is to be told, the first first; who answers takes it away. */
  public Deque<CallRequest> told() {
    return told;
  }

  /** The facts among them. */
  public List<Fact> facts() {
    return told.stream()
        .filter(CallRequest.Report.class::isInstance)
        .map(request -> ((CallRequest.Report) request).fact())
        .toList();
  }

  /** Failures that were told, in order. */
  public List<Told> failures() {
    return failures;
  }

  /** A message whose time has come; the dialogue is not reminded of it again. */
  public Optional<OfDialogue> due() {
    Optional<OfDialogue> due = reminders.entrySet().stream()
        .filter(each -> each.getValue() <= nowMs.getAsLong())
        .map(Map.Entry::getKey)
        .findFirst();
    due.ifPresent(reminders::remove);
    return due;
  }

  /** Streams run there. */
  public FakeHost in(ActorSystem<?> wanted) {
    system = Optional.of(wanted);
    return this;
  }

  @Override
  public ActorSystem<?> system() {
    return system.orElseThrow(UnsupportedOperationException::new);
  }

  @Override
  public UUID callId() {
    return CALL;
  }

  @Override
  public ActorRef<ConversationMessage> self() {
    return inbox.getRef();
  }

  @Override
  public void remind(OfDialogue message, Duration after) {
    reminders.put(message, nowMs.getAsLong() + after.toMillis());
  }

  @Override
  public void forget(OfDialogue message) {
    reminders.remove(message);
  }

  @Override
  public boolean settled() {
    return told.isEmpty();
  }

  @Override
  public void tell(Fact fact) {
    told.add(new CallRequest.Report(line, fact));
  }

  @Override
  public void misused(int turn, String tool, String objection) {
    failures.add(new Told(
        Failure.Part.TOOL,
        turn,
        new ProviderFailure(ProviderFailure.Kind.REJECTED_REQUEST, tool, objection)));
  }

  @Override
  public void failed(Failure.Part part, int turn, ProviderFailure failure) {
    failures.add(new Told(part, turn, failure));
  }

  @Override
  public void letGo() {
    onLetGo.run();
  }

  @Override
  public void end(EndReason reason) {
    told.add(new CallRequest.End(reason));
  }

  @Override
  public void toolReturned(String key, String outcome) {
    told.add(new CallRequest.ReturnTool(key, outcome));
  }
}
