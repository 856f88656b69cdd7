package talkspurt.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.RawHeader;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 6m0s, 100, 1s, 360000",
    "0, 250ms, 0, 1m2.5s, 62500",
    "0, 2s, , , 2000",
    ", , 0, 1h, 3600000",
    "5, 6m0s, 100, 1s, 0",
    "0, soon, , , 0",
    "0, , , , 0",
    "0, 9999h, , , 86400000",
    ", , , , "
  })
  void areTheLongestOfThoseThatAreUsedUp(
      String requests, String resetRequests, String tokens, String resetTokens, Long ms) {
    HttpResponse response = HttpResponse.create();
    response = with(response, "remaining-requests", requests);
    response = with(response, "reset-requests", resetRequests);
    response = with(response, "remaining-tokens", tokens);
    response = with(response, "reset-tokens", resetTokens);
    assertThat(RateLimits.of(response)).isEqualTo(Optional.ofNullable(ms).map(Duration::ofMillis));
  }

  private static HttpResponse with(HttpResponse response, String name, String value) {
    return value == null
        ? response
        : response.addHeader(RawHeader.create("X-RateLimit-" + name, value));
  }
}
