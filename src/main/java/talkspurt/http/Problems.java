package talkspurt.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCode;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.model.headers.RetryAfter;
import akka.http.scaladsl.model.EntityStreamException;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.http.scaladsl.model.IllegalUriException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import talkspurt.control.DatabaseFault;
import talkspurt.telemetry.LimitedLog;
import talkspurt.telemetry.NanoClock;
import talkspurt.text.OutsideText;

/** Answers what went wrong, in the format the request wants, and logs it without personal data. */
final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private static final LimitedLog UNAVAILABLE = new LimitedLog(NanoClock.system(), 20);
  private static final int MAX_CAUSE = 200;

  static final ContentType PROBLEM_JSON = ContentTypes.create(
      MediaTypes.applicationWithFixedCharset("problem+json", HttpCharsets.UTF_8));

  private static final long RETRY_AFTER_S = 1;

  private Problems() {}

  static HttpResponse answer(HttpRequest request, Throwable failure) {
    Problem problem = of(failure);
    if (logged(failure)) {
      return render(request, problem); // with the call's id, which the body alone tells
    }
    if (problem.kind() == ProblemKind.INTERNAL) {
      RequestLine.of(request).onto(LOG.atError()).setCause(failure).log("request failed");
      return render(request, problem);
    }
    if (problem.kind() == ProblemKind.UNAVAILABLE || problem.kind().refusesCalls()) {
      UNAVAILABLE.log(
          problem.kind().slug(),
          more -> RequestLine.of(request)
              .onto(LOG.atWarn())
              .log(
                  "request answered with 503 {}: {}{}{}",
                  problem.kind().slug(),
                  cause(failure),
                  calls(request),
                  more));
      return render(request, problem);
    }
    return answer(request, problem);
  }

  /** Which call the request is of: the path names it, or a call start. */
  private static String calls(HttpRequest request) {
    Optional<String> started =
        request.getUri().rawQueryString().isEmpty() ? Optional.empty() : uuid(request);
    return RequestLine.of(request)
        .callId()
        .or(() -> started)
        .map(" (call "::concat)
        .map(told -> told + ")")
        .orElse("");
  }

  private static Optional<String> uuid(HttpRequest request) {
    try {
      return request.getUri().query().get("uuid").filter(Checked::isCallId);
    } catch (IllegalUriException unreadable) {
      return Optional.empty();
    }
  }

  private static String cause(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root instanceof ProblemFound found) {
      return found.problem().detail();
    }
    if (root instanceof SQLException) {
      return DatabaseFault.meaning(root); // its own words may quote callers
    }
    return root instanceof TimeoutException
        ? "no answer in time"
        : OutsideText.forLog(String.valueOf(root.getMessage()), MAX_CAUSE);
  }

  static HttpResponse answer(HttpRequest request, Problem problem) {
    if (problem.kind() == ProblemKind.UNKNOWN_PATH) {
      LOG.debug("nothing at the path of a request");
    } else {
      RequestLine.of(request)
          .onto(LOG.atWarn())
          .log("request answered with {} {}", problem.kind().status(), line(problem));
    }
    return render(request, problem);
  }

  private static HttpResponse render(HttpRequest request, Problem problem) {
    StatusCode status = StatusCodes.get(problem.kind().status());
    HttpResponse response = AnswerFormat.ofProblem(request) == AnswerFormat.TEXT
        ? PlainText.answer(status, text(problem))
        : Json.answer(status, PROBLEM_JSON, ProblemView.of(problem));
    if (problem.kind() == ProblemKind.TOKEN_NEEDED) {
      return response.addHeader(RawHeader.create("WWW-Authenticate", "Bearer realm=\"talkspurt\""));
    }
    return problem.kind().passing()
        ? response.addHeader(RetryAfter.create(RETRY_AFTER_S))
        : response;
  }

  private static String text(Problem problem) {
    return problem.kind().refusesCalls()
        ? problem.kind().slug()
        : "error " + problem.kind().status() + " " + line(problem);
  }

  /** Words of our own alone: neither a dialplan's expression nor the log gets what was sent. */
  private static String line(Problem problem) {
    return problem.kind().slug()
        + problem
            .field()
            .filter(field -> field.matches("[A-Za-z]{1,20}"))
            .map(" "::concat)
            .orElse("");
  }

  private static boolean logged(Throwable failure) {
    if (failure instanceof CompletionException || failure instanceof ExecutionException) {
      return logged(failure.getCause());
    }
    return failure instanceof ProblemFound found && found.logged();
  }

  static Problem of(Throwable failure) {
    if (failure instanceof CompletionException || failure instanceof ExecutionException) {
      return of(failure.getCause());
    }
    if (failure instanceof ProblemFound found) {
      return found.problem();
    }
    if (failure instanceof EntityStreamSizeException tooLarge) {
      return Problem.of(
          ProblemKind.TOO_LARGE, "the body may have at most " + tooLarge.limit() + " bytes");
    }
    if (failure instanceof IllegalUriException || failure instanceof EntityStreamException) {
      return Problem.of(ProblemKind.BAD_REQUEST, "the query or body is not properly encoded");
    }
    return passing(failure)
        ? Problem.of(ProblemKind.UNAVAILABLE, "the call or its journal gave no answer; try again")
        : Problem.of(ProblemKind.INTERNAL, "the fault is logged");
  }

  /** No answer in time, no database, or no place in its queue. */
  private static boolean passing(Throwable failure) {
    return failure instanceof TimeoutException
        || failure instanceof RejectedExecutionException
        || DatabaseFault.mayPass(failure);
  }
}
