package talkspurt.exchange.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.exchange.ami.FakeAmi.NO;
import static talkspurt.exchange.ami.FakeAmi.OK;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.exchange.ExchangeHost;
import talkspurt.exchange.ExchangeSettings;
import talkspurt.fake.Eventually;
import talkspurt.outbound.DialNumber;
import talkspurt.outbound.DialOrder;
import talkspurt.outbound.DialProgress;
import talkspurt.outbound.Dialler;
import talkspurt.outbound.Dialler.Found;
import talkspurt.outbound.Pace;
import talkspurt.outbound.ReleaseCause;
import talkspurt.outbound.Trunk;
import talkspurt.telemetry.Metrics;

class AmiDiallerTest {

  private static final String ATTEMPT = "a1b2c3d4-0000-4000-8000-00000000000f";
  private static final Trunk TRUNK = new Trunk(
      "carrier",
      "Local/{number}@talkspurt-dial/n",
      "talkspurt-outbound",
      Optional.empty(),
      Map.of("TALKSPURT_TRUNK", "carrier"),
      Pace.perSecond(10, 1));

  private FakeAmi asterisk;
  private AmiExchange exchange;
  private Dialler dialler;
  private final List<DialProgress> told = new CopyOnWriteArrayList<>();

  @BeforeEach
  void connect() throws Exception {
    asterisk = new FakeAmi();
    ExchangeHost host =
        new ExchangeHost("main", "127.0.0.1", asterisk.port(), "talkspurt", "secret", false);
    exchange = AmiExchange.start(
        new ExchangeSettings(
            List.of(host),
            new TreeMap<>(Map.of("desk", "PJSIP/100")),
            Duration.ofMillis(200),
            Duration.ofSeconds(20),
            Duration.ofSeconds(2)),
        true,
        Metrics.notExposed().exchange());
    dialler = exchange.dialler();
    Eventually.holds(() -> assertThat(dialler.ready(TRUNK)).isTrue());
  }

  @AfterEach
  void end() throws Exception {
    exchange.close();
    asterisk.close();
  }

  private void dial() {
    dialler.dial(
        new DialOrder(
            ATTEMPT,
            new DialNumber("+4930123456", Set.of()),
            TRUNK,
            Optional.of("+49307654"),
            Map.of("CAMPAIGN", "a"),
            Duration.ofSeconds(30)),
        told::add);
    Eventually.holds(() -> assertThat(asterisk.asked).hasSize(1));
  }

  private void hears(DialProgress... all) {
    Eventually.holds(() -> assertThat(told).containsExactly(all));
  }

  private void state(int state) {
    asterisk.tell(
        "Event: Newstate\nChannel: Local/1;1\nChannelState: " + state + "\nUniqueid: " + ATTEMPT);
  }

  private void response(String success, int reason) {
    asterisk.tell("Event: OriginateResponse\nActionID: " + actionId() + "\nResponse: " + success
        + "\nReason: " + reason + "\nUniqueid: " + ATTEMPT);
  }

  /** As it was sent: the library puts a number of its own before. */
  private String actionId() {
    return asterisk.ids.get(asterisk.ids.size() - 1);
  }

  @Test
  void aNumberIsDialledAndAnswered() {
    dial();
    assertThat(asterisk.asked.get(0))
        .isEqualTo("action: Originate\nasync: true\ncallerid: +49307654"
            + "\nchannel: Local/+4930123456@talkspurt-dial/n\nchannelid: " + ATTEMPT
            + "\ncontext: talkspurt-outbound\nexten: +4930123456\notherchannelid: " + ATTEMPT
            + "-2\npriority: 1\ntimeout: 30000\nvariable: CAMPAIGN=a"
            + "\nvariable: TALKSPURT_ID=" + ATTEMPT + "\nvariable: TALKSPURT_TRUNK=carrier");
    state(5);
    state(5);
    response("Success", 4);
    hears(new DialProgress.Ringing(), new DialProgress.Answered());
  }

  @Test
  void whyItWasReleasedIsWhatTheNetworkTold() {
    dial();
    asterisk.tell("Event: Hangup\nUniqueid: other\nCause: 1\nCause-txt: Unallocated");
    asterisk.tell("Event: Hangup\nUniqueid: " + ATTEMPT + "\nCause: 17\nCause-txt: User busy");
    response("Failure", 5);
    hears(new DialProgress.Released(new ReleaseCause(17, "User busy")));
  }

  @Test
  void theNetworksCauseMayComeAfterwards() {
    dial();
    response("Failure", 0);
    asterisk.tell("Event: Hangup\nUniqueid: " + ATTEMPT + "\nCause: 1\nCause-txt: Unallocated");
    hears(new DialProgress.Released(new ReleaseCause(1, "Unallocated")));
  }

  @Test
  void whereNoneComesItIsNotWaitedForLong() {
    dial();
    response("Failure", 0);
    hears(new DialProgress.Released(new ReleaseCause(0, "could not be dialled")));
  }

  @Test
  void whoLosesTheHostStillKnowsWhatHadFailed() throws Exception {
    dial();
    response("Failure", 8);
    asterisk.hangUp();
    hears(new DialProgress.Released(new ReleaseCause(34, "congestion")));
  }

  @Test
  void whereItToldNothingItIsWhatAsteriskMakesOfIt() {
    dial();
    asterisk.tell("Event: Hangup\nUniqueid: " + ATTEMPT + "\nCause: 0\nCause-txt: Unknown");
    response("Failure", 3);
    hears(new DialProgress.Released(new ReleaseCause(19, "no answer")));
  }

  @Test
  void whatAsteriskRefusesWasNotDialled() {
    asterisk.answers = action -> NO;
    dial();
    hears(new DialProgress.NotSent("No such channel"));
  }

  @Test
  void whatIsNotAnsweredMayRing() {
    asterisk.answers = action -> "";
    dial();
    hears(new DialProgress.Lost("no answer within 2000 ms"));
  }

  @Test
  void whoLosesTheHostKnowsNothingMore() throws Exception {
    dial();
    state(5);
    hears(new DialProgress.Ringing());
    asterisk.hangUp();
    hears(
        new DialProgress.Ringing(),
        new DialProgress.Lost("the connection to Asterisk main was lost"));
    Eventually.holds(() -> assertThat(dialler.ready(TRUNK)).isTrue());
  }

  @Test
  void anAttemptIsFoundByItsId() throws Exception {
    asterisk.answers = action -> row(5);
    assertThat(found()).isEqualTo(Found.RINGING);
    asterisk.answers = action -> row(6);
    assertThat(found()).isEqualTo(Found.ANSWERED);
    asterisk.answers = action -> NO;
    assertThat(found()).isEqualTo(Found.NONE);
    assertThat(asterisk.asked.get(0)).isEqualTo("action: Status\nchannel: " + ATTEMPT);
    asterisk.answers = action -> "";
    assertThat(found()).isEqualTo(Found.UNREACHABLE);
  }

  private Found found() throws Exception {
    return dialler.find(ATTEMPT, TRUNK).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static String row(int state) {
    return "Response: Success\nActionID: {id}\nEventList: start\n\nEvent: Status\nActionID: {id}"
        + "\nChannel: Local/1;1\nChannelState: " + state + "\nUniqueid: " + ATTEMPT
        + "\n\nEvent: StatusComplete\nActionID: {id}\nItems: 1";
  }

  @Test
  void onlyWhatRingsIsCancelled() {
    asterisk.answers = action -> action.contains("Status") ? row(6) : OK;
    dialler.cancel(ATTEMPT);
    Eventually.holds(() -> assertThat(asterisk.asked).hasSize(1));
    asterisk.answers = action -> action.contains("Status") ? row(5) : OK;
    dialler.cancel(ATTEMPT);
    Eventually.holds(() -> assertThat(asterisk.asked).hasSize(3));
    assertThat(asterisk.asked.get(2)).isEqualTo("action: Hangup\nchannel: " + ATTEMPT);
  }
}
