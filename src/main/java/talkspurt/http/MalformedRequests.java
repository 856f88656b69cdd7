package talkspurt.http;

import akka.event.LoggingAdapter;
import akka.http.ParsingErrorHandler;
import akka.http.javadsl.model.HttpResponse;
import akka.http.scaladsl.model.ErrorInfo;
import akka.http.scaladsl.model.StatusCode;
import akka.http.scaladsl.settings.ServerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what is not an HTTP request at all, such as a target with control characters. Akka makes it
 * by name, and its own log line would quote the target, which holds the caller's number.
 */
final class MalformedRequests extends ParsingErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(MalformedRequests.class);

  private static final String DETAIL =
      "the request is malformed or too long; values in its target must be percent-encoded";

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo error, LoggingAdapter log, ServerSettings settings) {
    LOG.warn("malformed request answered with {}", status.intValue());
    return Json.answer(
        status,
        Problems.PROBLEM_JSON,
        ProblemView.blank(status.intValue(), status.reason(), DETAIL));
  }
}
