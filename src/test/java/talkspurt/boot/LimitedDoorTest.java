package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.Instruction;
import talkspurt.call.NextStep;
import talkspurt.call.Refusal;
import talkspurt.call.Spending;
import talkspurt.control.AdmissionMode;
import talkspurt.control.CallLimit;
import talkspurt.control.CallReply;
import talkspurt.control.CallStory;
import talkspurt.control.CallSummary;
import talkspurt.fake.FakePlaces;
import talkspurt.fake.LogTrap;
import talkspurt.media.conversation.CallClient;

class LimitedDoorTest {

  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final Optional<CallPlan> STRANGER = Optional.of(CallPlan.unannounced("default"));

  private final Calls calls = new Calls();
  private final CallLimit limit =
      new CallLimit(1, Duration.ofSeconds(60), InstantSource.fixed(Instant.EPOCH), full -> {});
  private AdmissionMode admission = AdmissionMode.OPEN;
  private final Set<UUID> busy = new HashSet<>();
  private final LimitedDoor door =
      new LimitedDoor(calls, FakePlaces.of(limit), busy::contains, () -> admission);

  @Test
  void aLineThatCarriesACallTakesAPlaceUntilItIsGone() {
    attach(A, "line 1");
    assertThat(limit.full()).isTrue();
    door.lineClosed("line 1");
    assertThat(limit.full()).isFalse();
  }

  @Test
  void aStrangerIsTakenWhereThereIsRoomAlone() {
    attach(A, "line 1");
    attach(B, "line 2");
    assertThat(calls.strangers).containsExactly(STRANGER, Optional.empty());
  }

  @Test
  void noStrangerIsTakenWhereNewCallsGoToPeople() {
    admission = AdmissionMode.PEOPLE;
    attach(A, "line 1");
    assertThat(calls.strangers).containsExactly(Optional.empty());
  }

  @Test
  void aLineThatAsksAgainAndAgainIsToldInTheLogOnce() {
    try (LogTrap log = new LogTrap()) {
      admission = AdmissionMode.PEOPLE;
      attach(A, "line 1");
      door.attach(A, "line 1", STRANGER, null);
      door.attach(A, "line 1", STRANGER, null);
      door.lineClosed("line 1");
      door.attach(A, "line 1", STRANGER, null);
      attach(B, "line 2");
      assertThat(log.beginning("line "))
          .containsExactly(
              "line line 1 of a call that was not announced: admission is people",
              "line line 2 of a call that was not announced: admission is people");
    }
  }

  @Test
  void aLineOfACallThatHasAPlaceIsTaken() {
    limit.promise(A);
    attach(A, "line 1");
    attach(A, "line 2");
    assertThat(calls.strangers).containsExactly(STRANGER, STRANGER);
  }

  @Test
  void aCallerWhoIsToldThatThereIsNoPlaceTakesNone() {
    busy.add(A);
    assertThat(door.attach(A, "line 1", STRANGER, null).toCompletableFuture())
        .isCompletedWithValue(new CallReply.Refused(Refusal.NOT_NOW));
    assertThat(calls.strangers).isEmpty();
  }

  @Test
  void aLineThatIsRefusedTakesNoPlace() {
    calls.reply = new CallReply.Refused(Refusal.NOT_ANNOUNCED);
    attach(A, "line 1");
    assertThat(limit.full()).isFalse();
  }

  @Test
  void aLineThatStillCarriesItsCallKeepsItsPlace() {
    door.lineOpened("line 1");
    door.keep(A, "line 1", null, Spending.NONE);
    assertThat(limit.full()).isTrue();
  }

  private void attach(UUID callId, String line) {
    door.lineOpened(line);
    door.attach(callId, line, STRANGER, null);
  }

  private static final class Calls implements CallClient {

    private final List<Optional<CallPlan>> strangers = new ArrayList<>();
    private CallReply reply = new CallReply.Done(
        new CallSummary(
            "id",
            "Greeting",
            CallPlan.unannounced("default"),
            new Instruction.Await(),
            new NextStep.Reconnect(),
            "here"),
        true);

    @Override
    public CompletionStage<CallReply> ask(UUID callId, CallRequest request) {
      return CompletableFuture.completedStage(reply);
    }

    @Override
    public CompletionStage<CallReply> attach(
        UUID callId, String line, Optional<CallPlan> stranger, ActorRef<Instruction> live) {
      strangers.add(stranger);
      return CompletableFuture.completedStage(reply);
    }

    @Override
    public CompletionStage<CallReply> keep(
        UUID callId, String line, ActorRef<Instruction> live, Spending spent) {
      return CompletableFuture.completedStage(reply);
    }

    @Override
    public CompletionStage<Optional<CallStory>> story(UUID callId) {
      return CompletableFuture.completedStage(Optional.empty());
    }
  }
}
