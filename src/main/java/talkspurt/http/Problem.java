package talkspurt.http;

import java.util.Optional;
import talkspurt.call.Refusal;
import talkspurt.text.OutsideText;

/**
 * What is wrong with a request, or with us.
 *
 * @param detail one sentence for people; may quote the request, so it is answered but never logged
 * @param field the parameter or field at fault, if one is
 */
record Problem(ProblemKind kind, String detail, Optional<String> field) {

  private static final int MAX_FIELD = 80;

  /** What is quoted may hold anything, and may have been cut within a character. */
  Problem {
    detail = OutsideText.repaired(detail);
    field = field.map(OutsideText::repaired);
  }

  static Problem of(ProblemKind kind, String detail) {
    return new Problem(kind, detail, Optional.empty());
  }

  static Problem of(Refusal why) {
    return of(RefusalProblems.of(why), why.text());
  }

  /** A field whose value cannot be taken. */
  static Problem badField(String field, String detail) {
    String named = OutsideText.shortened(field, MAX_FIELD);
    return new Problem(ProblemKind.BAD_REQUEST, named + " " + detail, Optional.of(named));
  }

  /** To be thrown where a request is read. */
  ProblemFound found() {
    return new ProblemFound(this, false);
  }

  /** The same, where the line with the call's id is in the log already. */
  ProblemFound foundAndLogged() {
    return new ProblemFound(this, true);
  }
}
