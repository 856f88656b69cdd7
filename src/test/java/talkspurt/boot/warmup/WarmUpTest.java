package talkspurt.boot.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.SettingsReader;
import talkspurt.call.CallRequest;
import talkspurt.call.CallState;
import talkspurt.call.EndReason;
import talkspurt.call.Instruction;
import talkspurt.call.Refusal;
import talkspurt.call.Spending;
import talkspurt.control.CallReply;
import talkspurt.fake.LogTrap;
import talkspurt.fake.QuietKit;
import talkspurt.loop.MediaLoops;

/** Real calls over real sockets, until they have come as far as they are to. */
class WarmUpTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension
  private static final QuietKit KIT = new QuietKit("warm-up");

  private final Settings settings = SettingsReader.read(null, Map.of());
  private final WarmUp warmUp =
      new WarmUp(KIT.system(), settings.audioSocket(), settings.media(), new MediaLoops(2));

  @Test
  void itsCallersAreGreetedInterruptAreAnsweredAndLeaveNothingBehind() throws Exception {
    int filters = filters();
    try (LogTrap log = new LogTrap()) {
      warmUp
          .begin(PATIENCE, () -> !allWereAnswered())
          .toCompletableFuture()
          .get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(warmUp.calls().states())
          .hasSize(WarmUpCallers.CALLERS)
          .allSatisfy(call -> {
            assertThat(call.file().turn()).isPositive();
            assertThat(call.file().attached()).as("its line is closed").isFalse();
          })
          .anySatisfy(call -> assertThat(call.file().tally().bargeIns()).isPositive());
      assertThat(log.beginning("")).isEmpty();
    }
    assertThat(filters()).isEqualTo(filters);
  }

  private boolean allWereAnswered() {
    List<CallState> calls = warmUp.calls().states();
    return calls.size() == WarmUpCallers.CALLERS
        && calls.stream().allMatch(call -> call.file().turn() > 1);
  }

  private static int filters() {
    return ((LoggerContext) LoggerFactory.getILoggerFactory())
        .getTurboFilterList()
        .size();
  }

  @Test
  void itEndsWhenItIsNotWantedAnyMore() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    warmUp
        .begin(Duration.ofHours(1), () -> asked.incrementAndGet() <= 3)
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(asked)
        .as("three frames, the end of them, and before a collection")
        .hasValue(5);
  }

  @Test
  void whatFailsIsLoggedAndTheStartGoesOn() throws Exception {
    try (LogTrap log = new LogTrap()) {
      warmUp
          .begin(PATIENCE, () -> {
            throw new IllegalStateException("as a fault of ours would");
          })
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(log.beginning("warm-up failed")).hasSize(1);
    }
  }

  @Test
  void switchedOffItMakesNoCall() {
    assertThat(WarmUp.calls(
            KIT.system(),
            settings.audioSocket(),
            settings.media(),
            new MediaLoops(1),
            Duration.ZERO,
            () -> true))
        .isCompleted();
  }

  @Test
  void itsCallsAreStatesInMemory() {
    WarmUpCalls calls = new WarmUpCalls(InstantSource.system());
    UUID callId = calls.register();
    assertThat(calls.attach(callId, "line", Optional.empty(), null))
        .isCompletedWithValueMatching(reply -> reply instanceof CallReply.Done done
            && done.known()
            && done.call().instruction() instanceof Instruction.Greet);
    assertThat(calls.keep(callId, "line", null, Spending.NONE))
        .isCompletedWithValueMatching(CallReply.Done.class::isInstance);
    assertThat(calls.ask(UUID.randomUUID(), new CallRequest.End(EndReason.HUNG_UP_BY_REQUEST)))
        .isCompletedWithValue(new CallReply.Refused(Refusal.UNKNOWN_CALL));
    assertThat(calls.states()).hasSize(1);
  }

  @Test
  void itsSpeechIsAVoiceInSyllables() {
    short[] speech = WarmUpSpeech.of(8000, 500);
    assertThat(speech).hasSize(4000);
    int[] loudest = IntStream.range(0, 4)
        .map(quarter -> IntStream.range(quarter * 1000, quarter * 1000 + 1000)
            .map(n -> Math.abs(speech[n]))
            .max()
            .orElseThrow())
        .toArray();
    assertThat(loudest[0]).isBetween(3000, 6000);
    assertThat(loudest[1]).as("between syllables").isZero();
    assertThat(loudest[2]).isBetween(3000, 6000);
    assertThat(loudest[3]).isZero();
  }
}
