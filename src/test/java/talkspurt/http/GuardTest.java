package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.access.AccessSettings;
import talkspurt.access.ApiToken;
import talkspurt.access.ApiTokens;
import talkspurt.access.LineTokenSettings;
import talkspurt.access.Network;
import talkspurt.access.Role;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallPlan;
import talkspurt.fake.LogTrap;

/** Who may ask what, through the real server. */
class GuardTest {

  private static final UUID ID = UUID.fromString("a1b2c3d4-0000-4000-8000-00000000000f");
  private static final String CALL = "/api/calls/" + ID;

  private static ServedApi api;

  private static String secret(String name) {
    return "token-of-" + name + "-0123456789";
  }

  private static ApiToken token(String name, Set<String> profiles, Role... roles) {
    return ApiToken.of(name, secret(name), Set.of(roles), profiles);
  }

  @BeforeAll
  static void begin() {
    List<ApiToken> tokens = new ArrayList<>();
    for (Role role : Role.values()) {
      tokens.add(token(role.label(), Set.of(), role));
    }
    tokens.add(token("supervisor", Set.of(), Role.OPERATE, Role.LISTEN));
    tokens.add(token("sales", Set.of("sales"), Role.ADMIN));
    tokens.add(token("two", Set.of("sales", "support"), Role.ADMIN));
    api = ServedApi.startFor(new AccessSettings(
        false,
        List.of(Network.of("192.0.2.0/24")),
        new ApiTokens(tokens),
        List.of("voice.example.org"),
        List.of("https://desk.example.org"),
        LineTokenSettings.none()));
    api.events.end.shutdown(); // nobody follows for long
  }

  @AfterAll
  static void end() {
    api.close();
  }

  private static ServedApi.Answer as(String name, String method, String target) {
    return api.send(method, target, "", "Authorization", "Bearer " + secret(name));
  }

  @Test
  void aTokenForSomeProfilesIsToldTheirEvents() {
    api.events.add("call.ended", "sales");
    api.events.add("call.ended", "support");
    api.events.add("call.ended", "other");
    api.events.add("budget.reached", "");
    assertThat(as("sales", "GET", "/api/events?format=json").body())
        .contains("evt_1")
        .doesNotContain("evt_2", "evt_3", "evt_4");
    assertThat(as("two", "GET", "/api/events?format=json").body())
        .contains("evt_1", "evt_2")
        .doesNotContain("evt_3", "evt_4");
    assertThat(as("two", "GET", "/api/events?format=json&profile=support").body())
        .contains("evt_2")
        .doesNotContain("evt_1");
    assertThat(as("sales", "GET", "/api/events?format=json&profile=other").status())
        .isEqualTo(403);
    assertThat(as("sales", "POST", "/api/events/evt_3/replay").status()).isEqualTo(404);
    assertThat(as("sales", "POST", "/api/events/evt_4/replay").status()).isEqualTo(404);
    assertThat(as("sales", "POST", "/api/events/evt_1/replay").status()).isEqualTo(202);
    assertThat(as("admin", "POST", "/api/events/evt_4/replay").status()).isEqualTo(202);
  }

  // ---- roles

  /** The rows of the table in the document. */
  private static Map<String, Access> documented() throws IOException {
    Matcher rows = Pattern.compile("(?m)^\\| `([A-Z]+ /\\S*)` \\| (\\S+) \\|")
        .matcher(Files.readString(Path.of("src/docs/security.md")));
    Map<String, Access> documented = new TreeMap<>();
    while (rows.find()) {
      documented.put(
          rows.group(1), Access.valueOf(rows.group(2).toUpperCase(Locale.ROOT).replace('-', '_')));
    }
    return documented;
  }

  /** Each endpoint as it is in the code, with what the document says of who may ask it. */
  @TestFactory
  Stream<DynamicTest> eachEndpointIsForWhomTheTableSays() throws IOException {
    Map<String, Access> documented = documented();
    Map<String, Access> served = new TreeMap<>();
    api.endpoints.forEach(one -> served.put(one.method().value() + " " + one.path(), one.access()));
    return Stream.concat(
        Stream.of(DynamicTest.dynamicTest(
            "all of them", () -> assertThat(documented).hasSameSizeAs(served))),
        served.entrySet().stream()
            .map(one -> DynamicTest.dynamicTest(
                one.getKey(),
                () -> assertThat(documented).containsEntry(one.getKey(), one.getValue()))));
  }

  @TestFactory
  Stream<DynamicTest> noEndpointIsAnsweredWithoutARoleThatCoversIt() {
    return api.endpoints.stream()
        .filter(one -> one.access() != Access.LINES)
        .flatMap(one -> Stream.of(Role.values())
            .map(role -> DynamicTest.dynamicTest(
                role + " " + one.method().value() + " " + one.path(),
                () -> assertAnswered(one, role))));
  }

  private static void assertAnswered(Endpoint endpoint, Role role) {
    boolean may = endpoint.access().role().map(role::covers).orElse(true);
    int status = as(role.label(), endpoint.method().value(), target(endpoint)).status();
    if (may) {
      assertThat(status).isNotIn(401, 403);
    } else {
      assertThat(status).isEqualTo(403);
    }
  }

  private static String target(Endpoint endpoint) {
    return endpoint.path().replace("{id}", ID.toString()).replace("{part}", "1");
  }

  @ParameterizedTest
  @CsvSource({"operate, 403", "listen, 403", "supervisor, 404", "admin, 404"})
  void whoeverJoinsACallMayHearIt(String name, int status) {
    ServedApi.Answer answer = api.send(
        "POST",
        CALL + "/join",
        "{\"phone\":\"desk\"}",
        "Content-Type",
        "application/json",
        "Authorization",
        "Bearer " + secret(name));
    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void withoutATokenThatIsKnownThereIsNoAnswer() {
    assertThat(api.get("/health").status()).isEqualTo(200);
    assertThat(api.get("/ready").status()).isEqualTo(200);
    ServedApi.Answer none = api.get("/api/calls");
    assertThat(none.status()).isEqualTo(401);
    assertThat(none.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(none.body()).contains("token-needed");
    assertThat(as("stranger", "GET", "/api/calls").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"Bearer ", "bearer ", "BEARER  "})
  void aTokenIsShownAsBearer(String scheme) {
    assertThat(api.get("/api/calls", "Authorization", scheme + secret("read")).status())
        .isEqualTo(200);
  }

  /** As CURLOPT(userpwd) of a dialplan sends it. */
  @Test
  void aTokenIsShownAsAPassword() {
    String pair = "asterisk:" + secret("read");
    String base64 = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    assertThat(api.get("/api/calls", "Authorization", "Basic " + base64).status())
        .isEqualTo(200);
    String noPair =
        Base64.getEncoder().encodeToString(secret("read").getBytes(StandardCharsets.UTF_8));
    assertThat(api.get("/api/calls", "Authorization", "Basic " + noPair).status())
        .isEqualTo(401);
    assertThat(api.get("/api/calls", "Authorization", "Basic %%%").status()).isEqualTo(401);
  }

  // ---- profiles

  @Test
  void aTokenOfSomeProfilesSeesTheirCallsAlone() {
    api.calls.happened(ID, new CallRegistered(FakeCalls.NOW, plan("hotline")));
    assertThat(as("two", "GET", CALL).status()).isEqualTo(404);
    assertThat(as("admin", "GET", CALL).status()).isEqualTo(200);
    assertThat(as("two", "DELETE", CALL).status()).isEqualTo(404);
    assertThat(as("two", "GET", CALL + "/playback").status()).isEqualTo(404);
    assertThat(as("two", "GET", "/api/calls").status()).isEqualTo(403);
    assertThat(as("two", "GET", "/api/calls?profile=hotline").status()).isEqualTo(403);
    assertThat(as("two", "GET", "/api/calls?profile=sales").status()).isEqualTo(200);
    assertThat(as("sales", "GET", "/api/calls").status()).isEqualTo(200);
    assertThat(api.calls.filter().profile()).contains("sales");
  }

  @Test
  void aTokenOfSomeProfilesStartsTheirCallsAlone() {
    assertThat(as("sales", "GET", "/api/call-start?callerId=1&profile=hotline").status())
        .isEqualTo(403);
    assertThat(as("sales", "GET", "/api/call-start?callerId=1&uuid=" + ID + "&profile=sales")
            .status())
        .isEqualTo(200);
  }

  @Test
  void aTokenOfSomeProfilesIsToldOfTheirExperimentsAlone() {
    assertThat(as("read", "GET", "/api/experiments").body()).contains("greeting");
    assertThat(as("sales", "GET", "/api/experiments").body()).isEqualTo("{\"experiments\":[]}");
    assertThat(as("read", "GET", "/api/experiments/greeting").status()).isEqualTo(200);
    assertThat(api.experiments.asked.profiles()).isEmpty();
    assertThat(as("sales", "GET", "/api/experiments/greeting").status()).isEqualTo(404);
    assertThat(api.experiments.asked.profiles()).containsExactly("sales");
  }

  private static CallPlan plan(String profile) {
    return CallPlan.unannounced(profile);
  }

  // ---- browsers

  /** A call that is known under other particulars shows that the request got through. */
  @BeforeEach
  void aCallIsKnown() {
    api.calls.reset();
    api.calls.happened(ServedApi.MADE, new CallRegistered(FakeCalls.NOW, plan("other")));
  }

  @ParameterizedTest(name = "{0}: {1} from {2} {3} is answered with {4}")
  @CsvSource({
    "GET, /api/calls, Origin, https://evil.example, 403",
    "GET, /api/calls, Origin, null, 403",
    "GET, /api/calls, Origin, https://desk.example.org, 200",
    "GET, /api/calls, Origin, http://desk.example.org, 403",
    "GET, /api/calls, Origin, http://OWN, 200",
    "GET, /api/calls, Origin, https://OWN, 200",
    "GET, /api/calls, Sec-Fetch-Site, cross-site, 403",
    "GET, /api/calls, Sec-Fetch-Site, same-site, 403",
    "GET, /api/calls, Sec-Fetch-Site, same-origin, 200",
    "GET, /api/calls, Sec-Fetch-Site, none, 200",
    "GET, /health, Origin, https://evil.example, 403",
    "DELETE, CALL, Origin, https://evil.example, 403",
    "GET, /api/call-start?callerId=1, Sec-Fetch-Site, none, 403",
    "GET, /api/call-start?callerId=1, Sec-Fetch-Mode, navigate, 403",
    "GET, /api/call-start?callerId=1, Origin, http://OWN, 403",
    "GET, /api/call-start?callerId=1, X-Other, a, 200",
    "GET, CALL/transferred, Sec-Fetch-Site, none, 403",
  })
  void aPageOfSomebodyElsesMayNotAsk(
      String method, String target, String header, String value, int status) {
    String own = api.address.getHostString() + ":" + api.address.getPort();
    ServedApi.Answer answer = api.send(
        method,
        target.replace("CALL", CALL),
        "",
        "Authorization",
        "Bearer " + secret("admin"),
        header,
        value.replace("OWN", own));
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body().contains("origin-not-allowed")).isEqualTo(status == 403);
  }

  @ParameterizedTest
  @CsvSource({"evil.example, 421", "voice.example.org, 200", "talkspurt, 200"})
  void aNameThatIsNotOursIsNotAnswered(String host, int status) throws IOException {
    assertThat(api.raw("GET /health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status);
  }

  @Test
  void everyAnswerForbidsToGuessItsTypeAndToShowItInAPage() {
    for (String target : List.of("/health", "/nothing", "/api/calls")) {
      ServedApi.Answer answer = api.get(target);
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Content-Security-Policy"))
          .isEqualTo("default-src 'none'; frame-ancestors 'none'");
      assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }
  }

  // ---- the log

  /** One line for each at most, and ten a minute of a kind; never what was sent. */
  @Test
  void whoAsksAgainAndAgainDoesNotFillTheLog() {
    try (LogTrap log = new LogTrap()) {
      for (int n = 0; n < 30; n++) {
        api.get("/api/calls", "Origin", "https://evil" + n + ".example");
        as("call-start", "GET", "/api/calls");
      }
      assertThat(log.beginning("request refused: "))
          .hasSizeBetween(1, 20)
          .allSatisfy(line -> assertThat(line)
              .startsWith("request refused: 127.0.0.1 asked ")
              .doesNotContain("evil"));
      assertThat(log.beginning("request answered")).isEmpty();
    }
  }

  // ---- lines

  @Test
  void linesComeFromTheirNetworksAlone() {
    assertThat(api.get("/media/asterisk").status()).as("not from this machine").isEqualTo(403);
  }
}
