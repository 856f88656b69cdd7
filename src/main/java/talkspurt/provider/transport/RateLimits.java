package talkspurt.provider.transport;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server says of its rate limits in the headers that OpenAI's has, and many that speak like it: {@code
 * x-ratelimit-remaining-requests: 0} with {@code x-ratelimit-reset-requests: 6m0s}, and the same of tokens.
 */
final class RateLimits {

  private static final Duration LONGEST = Duration.ofHours(24);
  private static final String[] KINDS = {"requests", "tokens"};
  private static final Pattern TIME =
      Pattern.compile("(?:([0-9]{1,4})h)?(?:([0-9]{1,4})m)?(?:([0-9]{1,6}(?:\\.[0-9]{1,9})?)s)?");
  private static final Pattern MILLIS = Pattern.compile("([0-9]{1,8})(?:\\.[0-9]{1,9})?ms");

  private RateLimits() {}

  /** For how long it takes no more; zero where something is left; empty where it does not say. */
  static Optional<Duration> of(HttpResponse response) {
    Optional<Duration> wait = Optional.empty();
    for (String kind : KINDS) {
      Optional<String> remaining = value(response, "x-ratelimit-remaining-" + kind);
      if (remaining.isPresent()) {
        Duration one = remaining.get().equals("0")
            ? value(response, "x-ratelimit-reset-" + kind)
                .flatMap(RateLimits::time)
                .orElse(Duration.ZERO)
            : Duration.ZERO;
        wait = wait.filter(other -> other.compareTo(one) > 0).or(() -> Optional.of(one));
      }
    }
    return wait;
  }

  private static Optional<String> value(HttpResponse response, String name) {
    return response.getHeader(name).map(HttpHeader::value).map(String::strip);
  }

  /** {@code 250ms}, {@code 1s}, {@code 6m0s}, {@code 1h2m3.5s}; what else there is counts as nothing. */
  static Optional<Duration> time(String text) {
    Matcher millis = MILLIS.matcher(text);
    if (millis.matches()) {
      return Optional.of(Duration.ofMillis(Long.parseLong(millis.group(1))));
    }
    Matcher time = TIME.matcher(text);
    if (text.isEmpty() || !time.matches()) {
      return Optional.empty();
    }
    Duration wait = Duration.ofHours(number(time.group(1)))
        .plusMinutes(number(time.group(2)))
        .plusMillis(
            time.group(3) == null ? 0 : Math.round(1000 * Double.parseDouble(time.group(3))));
    return Optional.of(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
