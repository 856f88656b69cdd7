package talkspurt.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import talkspurt.call.PhoneNumber;

/**
 * An outbound call whose called party does not want to be called again: their number comes on the do-not-call list.
 *
 * @param number theirs, as the call has it
 */
record OptedOutCall(String callId, PhoneNumber number, Instant at) {

  /** Puts their numbers on the list, each once. */
  static void put(Connection connection, List<OptedOutCall> calls) throws SQLException {
    if (calls.isEmpty()) {
      return;
    }
    SubjectKey key = SubjectKey.of(connection);
    for (OptedOutCall call : calls) {
      DoNotCallTable.add(
          connection,
          key.hash(call.number()),
          key.mark(),
          new DoNotCall(DoNotCall.Source.OPT_OUT, "", Optional.of(call.callId()), call.at()));
    }
  }

  /** Without the number, which is personal data. */
  @Override
  public String toString() {
    return "OptedOutCall[" + callId + "]";
  }
}
