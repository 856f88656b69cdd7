package talkspurt.exchange.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.exchange.ami.FakeAmi.NO;
import static talkspurt.exchange.ami.FakeAmi.OK;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import talkspurt.call.ChannelCommand;
import talkspurt.call.ChannelCommand.Direction;
import talkspurt.call.CommandOutcome;
import talkspurt.exchange.CallChannel;
import talkspurt.exchange.Exchange.HostState;
import talkspurt.exchange.ExchangeEvent;
import talkspurt.exchange.ExchangeHost;
import talkspurt.exchange.ExchangeSettings;
import talkspurt.fake.Eventually;
import talkspurt.telemetry.Metrics;

class AmiExchangeTest {

  private static final UUID CALL = UUID.fromString("a1b2c3d4-0000-4000-8000-00000000000f");
  private static final CallChannel CHANNEL = new CallChannel("main", "PJSIP/trunk-00000001");

  private FakeAmi asterisk;
  private AmiExchange exchange;

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
        false,
        Metrics.notExposed().exchange());
    Eventually.holds(this::isConnected);
  }

  private void isConnected() {
    assertThat(exchange.hosts()).containsExactly(new HostState("main", true));
  }

  @AfterEach
  void end() throws Exception {
    exchange.close();
    asterisk.close();
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void aChannelIsTheCallersOnlyIfItHasTheCallsId() throws Exception {
    asterisk.answers = action -> action.contains("GetVar")
        ? "Response: Success\nActionID: {id}\nVariable: TALKSPURT_ID\nValue: " + CALL
        : NO;
    assertThat(get(exchange.find(CALL, CHANNEL.name()))).contains(CHANNEL);
    assertThat(get(exchange.find(UUID.randomUUID(), CHANNEL.name()))).isEmpty();
    assertThat(asterisk.asked.get(0))
        .isEqualTo("action: GetVar\nchannel: PJSIP/trunk-00000001\nvariable: TALKSPURT_ID");
  }

  @Test
  void elseItIsLookedForAmongAll() throws Exception {
    asterisk.answers = action -> action.contains("Status")
        ? "Response: Success\nActionID: {id}\nEventList: start\n\n"
            + row("WebSocket/INCOMING-1", CALL.toString()) + "\n\n"
            + row("PJSIP/other-1", "") + "\n\n"
            + row(CHANNEL.name(), CALL.toString()) + "\n\n"
            + "Event: StatusComplete\nActionID: {id}\nItems: 3"
        : NO;
    assertThat(get(exchange.find(CALL, ""))).contains(CHANNEL);
    assertThat(get(exchange.find(UUID.randomUUID(), ""))).isEqualTo(Optional.empty());
  }

  private static String row(String channel, String id) {
    return "Event: Status\nActionID: {id}\nPrivilege: Call\nChannel: " + channel
        + "\nVariable: TALKSPURT_ID=" + id;
  }

  @Test
  void keysGoOneByOneAndMutingBothWays() throws Exception {
    assertThat(get(exchange.run(CHANNEL, new ChannelCommand.SendDigits("4#"))))
        .isEqualTo(new CommandOutcome.Done());
    assertThat(get(exchange.run(CHANNEL, new ChannelCommand.Mute(Direction.IN))))
        .isEqualTo(new CommandOutcome.Done());
    assertThat(get(exchange.run(CHANNEL, new ChannelCommand.Unmute(Direction.BOTH))))
        .isEqualTo(new CommandOutcome.Done());
    assertThat(asterisk.asked)
        .containsExactly(
            "action: PlayDTMF\nchannel: PJSIP/trunk-00000001\ndigit: 4\nduration: 120",
            "action: PlayDTMF\nchannel: PJSIP/trunk-00000001\ndigit: #\nduration: 120",
            "action: MuteAudio\nchannel: PJSIP/trunk-00000001\ndirection: in\nstate: on",
            "action: MuteAudio\nchannel: PJSIP/trunk-00000001\ndirection: all\nstate: off");
  }

  @Test
  void aTelephoneRingsThatHearsTheCall() throws Exception {
    assertThat(get(exchange.run(CHANNEL, new ChannelCommand.Monitor("desk"))))
        .isEqualTo(new CommandOutcome.Done());
    assertThat(get(exchange.run(CHANNEL, new ChannelCommand.Join("desk"))))
        .isEqualTo(new CommandOutcome.Done());
    assertThat(get(exchange.run(CHANNEL, new ChannelCommand.Join("attic"))))
        .isEqualTo(new CommandOutcome.Refused("the settings know no telephone attic"));
    assertThat(exchange.phones()).containsExactly("desk");
    assertThat(asterisk.asked)
        .containsExactly(
            "action: Originate\napplication: ChanSpy\nasync: true\ncallerid: Talkspurt"
                + "\nchannel: PJSIP/100\ndata: PJSIP/trunk-00000001,quES\ntimeout: 30000",
            "action: Originate\napplication: ChanSpy\nasync: true\ncallerid: Talkspurt"
                + "\nchannel: PJSIP/100\ndata: PJSIP/trunk-00000001,quESB\ntimeout: 30000");
  }

  @Test
  void noNameOfAChannelBecomesAnotherArgument() throws Exception {
    for (String name : List.of("Local/1,B", "Local/(1", "Local/1)", "a\"b", "a\\b", "$x", "a|b")) {
      assertThat(
              get(exchange.run(new CallChannel("main", name), new ChannelCommand.Monitor("desk"))))
          .as(name)
          .isInstanceOf(CommandOutcome.Refused.class);
    }
    assertThat(asterisk.asked).isEmpty();
  }

  @Test
  void anEventIsToldToFollowers() throws Exception {
    ExchangeEvent event =
        new ExchangeEvent("e1", "call.ended", "t", Optional.of("c"), Optional.empty(), "{}");
    assertThat(get(exchange.tell("main", event))).isEqualTo(new CommandOutcome.Done());
    assertThat(asterisk.asked)
        .containsExactly(
            "action: UserEvent\ncallid: c\ndata: {}\nid: e1\ntimestamp: t\ntype: call.ended\nuserevent: Talkspurt");
    assertThat(get(exchange.tell("other", event)))
        .isEqualTo(new CommandOutcome.Unreachable("the settings know no host other"));
  }

  @Test
  void dataTooLongForALineAreLeftOut() throws Exception {
    for (int bytes : new int[] {1000, 1001}) {
      get(exchange.tell(
          "main",
          new ExchangeEvent(
              "e",
              "y",
              "t",
              Optional.empty(),
              Optional.empty(),
              "ä".repeat(500) + "x".repeat(bytes - 1000))));
    }
    assertThat(asterisk.asked.get(0)).contains("data: ä");
    assertThat(asterisk.asked.get(1)).doesNotContain("data");
  }

  @Test
  void whatAsteriskRefusesIsToldInItsWords() throws Exception {
    asterisk.answers = action -> NO;
    assertThat(get(exchange.run(CHANNEL, new ChannelCommand.SendDigits("4#"))))
        .isEqualTo(new CommandOutcome.Refused("No such channel"));
    assertThat(asterisk.asked).hasSize(1);
  }

  @Test
  void whatIsNotAnsweredMayHaveBeenDone() throws Exception {
    asterisk.answers = action -> "";
    assertThat(get(exchange.run(CHANNEL, new ChannelCommand.Mute(Direction.OUT))))
        .isEqualTo(new CommandOutcome.Unanswered("no answer within 2000 ms"));
  }

  @Test
  void aLostHostIsConnectedAgainByItself() throws Exception {
    asterisk.answers = action -> action.contains("digit: 1") ? hungUp() : OK;
    CommandOutcome lost = get(exchange.run(CHANNEL, new ChannelCommand.SendDigits("1")));
    assertThat(lost).isInstanceOf(CommandOutcome.Unanswered.class);
    Eventually.holds(
        () -> assertThat(exchange.hosts()).containsExactly(new HostState("main", false)));
    Eventually.holds(this::isConnected);
    assertThat(get(exchange.run(CHANNEL, new ChannelCommand.SendDigits("2"))))
        .isEqualTo(new CommandOutcome.Done());
  }

  private String hungUp() {
    try {
      asterisk.hangUp();
    } catch (java.io.IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
    return "";
  }

  @Test
  void aHostThatTheSettingsDoNotKnowIsAskedNothing() throws Exception {
    CallChannel elsewhere = new CallChannel("other", "PJSIP/1");
    assertThat(get(exchange.run(elsewhere, new ChannelCommand.SendDigits("1"))))
        .isInstanceOf(CommandOutcome.Unreachable.class);
    CallChannel broken = new CallChannel("main", "PJSIP/1\r\nAction: Logoff");
    assertThat(get(exchange.run(broken, new ChannelCommand.SendDigits("1"))))
        .isInstanceOf(CommandOutcome.Refused.class);
    assertThat(asterisk.asked).isEmpty();
  }
}
