package talkspurt.provider.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.provider.transport.Secret;

class StandardSignatureTest {

  /** That of the published example. */
  private static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final Instant AT = Instant.ofEpochSecond(1614265330);
  private static final String BODY = "{\"test\": 2432232314}";
  private static final String SIGNED = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @Test
  void isThatOfThePublishedExample() {
    assertThat(StandardSignature.of(List.of(SECRET)).of(ID, AT, BODY)).isEqualTo(SIGNED);
    assertThat(StandardSignature.of(List.of(new Secret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")))
            .of(ID, AT, BODY))
        .as("without its prefix")
        .isEqualTo(SIGNED);
  }

  @Test
  void eachSecretSigns() {
    Secret old = new Secret("whsec_" + "abcd".repeat(8));
    String both = StandardSignature.of(List.of(old, SECRET)).of(ID, AT, BODY);
    assertThat(both.split(" ")).hasSize(2).endsWith(SIGNED);
    assertThat(StandardSignature.of(List.of(old)).of(ID, AT, BODY)).isEqualTo(both.split(" ")[0]);
  }

  @Test
  void standsInTheHeaders() {
    HttpRequest request = StandardSignature.of(List.of(SECRET))
        .post(URI.create("https://x/y?z=1"), ID, AT.plusMillis(999), BODY);
    assertThat(request.getUri().toString()).isEqualTo("https://x/y?z=1");
    assertThat(request.getHeaders())
        .extracting(HttpHeader::name, HttpHeader::value)
        .containsExactlyInAnyOrder(
            tuple("webhook-id", ID),
            tuple("webhook-timestamp", "1614265330"),
            tuple("webhook-signature", SIGNED));
    assertThat(request.entity().getContentType()).hasToString("application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "whsec_", "whsec_abcd", "not base64 at all, but long enough for a key"})
  void whatIsNoKeyIsRefused(String secret) {
    assertThatThrownBy(() -> StandardSignature.of(List.of(new Secret(secret))))
        .hasMessageStartingWith("secret is no key of Standard Webhooks")
        .hasMessageNotContaining("abcd");
    assertThatThrownBy(() -> StandardSignature.of(List.of()))
        .hasMessageStartingWith("secret is missing");
  }
}
