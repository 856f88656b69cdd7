package talkspurt.events;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.events.EventReceiver.Answer;
import talkspurt.fake.PeerSettingsOf;
import talkspurt.fake.StandIn;
import talkspurt.provider.transport.ProviderHttpClient;
import talkspurt.provider.transport.Secret;
import talkspurt.provider.webhook.StandardSignature;
import talkspurt.telemetry.Metrics;

class HttpEventReceiverTest {

  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final String KEY = "abcd".repeat(8);
  private static ActorTestKit kit;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("receiver");
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  private static Answer post(StandIn server) {
    HttpEventReceiver receiver = new HttpEventReceiver(
        server.url("/told"),
        StandardSignature.of(List.of(new Secret("whsec_" + KEY))),
        ProviderHttpClient.create(
            kit.system(),
            PeerSettingsOf.url("w", server.url("/"), 1, PeerSettingsOf.PATIENT_MS),
            new Metrics().providers()));
    return receiver.post("evt_1", AT, "{\"a\":\"ä\"}").toCompletableFuture().join();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | Taken[]",
        "204 | Taken[]",
        "302 | NotTaken[why=broke-protocol, status 302, delay=PT0S, ofEvent=false]",
        "400 | NotTaken[why=rejected-request, status 400, delay=PT0S, ofEvent=true]",
        "401 | NotTaken[why=rejected-credentials, status 401, delay=PT0S, ofEvent=false]",
        "404 | NotTaken[why=rejected-request, status 404, delay=PT0S, ofEvent=false]",
        "410 | Gone[why=rejected-request, status 410]",
        "422 | NotTaken[why=rejected-request, status 422, delay=PT0S, ofEvent=true]",
        "429 | NotTaken[why=overloaded, status 429, delay=PT7S, ofEvent=false]",
        "503 | NotTaken[why=overloaded, status 503, delay=PT7S, ofEvent=false]",
      })
  void whatItAnswersIsWhatBecameOfAnEvent(int status, String answer) throws IOException {
    String[] headers =
        status == 429 || status == 503 ? new String[] {"Retry-After: 7"} : new String[0];
    try (StandIn server =
        new StandIn((asked, wire) -> wire.whole(status, "text/plain", "", headers))) {
      assertThat(post(server)).hasToString(answer);
    }
  }

  @Test
  void oneThatIsNotThereHasTakenNothing() throws IOException {
    StandIn server = new StandIn((asked, wire) -> wire.breakOff());
    server.close();
    assertThat(post(server)).isInstanceOfSatisfying(Answer.NotTaken.class, not -> {
      assertThat(not.why()).startsWith("unreachable, ");
      assertThat(not.ofEvent()).isFalse();
      assertThat(not.delay()).isEqualTo(Duration.ZERO);
    });
  }

  @Test
  void whatIsPostedIsSigned() throws Exception {
    try (StandIn server = new StandIn((asked, wire) -> wire.whole(200, "text/plain", ""))) {
      post(server);
      StandIn.Asked asked = server.asked().get(0);
      assertThat(asked.method() + " " + asked.path() + " " + asked.body())
          .isEqualTo("POST /told {\"a\":\"ä\"}");
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
      String signed = "evt_1." + AT.getEpochSecond() + "." + asked.body();
      assertThat(asked.headers())
          .containsEntry("content-type", "application/json")
          .containsEntry("webhook-id", "evt_1")
          .containsEntry("webhook-timestamp", Long.toString(AT.getEpochSecond()))
          .containsEntry(
              "webhook-signature",
              "v1,"
                  + Base64.getEncoder()
                      .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    }
  }
}
