package talkspurt.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Deletes calls whose deletion was asked for, some in a transaction, once each is over and not held. */
final class RemovalWork {

  private final CallErasure erasure;

  RemovalWork(CallErasure erasure) {
    this.erasure = erasure;
  }

  /** Looks at the next calls whose turn has come; how many were deleted now. */
  int page(Connection connection, Instant now) throws SQLException {
    HoldTable.lock(connection);
    List<RemovalStep> due = RemovalTable.due(connection, now);
    int removed = 0;
    for (RemovalStep call : due) {
      if (call.mayGo(now)) {
        remove(connection, call, now);
        removed += call.removed() ? 0 : 1;
      } else {
        RemovalTable.step(connection, call.callId(), call.next(now), Optional.empty(), 0);
      }
    }
    return removed;
  }

  /** Where its files may lie has to be known before its rows are gone. */
  private void remove(Connection connection, RemovalStep call, Instant now) throws SQLException {
    List<RecordedCall> logged = RecordedCallTable.of(connection, List.of(call.callId()));
    RecordedCall recorded = logged.isEmpty()
        ? RecordedCallTable.ofJournal(connection, call.callId())
            .orElseGet(() ->
                RecordedCallTable.call(call.callId(), call.askedAt(), call.askedAt(), Set.of()))
        : logged.get(0);
    RemovalTable.files(connection, recorded, now);
    long events = erasure.everything(connection, List.of(call.callId()), now);
    RemovalTable.step(connection, call.callId(), call.next(now), Optional.of(now), events);
  }
}
