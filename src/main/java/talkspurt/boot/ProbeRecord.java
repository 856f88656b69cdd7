package talkspurt.boot;

import java.util.Optional;
import talkspurt.probe.ProbeResult;

/**
 * What came of the latest synthetic calls.
 *
 * @param failed how many in a row were not answered
 * @param last the latest; empty before the first
 */
record ProbeRecord(int failed, Optional<ProbeResult> last) {

  static final ProbeRecord NONE = new ProbeRecord(0, Optional.empty());

  /** What is worth a line of the log. */
  enum News {
    NONE,
    /** So many in a row were not answered that it is told. */
    FAILING,
    /** One was answered after that was told. */
    RECOVERED
  }

  /** With another result; who finds no place only because others have it is served as well as they are. */
  ProbeRecord after(ProbeResult result) {
    boolean busy = result.kind() == ProbeResult.Kind.BUSY;
    return new ProbeRecord(result.good() ? 0 : busy ? failed : failed + 1, Optional.of(result));
  }

  /** What is new since a record. */
  News since(ProbeRecord before, int tellAfter) {
    if (before.failed < tellAfter && failed >= tellAfter) {
      return News.FAILING;
    }
    return before.failed >= tellAfter && failed < tellAfter ? News.RECOVERED : News.NONE;
  }

  /** Why this node is not ready, if it is not. */
  Optional<String> problem(int tellAfter) {
    return failed < tellAfter
        ? Optional.empty()
        : Optional.of(failed + " synthetic calls in a row were not answered, the last: "
            + last.map(ProbeResult::text).orElse(""));
  }
}
