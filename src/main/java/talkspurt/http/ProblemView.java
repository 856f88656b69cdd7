package talkspurt.http;

import java.util.Optional;

/** A problem document (RFC 9457) as it is written. */
record ProblemView(String type, String title, int status, String detail, Optional<String> field) {

  static ProblemView of(Problem problem) {
    ProblemKind kind = problem.kind();
    return new ProblemView(
        "urn:talkspurt:problem:" + kind.slug(),
        kind.title(),
        kind.status(),
        problem.detail(),
        problem.field());
  }

  /** A problem of HTTP alone, which the status says all about. */
  static ProblemView blank(int status, String reason, String detail) {
    return new ProblemView("about:blank", reason, status, detail, Optional.empty());
  }
}
