package talkspurt.provider.transport;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** For how long a server asks not to be called (RFC 9110, 10.2.3). */
public final class RetryAfter {

  private RetryAfter() {}

  /** What a response says in seconds; dates, and more than six digits, count as nothing. */
  public static Optional<Duration> of(HttpResponse response) {
    return response
        .getHeader("Retry-After")
        .map(HttpHeader::value)
        .map(String::strip)
        .filter(seconds -> seconds.matches("[0-9]{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }
}
