package talkspurt.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.ByteRange;
import akka.http.javadsl.model.headers.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bytes of a file that a request asks for by its {@code Range} header (RFC 9110, 14).
 *
 * @param from the first
 * @param count how many, at least one
 */
record ByteSpan(long from, long count) {

  /**
   * What is asked for; empty: all of it. Who asks for several ranges at once gets all of it, and so does who asks by a validator: no answer has one.
   *
   * @param length of the file
   * @throws ProblemFound where no such byte is there
   */
  static Optional<ByteSpan> asked(HttpRequest request, long length) {
    List<ByteRange> ranges = new ArrayList<>();
    request.getHeader(Range.class).ifPresent(header -> header.getRanges().forEach(ranges::add));
    return ranges.size() != 1 || request.getHeader("If-Range").isPresent()
        ? Optional.empty()
        : Optional.of(within(ranges.get(0), length));
  }

  private static ByteSpan within(ByteRange asked, long length) {
    long from;
    long until = length;
    if (asked.isSuffix()) {
      from = length - Math.min(length, asked.getSuffixLength().orElseThrow());
    } else if (asked.isFromOffset()) {
      from = asked.getOffset().orElseThrow();
    } else {
      from = asked.getSliceFirst().orElseThrow();
      until = Math.min(length, asked.getSliceLast().orElseThrow() + 1);
    }
    if (from >= until) {
      throw Problem.of(ProblemKind.NO_SUCH_RANGE, "there are " + length + " bytes")
          .found();
    }
    return new ByteSpan(from, until - from);
  }

  /** The last byte. */
  long last() {
    return from + count - 1;
  }
}
