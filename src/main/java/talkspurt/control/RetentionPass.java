package talkspurt.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One way through all that is kept, page by page: removes what has been kept long enough, kind after kind, and tells how
 * old the oldest is that stays. Whoever is stopped in it loses nothing: the next begins it again, and finds what is left.
 */
final class RetentionPass {

  /** What is found by something else goes before that. */
  private static final RetentionKind[] ORDER = {
    RetentionKind.RECORDINGS,
    RetentionKind.WORDS,
    RetentionKind.JOURNAL,
    RetentionKind.OUTCOMES,
    RetentionKind.CALL_LOG,
    RetentionKind.AUDIT
  };

  private static final int AUDIT_AT_ONCE = 500;
  private static final int KEYS_AT_ONCE = 500;

  /** A node that writes late of an erased call does so by then. */
  private static final Duration KEYS_REMEMBERED = Duration.ofDays(30);

  /**
   * A page.
   *
   * @param kind of what
   * @param removed how many
   */
  record Page(RetentionKind kind, int removed) {}

  private final RetentionRules rules;
  private final CallErasure erasure;
  private final Map<RetentionKind, Optional<Instant>> oldest = new EnumMap<>(RetentionKind.class);
  private int kind;
  private int share;
  private long position;
  private String call = "";
  private boolean waits;

  RetentionPass(RetentionRules rules, CallErasure erasure) {
    this.rules = rules;
    this.erasure = erasure;
  }

  /** Whether there may be more to do. */
  boolean goesOn() {
    return kind < ORDER.length;
  }

  /** Whether it ended at once since the call log is being made anew, or has to be. */
  boolean waits() {
    return waits;
  }

  /** The oldest of each kind that was looked through. */
  Map<RetentionKind, Optional<Instant>> oldest() {
    return oldest;
  }

  /** Whether files of recordings are next. */
  boolean atFiles() {
    return goesOn() && ORDER[kind] == RetentionKind.RECORDINGS;
  }

  /** Calls whose files are to go now; none where there is no more, and another kind is next. */
  List<RecordedCall> files(Connection connection, Instant now) throws SQLException {
    if (endsHere(connection)) {
      return List.of();
    }
    List<RetentionRules.Share> shares = rules.shares(RetentionKind.RECORDINGS);
    while (share < shares.size()) {
      List<RecordedCall> calls =
          RetentionTable.recordings(connection, shares.get(share), call, now);
      if (!calls.isEmpty()) {
        call = calls.get(calls.size() - 1).id().toString();
        return calls;
      }
      share++;
      call = "";
    }
    over(connection, RetentionKind.RECORDINGS, 0);
    return List.of();
  }

  /** The next page; at the end of a kind it may be empty. To be called while it goes on, and not for files. */
  Page page(Connection connection, Instant now) throws SQLException {
    RetentionKind own = ORDER[kind];
    HoldTable.lock(connection);
    if (endsHere(connection)) {
      return new Page(own, 0);
    }
    return switch (own) {
      case JOURNAL -> journal(connection, now);
      case AUDIT -> audit(connection, now);
      default -> calls(connection, own, now);
    };
  }

  private boolean endsHere(Connection connection) throws SQLException {
    waits = !RetentionTable.logIsWhole(connection);
    if (waits) {
      kind = ORDER.length;
    }
    return waits;
  }

  private Page calls(Connection connection, RetentionKind own, Instant now) throws SQLException {
    List<RetentionRules.Share> shares = rules.shares(own);
    if (share >= shares.size()) {
      return over(connection, own, 0);
    }
    int removed = switch (own) {
      case WORDS -> RetentionTable.words(erasure, connection, shares.get(share), now);
      case OUTCOMES -> RetentionTable.outcomes(erasure, connection, shares.get(share), now);
      case CALL_LOG -> RetentionTable.callLog(erasure, connection, shares.get(share), now);
      default -> throw new AssertionError(own);
    };
    if (removed == 0) {
      share++;
    }
    return new Page(own, removed);
  }

  private Page journal(Connection connection, Instant now) throws SQLException {
    RetentionTable.Walked walked =
        RetentionTable.journal(erasure, connection, rules, position, now);
    if (walked.position().isEmpty()) {
      return over(connection, RetentionKind.JOURNAL, walked.removed());
    }
    position = walked.position().get();
    return new Page(RetentionKind.JOURNAL, walked.removed());
  }

  private Page audit(Connection connection, Instant now) throws SQLException {
    Optional<Instant> before = rules.standard().of(RetentionKind.AUDIT).map(now::minus);
    int removed = before.isPresent() ? AuditTable.drop(connection, before.get(), AUDIT_AT_ONCE) : 0;
    if (removed == AUDIT_AT_ONCE) {
      return new Page(RetentionKind.AUDIT, removed);
    }
    if (before.isPresent()) {
      RemovalTable.drop(connection, before.get());
    }
    if (CallKeyTable.forget(connection, now.minus(KEYS_REMEMBERED), KEYS_AT_ONCE) == KEYS_AT_ONCE) {
      return new Page(RetentionKind.AUDIT, removed);
    }
    return over(connection, RetentionKind.AUDIT, removed);
  }

  private Page over(Connection connection, RetentionKind own, int removed) throws SQLException {
    oldest.put(own, RetentionTable.oldest(connection, own));
    kind++;
    share = 0;
    return new Page(own, removed);
  }
}
