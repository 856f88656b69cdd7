package talkspurt.provider.stt;

import static org.assertj.core.api.Assertions.assertThat;

import akka.NotUsed;
import akka.http.scaladsl.model.ws.PeerClosedConnectionException;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Keep;
import akka.stream.testkit.TestPublisher;
import akka.stream.testkit.TestSubscriber;
import akka.stream.testkit.javadsl.TestSink;
import akka.stream.testkit.javadsl.TestSource;
import akka.util.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.audio.AudioFrame;
import talkspurt.fake.CountedWorld;
import talkspurt.provider.ProviderFailure;
import talkspurt.provider.ProviderFailure.Kind;
import talkspurt.provider.SttInput;
import talkspurt.provider.TranscriptEvent;
import talkspurt.provider.TranscriptEvent.Failed;
import talkspurt.provider.TranscriptEvent.Final;
import talkspurt.provider.TranscriptEvent.Partial;
import talkspurt.provider.TranscriptEvent.TurnEnds;
import talkspurt.provider.Usage;
import talkspurt.provider.Usage.Unit;
import talkspurt.provider.UsageAccount;
import talkspurt.provider.UsageMeter.Used;
import talkspurt.provider.transport.NotOpened;
import talkspurt.websocket.SocketMessage;

class SttSessionTest {

  private static final long CONNECT_MS = 1000;
  private static final long ANSWER_MS = 2000;
  private static final long KEEP_ALIVE_MS = 5000;
  private static final long BACK_OFF_MS = 100;
  private static final long KEPT_MS = 1000;
  private static final int FRAMES_KEPT = 50;

  private static final ProviderFailure BUSY = failure(Kind.OVERLOADED, "busy");
  private static final ProviderFailure STRANGER = failure(Kind.REJECTED_CREDENTIALS, "no such key");
  private static final ProviderFailure TOO_LATE = failure(Kind.UNREACHABLE, "no answer in time");

  private final CountedWorld world = new CountedWorld();
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Short> samplesSent = new ArrayList<>();
  private boolean answersEachEnd = true;
  private final List<Used> used = new ArrayList<>();
  private List<SocketMessage> goodbye = List.of();
  private boolean ready = true;
  private long backOffMs = BACK_OFF_MS;
  private TestPublisher.Probe<SttInput> caller;
  private TestSubscriber.Probe<TranscriptEvent> words;

  /** A connection that was asked for, and the server at its other end. */
  private final class Attempt {

    private final Flow<SocketMessage, SocketMessage, NotUsed> talk;
    private final CompletableFuture<Optional<NotOpened>> outcome = new CompletableFuture<>();
    private TestPublisher.Probe<SocketMessage> tells;
    private TestSubscriber.Probe<SocketMessage> hears;

    Attempt(Flow<SocketMessage, SocketMessage, NotUsed> talk) {
      this.talk = talk;
    }

    Attempt opens() {
      var probes = world.run(TestSource.<SocketMessage>create(world.system())
          .via(talk)
          .toMat(TestSink.create(world.system()), Keep.both()));
      tells = probes.first();
      hears = probes.second();
      outcome.complete(Optional.empty());
      world.settle();
      return this;
    }

    void isRefused(ProviderFailure failure, long retryAfterMs) {
      outcome.complete(Optional.of(new NotOpened(failure, Duration.ofMillis(retryAfterMs))));
      world.settle();
    }

    Attempt tells(String message) {
      tells.sendNext(new SocketMessage.Text(message));
      world.settle();
      return this;
    }

    Attempt hears(String... messages) {
      hears.request(messages.length);
      world.settle();
      for (String message : messages) {
        hears.expectNext(new SocketMessage.Text(message));
      }
      hearsNothing();
      return this;
    }

    void hearsNothing() {
      hears.expectNoMessage(Duration.ZERO);
    }

    void closes() {
      tells.sendError(new PeerClosedConnectionException(1011, "restart"));
      world.settle();
    }

    void isClosed() {
      hears.request(1);
      world.settle();
      hears.expectComplete();
      tells.expectCancellation();
    }
  }

  /** Writes down in words what it sends, and reads words. */
  private final class Plain implements SttTalk {

    private long sent;

    @Override
    public List<SocketMessage> opening() {
      return List.of(new SocketMessage.Text("hello"));
    }

    @Override
    public boolean ready() {
      return ready;
    }

    @Override
    public SocketMessage audio(long utterance, short[] samples) {
      sent += samples.length;
      for (short sample : samples) {
        samplesSent.add(sample);
      }
      return new SocketMessage.Text(utterance + " from " + samples[0] + " " + samples.length);
    }

    @Override
    public List<SocketMessage> end(long utterance) {
      return List.of(new SocketMessage.Text(utterance + " ends"));
    }

    @Override
    public Optional<SocketMessage> keepAlive() {
      return Optional.of(new SocketMessage.Text("alive"));
    }

    @Override
    public long sent() {
      return sent;
    }

    @Override
    public List<SocketMessage> goodbye() {
      return goodbye;
    }

    @Override
    public boolean answersEachEnd() {
      return answersEachEnd;
    }

    @Override
    public List<Told> hear(SocketMessage message) {
      if (!(message instanceof SocketMessage.Text text)) {
        return List.of(new Told.Broken(failure(Kind.BROKE_PROTOCOL, "no text")));
      }
      String[] told = text.text().split(" ", 3);
      long utterance = Long.parseLong(told[1]);
      return switch (told[0]) {
        case "words" -> List.of(new Told.Words(utterance, told[2]));
        case "settled" -> List.of(new Told.Settled(utterance, told[2], 160));
        case "turn" -> List.of(new Told.TurnEnds(utterance));
        case "done" -> List.of(new Told.Done(utterance));
        case "took" -> List.of(new Told.TookSound(utterance, Long.parseLong(told[2])));
        case "tokens" -> List.of(new Told.TookTokens(Usage.of(Unit.OUTPUT_TOKENS, utterance)));
        case "broken" -> List.of(new Told.Broken(BUSY));
        default -> throw new AssertionError(text);
      };
    }

    @Override
    public ProviderFailure closed(int code, String reason) {
      return failure(code == 1008 ? Kind.REJECTED_CREDENTIALS : Kind.UNREACHABLE, reason);
    }
  }

  @AfterEach
  void end() {
    world.close();
  }

  private void begin() {
    SttSocketSettings settings = new SttSocketSettings(
        8000,
        Duration.ofMillis(20),
        Duration.ofMillis(CONNECT_MS),
        Duration.ofMillis(ANSWER_MS),
        Duration.ofMillis(KEEP_ALIVE_MS),
        2,
        Duration.ofMillis(backOffMs),
        Duration.ofMillis(KEPT_MS));
    var probes = world.run(TestSource.<SttInput>create(world.system())
        .via(SttSession.stage("plain", this::open, Plain::new, settings, () -> {}, used::add))
        .toMat(TestSink.create(world.system()), Keep.both()));
    caller = probes.first();
    words = probes.second();
    words.request(1000);
    world.settle();
  }

  private CompletableFuture<Optional<NotOpened>> open(
      Flow<SocketMessage, SocketMessage, NotUsed> talk) {
    attempts.add(new Attempt(talk));
    return attempts.get(attempts.size() - 1).outcome;
  }

  /** Frames of 20 ms; the first sample of each is its number. */
  private void say(long utterance, int first, int last) {
    for (int frame = first; frame <= last; frame++) {
      short[] samples = new short[160];
      samples[0] = (short) frame;
      caller.sendNext(new SttInput.Audio(utterance, new AudioFrame(8000, samples)));
      world.settle();
    }
  }

  private void stop(long utterance) {
    caller.sendNext(new SttInput.EndOfSpeech(utterance));
    world.settle();
  }

  private Attempt attempt(int number) {
    assertThat(attempts).hasSize(number);
    return attempts.get(number - 1);
  }

  private void hears(TranscriptEvent... events) {
    for (TranscriptEvent event : events) {
      words.expectNext(event);
    }
    words.expectNoMessage(Duration.ZERO);
  }

  private static ProviderFailure failure(Kind kind, String detail) {
    return new ProviderFailure(kind, "plain", detail);
  }

  @Test
  void anUtteranceIsSentAndItsWordsAreTold() {
    begin();
    assertThat(attempts).as("before anybody speaks").isEmpty();
    say(1, 1, 2);
    Attempt server = attempt(1).opens();
    server.hears("hello", "1 from 1 160", "1 from 2 160");
    hears();
    server.tells("words 1 one").tells("words 1 one").tells("settled 1 one two").tells("turn 1");
    hears(new Partial(1, "one"), new Partial(1, "one two"), new TurnEnds(1));
    server.tells("done 1");
    hears();
    stop(1);
    server.tells("turn 1").tells("words 1 three");
    hears(new Partial(1, "one two three"));
    server.tells("done 1");
    hears();
    server.hears("1 ends");
    server.tells("done 1");
    hears(new Final(1, "one two three"));
    say(2, 1, 1);
    server.hears("2 from 1 160");
    attempt(1);
  }

  private static Map<String, Long> ms(long sound) {
    return Map.of("sound-ms", sound);
  }

  private UsageAccount paid() {
    UsageAccount account = new UsageAccount();
    used.forEach(account::add);
    return account;
  }

  @Test
  void whatIsSentIsEstimatedToBeUsedAboutOnceASecondAndAtTheEndOfAnUtterance() {
    begin();
    say(1, 1, 1);
    Attempt server = attempt(1).opens();
    server.hears("hello", "1 from 1 160");
    say(1, 2, 49);
    server.hears.request(100);
    world.settle();
    assertThat(used).isEmpty();
    say(1, 50, 55);
    assertThat(paid().estimated()).isEqualTo(ms(1000));
    stop(1);
    assertThat(paid().estimated()).isEqualTo(ms(1100));
    assertThat(used).hasSize(2);
  }

  @Test
  void whatIsSentAgainIsUsedAgain() {
    begin();
    say(1, 1, 3);
    Attempt first = attempt(1).opens();
    first.hears("hello", "1 from 1 160", "1 from 2 160", "1 from 3 160");
    first.closes();
    assertThat(paid().used()).isEqualTo(ms(60));
    world.pass(BACK_OFF_MS);
    Attempt second = attempt(2).opens();
    second.hears("hello", "1 from 1 160", "1 from 2 160", "1 from 3 160");
    second.tells("took 35 320");
    assertThat(paid().used()).isEqualTo(ms(60 + 35 + 20));
    assertThat(paid().estimated()).isEqualTo(ms(60 + 20));
    second.tells("took 25 320").tells("tokens 12");
    assertThat(paid().used()).isEqualTo(Map.of("sound-ms", 60 + 35 + 25L, "output-tokens", 12L));
    assertThat(paid().estimated()).isEqualTo(ms(60));
  }

  @Test
  void whoTellsAtTheEndWhatItTakesIsHeardThough() {
    goodbye = List.of(new SocketMessage.Text("bye"));
    begin();
    say(1, 1, 2);
    stop(1);
    Attempt server = attempt(1).opens();
    server.hears("hello", "1 from 1 160", "1 from 2 160", "1 ends");
    server.tells("words 1 yes").tells("done 1");
    hears(new Partial(1, "yes"), new Final(1, "yes"));
    caller.sendComplete();
    world.settle();
    words.expectComplete();
    server.hears("bye").tells("words 1 late");
    assertThat(paid().estimated()).isEqualTo(ms(40));
    server.tells("took 41 320");
    assertThat(paid().used()).isEqualTo(ms(41));
    assertThat(paid().estimated()).isEmpty();
    server.isClosed();
  }

  @Test
  void whenTheCallIsBrokenOffItIsHeardAsLongAsAnAnswerIsWaitedFor() {
    goodbye = List.of(new SocketMessage.Text("bye"));
    begin();
    say(1, 1, 2);
    Attempt server = attempt(1).opens();
    server.hears("hello", "1 from 1 160", "1 from 2 160");
    words.cancel();
    world.settle();
    caller.expectCancellation();
    assertThat(paid().estimated()).isEqualTo(ms(40));
    server.hears("bye");
    world.pass(ANSWER_MS - 1);
    server.tells("words 1 late");
    world.pass(1);
    server.isClosed();
    assertThat(paid().estimated()).isEqualTo(ms(40));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoIsGoneOrHasFailedNeedNotSayGoodbye(boolean fails) {
    goodbye = List.of(new SocketMessage.Text("bye"));
    begin();
    say(1, 1, 2);
    Attempt server = attempt(1).opens();
    server.hears("hello", "1 from 1 160", "1 from 2 160");
    if (fails) {
      caller.sendError(new IllegalStateException("broken off"));
      world.settle();
      words.expectError();
      server.hears("bye").closes();
    } else {
      server.closes();
      caller.sendComplete();
      world.settle();
      words.expectComplete();
    }
    world.pass(60_000);
    attempt(1);
    assertThat(paid().estimated()).isEqualTo(ms(40));
  }

  @Test
  void whatIsNotSettledIsSentAgainToTheNextConnection() {
    begin();
    say(1, 1, 3);
    Attempt first = attempt(1).opens();
    first.hears("hello", "1 from 1 160", "1 from 2 160", "1 from 3 160");
    first.tells("settled 1 one").tells("words 1 two");
    hears(new Partial(1, "one"), new Partial(1, "one two"));
    first.closes();
    say(1, 4, 4);
    stop(1);
    world.pass(BACK_OFF_MS - 1);
    attempt(1);
    world.pass(1);
    Attempt second = attempt(2).opens();
    second.hears("hello", "1 from 2 160", "1 from 3 160", "1 from 4 160", "1 ends");
    second.tells("words 1 two three").tells("done 1");
    hears(new Partial(1, "one two three"), new Final(1, "one two three"));
  }

  @Test
  void eachAttemptWaitsTwiceAsLongAndTheLastFailureIsTold() {
    begin();
    say(1, 1, 1);
    stop(1);
    attempt(1).isRefused(BUSY, 0);
    world.pass(BACK_OFF_MS - 1);
    attempt(1);
    world.pass(1);
    attempt(2).isRefused(BUSY, 0);
    world.pass(2 * BACK_OFF_MS - 1);
    attempt(2);
    world.pass(1);
    hears();
    attempt(3).isRefused(failure(Kind.UNREACHABLE, "the last"), 0);
    hears(new Failed(1, failure(Kind.UNREACHABLE, "the last")));
    world.pass(60_000);
    attempt(3);
    say(2, 1, 1);
    attempt(4).isRefused(BUSY, 0);
    world.pass(BACK_OFF_MS);
    attempt(5);
  }

  @Test
  void whoIsHeardHasAllAttemptsAgain() {
    begin();
    say(1, 1, 1);
    for (int lost = 1; lost <= 6; lost++) {
      attempt(lost).opens().tells("words 1 w" + lost);
      hears(new Partial(1, "w" + lost));
      attempt(lost).closes();
      world.pass(BACK_OFF_MS);
    }
    attempt(7);
  }

  @Test
  void whoIsRefusedForGoodDoesNotTryAgain() {
    begin();
    say(1, 1, 1);
    attempt(1).isRefused(STRANGER, 0);
    hears(new Failed(1, STRANGER));
    world.pass(60_000);
    say(1, 2, 2);
    stop(1);
    attempt(1);
    hears();
    say(2, 1, 1);
    attempt(2).opens().hears("hello", "2 from 1 160");
  }

  @Test
  void aServersWishForAPauseIsKept() {
    begin();
    say(1, 1, 1);
    attempt(1).isRefused(BUSY, ANSWER_MS - 1);
    hears();
    world.pass(ANSWER_MS - 2);
    attempt(1);
    world.pass(1);
    attempt(2);
  }

  @ParameterizedTest
  @CsvSource({"2000, 2000", "30000, 30000", "600000, 60000"})
  void whoWantsALongPauseIsLeftAloneForAMinuteAtMost(long wishMs, long restMs) {
    begin();
    say(1, 1, 1);
    attempt(1).isRefused(BUSY, wishMs);
    hears(new Failed(1, BUSY));
    world.pass(restMs - 1);
    say(2, 1, 1);
    stop(2);
    hears(new Failed(2, BUSY));
    attempt(1);
    world.pass(1);
    say(3, 1, 1);
    attempt(2);
  }

  @Test
  void aConnectionThatDoesNotOpenInTimeIsGivenUp() {
    begin();
    say(1, 1, 1);
    Attempt late = attempt(1);
    world.pass(CONNECT_MS - 1);
    world.pass(BACK_OFF_MS);
    attempt(1);
    world.pass(1);
    Attempt second = attempt(2);
    late.opens().isClosed();
    second.opens().hears("hello", "1 from 1 160");
    world.pass(CONNECT_MS);
    attempt(2);
  }

  @Test
  void whoOpensTheConnectionKnowsBestWhyItDidNotOpen() {
    begin();
    say(1, 1, 1);
    Attempt only = attempt(1);
    var probes = world.run(TestSource.<SocketMessage>create(world.system())
        .via(only.talk)
        .toMat(TestSink.create(world.system()), Keep.both()));
    probes.first().sendError(new IllegalStateException("no WebSocket"));
    world.settle();
    hears();
    only.isRefused(STRANGER, 0);
    hears(new Failed(1, STRANGER));
  }

  @Test
  void whyTheServerClosedDecidesWhetherItIsTriedAgain() {
    begin();
    say(1, 1, 1);
    Attempt server = attempt(1).opens();
    server.tells.sendError(new PeerClosedConnectionException(1008, "no such key"));
    world.settle();
    hears(new Failed(1, STRANGER));
    world.pass(2 * KEEP_ALIVE_MS);
    say(2, 1, 1);
    attempt(2);
  }

  @Test
  void whatMakesNoSenseEndsTheConnection() {
    begin();
    say(1, 1, 1);
    Attempt server = attempt(1).opens();
    server.hears("hello", "1 from 1 160");
    server.tells.sendNext(new SocketMessage.Binary(ByteString.emptyByteString()));
    world.settle();
    hears(new Failed(1, failure(Kind.BROKE_PROTOCOL, "no text")));
    server.isClosed();
  }

  @Test
  void whereNothingIsSaidTheConnectionIsKeptAlive() {
    begin();
    say(1, 1, 1);
    Attempt server = attempt(1).opens();
    server.hears("hello", "1 from 1 160");
    world.pass(KEEP_ALIVE_MS - 1);
    say(1, 2, 2);
    server.hears("1 from 2 160");
    server.hears.request(10);
    world.pass(KEEP_ALIVE_MS - 1);
    server.hearsNothing();
    world.pass(1);
    server.hears("alive");
    world.pass(KEEP_ALIVE_MS);
    server.hears("alive");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerIsWaitedForSoLong(boolean due) {
    answersEachEnd = due;
    begin();
    say(1, 1, 1);
    Attempt server = attempt(1).opens();
    server.hears("hello", "1 from 1 160").tells("words 1 one");
    hears(new Partial(1, "one"));
    stop(1);
    server.hears("1 ends");
    say(2, 1, 1);
    server.hears("2 from 1 160");
    world.pass(ANSWER_MS - 1);
    hears();
    world.pass(1);
    if (due) {
      hears(new Failed(1, TOO_LATE));
      server.isClosed();
      attempt(2).opens().hears("hello", "2 from 1 160");
    } else {
      hears(new Final(1, "one"));
      attempt(1);
    }
  }

  @Test
  void whoHasNotBeenToldTheEndOwesNoWords() {
    answersEachEnd = false;
    begin();
    say(1, 1, 1);
    attempt(1).opens().hears("hello");
    stop(1);
    world.pass(ANSWER_MS);
    hears(new Failed(1, TOO_LATE));
  }

  @Test
  void anAnswerInTimeIsTheLastWord() {
    begin();
    say(1, 1, 1);
    Attempt server = attempt(1).opens();
    stop(1);
    server.hears("hello", "1 from 1 160", "1 ends").tells("done 1").tells("words 1 late");
    hears(new Final(1, ""));
    world.pass(ANSWER_MS);
    hears();
  }

  @Test
  void whereMuchWaitsNoMoreIsTakenForAWhile() {
    begin();
    say(1, 1, FRAMES_KEPT);
    Attempt server = attempt(1).opens();
    world.pass(ANSWER_MS - 1);
    hears();
    server.hears.request(2);
    world.settle();
    world.pass(ANSWER_MS);
    hears();
    say(1, 1, 1);
    world.pass(ANSWER_MS - 1);
    hears();
    world.pass(1);
    hears(new Failed(1, failure(Kind.OVERLOADED, "too slow")));
    assertThat(attempts).as("nothing waits to be said").hasSize(1);
  }

  @Test
  void whoBeginsAnewHasGivenTheOneBeforeUp() {
    begin();
    say(1, 1, 1);
    Attempt first = attempt(1).opens();
    first.hears("hello", "1 from 1 160");
    say(2, 1, 1);
    first.isClosed();
    Attempt second = attempt(2).opens();
    second.hears("hello", "2 from 1 160");
    stop(2);
    second.hears("2 ends").tells("done 1").tells("done 2");
    hears(new Final(2, ""));
  }

  @Test
  void anUtteranceWithoutSoundIsAnsweredAtOnce() {
    begin();
    stop(1);
    hears(new Final(1, ""));
    say(2, 1, 1);
    attempt(1);
  }

  @Test
  void theWordsOfWhatWasSaidAreToldAfterTheEnd() {
    begin();
    say(1, 1, 1);
    Attempt server = attempt(1).opens();
    stop(1);
    say(2, 1, 1);
    caller.sendComplete();
    world.settle();
    server.hears("hello", "1 from 1 160", "1 ends");
    server.tells("done 1");
    words.expectNext(new Final(1, ""));
    words.expectComplete();
    server.isClosed();
  }

  @Test
  void nobodyIsConnectedToOnceNobodyListens() {
    begin();
    say(1, 1, 1);
    Attempt server = attempt(1).opens();
    server.hears("hello", "1 from 1 160");
    words.cancel();
    world.settle();
    caller.expectCancellation();
    server.isClosed();
  }

  /** The pause holds for what is said meanwhile, and nobody opens a second connection beside the first. */
  @Test
  void whatIsGivenUpInAPauseDoesNotShortenIt() {
    backOffMs = 800;
    begin();
    say(1, 1, 1);
    stop(1);
    attempt(1).isRefused(BUSY, 0);
    world.pass(800);
    attempt(2).isRefused(BUSY, 0);
    say(2, 1, 1);
    world.pass(ANSWER_MS - 800);
    hears(new Failed(1, TOO_LATE));
    attempt(2);
    world.pass(400);
    Attempt server = attempt(3).opens();
    server.hears("hello", "2 from 1 160");
    world.pass(KEEP_ALIVE_MS - 1);
    attempt(3);
  }

  @Test
  void noMoreThanEightUtterancesWaitForTheirWords() {
    begin();
    for (int utterance = 1; utterance <= 7; utterance++) {
      say(utterance, 1, 1);
      stop(utterance);
    }
    say(8, 1, 2);
    Attempt server = attempt(1).opens();
    server.hears("hello");
    for (int utterance = 1; utterance <= 7; utterance++) {
      server.hears(utterance + " from 1 160", utterance + " ends");
    }
    server.hears("8 from 1 160");
    server.hears.request(1);
    world.settle();
    server.hearsNothing();
    server.tells("done 1");
    hears(new Final(1, ""));
    server.hears.expectNext(new SocketMessage.Text("8 from 2 160"));
  }

  @Test
  void whoIsNotReadyIsSentNeitherSoundNorEnd() {
    begin();
    ready = false;
    say(1, 1, 1);
    stop(1);
    Attempt server = attempt(1).opens();
    server.hears.request(10);
    world.settle();
    server.hears.expectNext(new SocketMessage.Text("hello"));
    server.hearsNothing();
    ready = true;
    server.tells("words 1 one");
    server.hears.expectNext(new SocketMessage.Text("1 from 1 160"));
    server.hears.expectNext(new SocketMessage.Text("1 ends"));
    server.hearsNothing();
  }

  @Test
  void nothingOfAnUtteranceIsHeardInTheNext() {
    begin();
    short[] loud = new short[320];
    Arrays.fill(loud, (short) 20_000);
    caller.sendNext(new SttInput.Audio(1, new AudioFrame(16_000, loud)));
    stop(1);
    Attempt server = attempt(1).opens();
    server.hears.request(100);
    world.settle();
    assertThat(samplesSent).anyMatch(sample -> sample > 15_000);
    samplesSent.clear();
    for (int frame = 0; frame < 3; frame++) {
      caller.sendNext(new SttInput.Audio(2, new AudioFrame(16_000, new short[320])));
    }
    stop(2);
    assertThat(samplesSent).hasSizeGreaterThan(200).containsOnly((short) 0);
  }

  @Test
  void whoAnswersWithFailuresAloneDoesNotHaveAllAttemptsAgain() {
    begin();
    say(1, 1, 1);
    attempt(1).opens().tells("broken 1");
    world.pass(BACK_OFF_MS);
    attempt(2).opens().tells("broken 1");
    world.pass(2 * BACK_OFF_MS);
    hears();
    attempt(3).opens().tells("broken 1");
    hears(new Failed(1, BUSY));
    world.pass(60_000);
    attempt(3);
  }

  @Test
  void attemptsThatFailedWhileNobodySpokeAreNotCountedAgainstTheNextUtterance() {
    begin();
    say(1, 1, 1);
    stop(1);
    Attempt first = attempt(1).opens();
    first.hears("hello", "1 from 1 160", "1 ends").tells("done 1");
    hears(new Final(1, ""));
    first.closes();
    world.pass(BACK_OFF_MS);
    attempt(2).isRefused(BUSY, 0);
    world.pass(2 * BACK_OFF_MS);
    attempt(3).isRefused(BUSY, 0);
    world.pass(60_000);
    attempt(3);
    hears();
    say(2, 1, 1);
    attempt(4).isRefused(BUSY, 0);
    world.pass(BACK_OFF_MS - 1);
    attempt(4);
    world.pass(1);
    attempt(5).isRefused(BUSY, 0);
    hears();
    world.pass(2 * BACK_OFF_MS);
    attempt(6).opens().hears("hello", "2 from 1 160");
  }
}
