package talkspurt.http;

import akka.http.javadsl.model.HttpRequest;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.slf4j.spi.LoggingEventBuilder;
import talkspurt.telemetry.LogFields;

/**
 * What of a request may be logged: no query, and of the path only our own words.
 *
 * @param callId the call the path names, if it names one
 */
record RequestLine(String method, String path, Optional<String> callId) {

  private static final Set<String> OURS =
      Set.of("api", "call-start", "calls", "next", "transfer-failed", "health", "ready", "metrics");

  static RequestLine of(HttpRequest request) {
    StringJoiner path = new StringJoiner("/", "/", "");
    Optional<String> callId = Optional.empty();
    for (String segment : request.getUri().pathSegments()) {
      path.add(OURS.contains(segment) ? segment : "*");
      if (Checked.isCallId(segment)) {
        callId = Optional.of(segment);
      }
    }
    return new RequestLine(request.method().name(), path.toString(), callId);
  }

  LoggingEventBuilder onto(LoggingEventBuilder event) {
    LoggingEventBuilder told = event.addKeyValue("method", method).addKeyValue("path", path);
    return callId.map(id -> told.addKeyValue(LogFields.CALL, id)).orElse(told);
  }
}
