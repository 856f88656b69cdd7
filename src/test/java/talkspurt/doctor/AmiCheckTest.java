package talkspurt.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AmiCheckTest {

  private static final String SECRET = "tell-nobody";
  private static final Map<String, String> VARIABLES = Map.of(
      "TALKSPURT_API", "http://127.0.0.1:1650",
      "TALKSPURT_FALLBACK", "from-internal, 100, 1",
      "DIALPLAN_EXISTS(from-internal,100,1)", "1");

  @Test
  void whatAsteriskTellsIsJudged() throws IOException {
    List<String> lines = lines(AmiCheckTest::healthy);
    assertThat(lines).first().asString().startsWith("ok    AMI 127.0.0.1:");
    assertThat(lines).contains("ok    Asterisk: version 22.10.1");
    assertThat(lines).contains("ok    res_audiosocket: loaded");
    assertThat(lines).anyMatch(line -> line.startsWith("warn  func_curl: not loaded"));
    assertThat(lines)
        .anyMatch(line -> line.startsWith("warn  pjsip.conf: direct_media is not no for alice:"));
    assertThat(lines)
        .anyMatch(line -> line.startsWith("warn  chan_websocket.conf: control_message_format"));
    assertThat(lines)
        .anyMatch(line -> line.startsWith("warn  pjsip.conf: dtmf_mode is none for bob:"));
    assertThat(lines)
        .anyMatch(line -> line.startsWith("warn  pjsip.conf: no rtp_timeout for alice:"));
    assertThat(lines)
        .anyMatch(line -> line.startsWith("warn  exchange: this user may not PlayDTMF:"))
        .noneMatch(line -> line.contains("may not Status"));
    assertThat(lines).contains("ok    TALKSPURT_FALLBACK: from-internal,100,1 exists");
    assertThat(lines).noneMatch(line -> line.startsWith("fail"));
  }

  @Test
  void aRefusedLoginIsAFailure() throws IOException {
    List<String> lines =
        lines(question -> answer(question, "Error", "Message: Authentication failed"));
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).startsWith("fail  AMI").contains("Authentication failed");
  }

  @Test
  void whatMayNotBeAskedIsNotTakenAsMissing() throws IOException {
    List<String> lines = lines(question -> question.get("Action").equals("Login")
        ? answer(question, "Success", "Message: Authentication accepted")
        : answer(question, "Error", "Message: Permission denied"));
    assertThat(lines).noneMatch(line -> line.startsWith("fail") || line.contains("not loaded"));
  }

  @Test
  void aConnectionThatEndsInTheMiddleIsAFailure() throws IOException {
    List<String> lines = lines(question -> question.get("Action").equals("Login")
        ? answer(question, "Success", "Message: Authentication accepted")
        : null);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).startsWith("fail  AMI").contains("the connection was closed");
  }

  @Test
  void anotherServerIsKnownByItsGreeting() throws IOException {
    try (ScriptedPeer peer =
        new ScriptedPeer("220 mail\r\n".getBytes(StandardCharsets.UTF_8), question -> null)) {
      assertThat(lines(peer).get(0)).contains("no manager interface of Asterisk");
    }
  }

  @Test
  void nobodyThereIsAFailure() throws IOException {
    int free;
    try (ServerSocket server = new ServerSocket(0)) {
      free = server.getLocalPort();
    }
    assertThat(new AmiCheck("127.0.0.1", free, "u", SECRET).run().get(0).line())
        .startsWith("fail  AMI")
        .contains("connection refused");
  }

  @Test
  void theSecretIsSentOnceAndToldNowhereNorAnyFileOfSecretsAskedFor() throws IOException {
    try (ScriptedPeer peer = peer(AmiCheckTest::healthy)) {
      assertThat(lines(peer)).noneMatch(line -> line.contains(SECRET));
      assertThat(peer.asked().stream().filter(asked -> asked.containsValue(SECRET)))
          .hasSize(1);
      assertThat(peer.asked())
          .noneMatch(asked -> List.of("manager.conf", "ari.conf", "websocket_client.conf")
              .contains(asked.getOrDefault("Filename", "")));
      assertThat(peer.asked())
          .filteredOn(asked -> "pjsip.conf".equals(asked.get("Filename")))
          .allMatch(asked -> "type=endpoint".equals(asked.get("Filter")));
    }
  }

  @Test
  void aLineEndDoesNotBecomeAField() throws IOException {
    try (ScriptedPeer peer = peer(AmiCheckTest::healthy);
        AmiSession session = AmiSession.open("127.0.0.1", peer.port())) {
      assertThatThrownBy(() -> session.ask("Login", "Username", "a\r\nSecret: b"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static String healthy(Map<String, String> question) {
    String event = "Event: FullyBooted\r\nStatus: Fully Booted\r\n\r\n";
    return switch (question.get("Action")) {
      case "Login" -> event + answer(question, "Success", "Message: Authentication accepted");
      case "CoreSettings" -> answer(question, "Success", "AsteriskVersion: 22.10.1");
      case "ModuleCheck" ->
        question.get("Module").equals("func_curl")
            ? answer(question, "Error", "Message: Module not loaded")
            : event + answer(question, "Success");
      case "GetConfig" -> config(question);
      case "ListCommands" ->
        answer(
            question,
            "Success",
            "Getvar: Gets a channel variable. (Priv: call,reporting,all)",
            "Status: List channel status. (Priv: system,call,reporting,all)");
      case "Getvar" ->
        answer(
            question,
            "Success",
            "Variable: " + question.get("Variable"),
            "Value: " + VARIABLES.getOrDefault(question.get("Variable"), ""));
      default -> answer(question, "Goodbye");
    };
  }

  private static String config(Map<String, String> question) {
    return switch (question.get("Filename")) {
      case "pjsip.conf" ->
        answer(
            question,
            "Success",
            "Category-000000: alice",
            "Line-000000-000000: type=endpoint",
            "Category-000001: bob",
            "Line-000001-000000: type=endpoint",
            "Line-000001-000001: direct_media=no",
            "Line-000001-000002: dtmf_mode=none",
            "Line-000001-000003: rtp_timeout=60");
      case "chan_websocket.conf" ->
        answer(
            question,
            "Success",
            "Category-000000: global",
            "Line-000000-000000: control_message_format = plain-text");
      default -> answer(question, "Error", "Message: Config file not found");
    };
  }

  private static String answer(Map<String, String> question, String response, String... more) {
    String rest = more.length == 0 ? "" : String.join("\r\n", more) + "\r\n";
    return "Response: " + response + "\r\nActionID: " + question.get("ActionID") + "\r\n" + rest
        + "\r\n";
  }

  private static ScriptedPeer peer(Function<Map<String, String>, String> answers)
      throws IOException {
    byte[] greeting = "Asterisk Call Manager/11.0.0\r\n".getBytes(StandardCharsets.UTF_8);
    return new ScriptedPeer(greeting, answers);
  }

  private static List<String> lines(Function<Map<String, String>, String> answers)
      throws IOException {
    try (ScriptedPeer peer = peer(answers)) {
      return lines(peer);
    }
  }

  private static List<String> lines(ScriptedPeer peer) {
    return new AmiCheck("127.0.0.1", peer.port(), "talkspurt", SECRET)
        .run().stream().map(Finding::line).toList();
  }
}
