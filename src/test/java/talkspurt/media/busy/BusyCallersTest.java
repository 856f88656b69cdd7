package talkspurt.media.busy;

import static org.assertj.core.api.Assertions.assertThat;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.japi.Pair;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.javadsl.TestSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import talkspurt.audio.AudioFrame;
import talkspurt.call.CallPlan;
import talkspurt.call.CallRequest;
import talkspurt.call.EndReason;
import talkspurt.call.Instruction;
import talkspurt.call.Spending;
import talkspurt.control.CallParty;
import talkspurt.control.CallReply;
import talkspurt.control.CallStory;
import talkspurt.control.NoPlace;
import talkspurt.control.WaitingRoom;
import talkspurt.fake.QuietKit;
import talkspurt.line.LineAcceptor;
import talkspurt.line.LineCommand;
import talkspurt.line.LineEvent;
import talkspurt.media.conversation.CallClient;
import talkspurt.media.profile.Voice;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.Synthesizer.Sound;
import talkspurt.telemetry.Metrics;
import talkspurt.telemetry.NanoClock;

class BusyCallersTest {

  @RegisterExtension
  static final QuietKit KIT = new QuietKit("busy");

  private static final CallParty SALES = CallParty.ofProfile("sales");
  private static final CallParty HELP = CallParty.ofProfile("help");
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);

  private final WaitingRoom room =
      new WaitingRoom(2, Duration.ofMinutes(1), InstantSource.system());
  private final Calls calls = new Calls();
  private final List<UUID> others = new CopyOnWriteArrayList<>();
  private final List<UUID> placed = new CopyOnWriteArrayList<>();
  private volatile boolean place;
  private final BusyCallers callers = BusyCallers.create(
      KIT.system(),
      new Others(),
      room,
      Map.of("sales", answer(false), "help", answer(true)),
      (call, party) -> place && placed.add(call),
      calls,
      NanoClock.system(),
      Metrics.notExposed().calls());

  @Test
  void aCallerHearsThatThereIsNoPlaceAndIsLetGoWhenTheCallKnows() throws Exception {
    invite(A, SALES);
    Line line = new Line(A);
    line.expectWords();
    line.expectHangUp();
    assertThat(calls.ended).containsExactly(Map.entry(A, EndReason.BUSY));
    assertThat(room.has(A)).isFalse();
    assertThat(placed).isEmpty();
  }

  @Test
  void aCallerWaitsAndIsLetGoToComeAgainWhenThereIsAPlace() throws Exception {
    invite(A, HELP);
    Line line = new Line(A);
    line.expectWords();
    place = true;
    line.expectHangUp();
    assertThat(placed).containsExactly(A);
    assertThat(calls.ended).as("it goes on").isEmpty();
    assertThat(room.has(A)).isFalse();
  }

  @Test
  void whoHangsUpWaitsNoMore() throws Exception {
    invite(A, HELP);
    Line line = new Line(A);
    line.expectWords();
    line.in.sendComplete();
    calls.told.poll(5, TimeUnit.SECONDS);
    assertThat(calls.ended).containsExactly(Map.entry(A, EndReason.CALLER_HUNG_UP));
    assertThat(room.has(A)).isFalse();
  }

  @Test
  void otherLinesGoToOthers() {
    invite(A, SALES);
    callers.accept("line", Optional.of(B), "d");
    callers.accept("line", Optional.empty(), "d");
    assertThat(others).containsExactly(B, new UUID(0, 0));
  }

  @Test
  void someAreNotInvited() {
    invite(A, SALES);
    assertThat(callers.invites(B, CallParty.ofProfile("other"), NoPlace.NODE_FULL))
        .isFalse();
    assertThat(callers.invites(B, SALES, NoPlace.CALLER_FULL)).isFalse();
    assertThat(callers.invites(B, SALES, NoPlace.OVERLOADED)).isFalse();
    assertThat(callers.invites(B, SALES, NoPlace.PROFILE_FULL)).isTrue();
    assertThat(callers.invites(new UUID(0, 3), SALES, NoPlace.NODE_FULL))
        .as("too many")
        .isFalse();
  }

  @Test
  void nobodyIsInvitedToAVoiceThatIsSilent() {
    ProviderFailure failure =
        new ProviderFailure(ProviderFailure.Kind.UNREACHABLE, "voice", "is away");
    BusyAnswer broken = answer(false, Source.single(new Sound.Failed(failure)));
    BusyCallers made = BusyCallers.create(
        KIT.system(),
        new Others(),
        room,
        Map.of("sales", broken),
        (call, party) -> true,
        calls,
        NanoClock.system(),
        Metrics.notExposed().calls());
    assertThat(BusySound.spoken(KIT.system(), "sales", broken).toCompletableFuture())
        .as("asked again later")
        .isNotDone();
    assertThat(made.invites(A, SALES, NoPlace.NODE_FULL)).isFalse();
  }

  private void invite(UUID call, CallParty party) {
    KIT.createTestProbe().awaitAssert(() -> {
      assertThat(callers.invites(call, party, NoPlace.NODE_FULL)).isTrue();
      return Done.done();
    });
  }

  private static BusyAnswer answer(boolean waits) {
    return answer(
        waits,
        Source.<Sound>single(new Sound.Pcm(new AudioFrame(16_000, BusyTalkTest.loud(3200)))));
  }

  private static BusyAnswer answer(boolean waits, Source<Sound, NotUsed> sound) {
    return new BusyAnswer(
        waits,
        "Busy.",
        "en",
        new Voice(request -> sound, ""),
        Duration.ofMinutes(1),
        Duration.ofSeconds(1));
  }

  /** A line of ours. */
  private final class Line {

    private final BlockingQueue<LineCommand> played = new LinkedBlockingQueue<>();
    private final TestPublisher.Probe<LineEvent> in;
    private final CompletableFuture<Done> end;

    Line(UUID call) {
      Pair<TestPublisher.Probe<LineEvent>, CompletionStage<Done>> run =
          TestSource.<LineEvent>create(KIT.system().classicSystem())
              .viaMat(callers.accept("line", Optional.of(call), "d"), Keep.left())
              .toMat(Sink.foreach(played::add), Keep.both())
              .run(KIT.system());
      in = run.first();
      end = run.second().toCompletableFuture();
      in.sendNext(new LineEvent.Heard(AudioFrame.silence(8000)));
    }

    void expectWords() throws InterruptedException {
      while (true) {
        LineCommand next = played.poll(5, TimeUnit.SECONDS);
        assertThat(next).isInstanceOf(LineCommand.Play.class);
        AudioFrame frame = ((LineCommand.Play) next).frame();
        assertThat(frame.rateHz()).isEqualTo(8000);
        if (!frame.isSilence()) {
          return;
        }
      }
    }

    /** And nothing after it. */
    void expectHangUp() throws Exception {
      LineCommand next;
      do {
        next = played.poll(5, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
      } while (!(next instanceof LineCommand.HangUp));
      in.sendComplete();
      end.get(5, TimeUnit.SECONDS);
      assertThat(played).isEmpty();
    }
  }

  private final class Others implements LineAcceptor {
    @Override
    public Flow<LineEvent, LineCommand, NotUsed> accept(
        String line, Optional<UUID> callId, String dispatcher) {
      others.add(callId.orElse(new UUID(0, 0)));
      return Flow.fromSinkAndSource(Sink.ignore(), Source.maybe());
    }
  }

  /** Calls that can be ended. */
  private static final class Calls implements CallClient {

    private final List<Map.Entry<UUID, EndReason>> ended = new CopyOnWriteArrayList<>();
    private final BlockingQueue<UUID> told = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<CallReply> ask(UUID callId, CallRequest request) {
      ended.add(Map.entry(callId, ((CallRequest.End) request).reason()));
      told.add(callId);
      return CompletableFuture.completedFuture(
          new CallReply.Refused(talkspurt.call.Refusal.CALL_ENDED));
    }

    @Override
    public CompletionStage<CallReply> attach(
        UUID callId, String line, Optional<CallPlan> stranger, ActorRef<Instruction> live) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<CallReply> keep(
        UUID callId, String line, ActorRef<Instruction> live, Spending spent) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Optional<CallStory>> story(UUID callId) {
      throw new UnsupportedOperationException();
    }
  }
}
