package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What tables hold of callers is left out of backups that are kept long, and deleted with a call. */
class BackupTablesTest {

  /** Encrypted, or without words and numbers of callers. Whoever adds a table says here that it is one of these. */
  private static final Set<String> KEPT_IN_BACKUPS = Set.of(
      "event_journal", // under the keys of calls
      "snapshot",
      "event_tag",
      "call_log_offset",
      "call_log_rebuild",
      "call_later_costs", // sums
      "budget_alerts",
      "cluster_lease",
      "admission",
      "profile_versions", // settings
      "events_head",
      "event_webhooks",
      "audit", // keyed hashes
      "removals",
      "removed_calls",
      "call_holds", // must outlast everything
      "call_holds_lock", // a row that is locked
      "outbound_dials", // keyed hashes
      "do_not_call", // keyed hashes
      "campaigns",
      "probes"); // synthetic calls

  /** Of these a row says of a call by design that it was. */
  private static final Set<String> OUTLASTS_ITS_CALL = Set.of(
      "call_keys",
      "call_holds",
      "removed_calls",
      "probes",
      "outbound_calls", // goes by its number
      "outbound_dials",
      "do_not_call");

  private static Set<String> found(String text, String pattern) {
    Set<String> all = new TreeSet<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      all.add(matcher.group(1));
    }
    return all;
  }

  private static String schema() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(Path.of("persistence-sql/postgres"))) {
      for (Path file :
          files.filter(one -> one.getFileName().toString().startsWith("V")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  @Test
  void eachTableIsLeftOutOfTheBackupOrHoldsNothingReadable() throws IOException {
    String text = Files.readString(Path.of("src/docs/privacy.md"));
    Set<String> leftOut = found(text, "--exclude-table-data=(\\w+)");
    Set<String> all = new TreeSet<>(leftOut);
    all.addAll(KEPT_IN_BACKUPS);
    assertThat(all).isEqualTo(found(schema(), "CREATE TABLE IF NOT EXISTS (\\w+)"));
    assertThat(leftOut).doesNotContainAnyElementsOf(KEPT_IN_BACKUPS);
    assertThat(leftOut).containsAll(found(text, "--table=(\\w+)"));
  }

  @Test
  void eachTableOfCallsIsDeletedFromWithACall() throws IOException {
    Set<String> ofCalls =
        found(schema(), "CREATE TABLE IF NOT EXISTS (\\w+) \\([^;]*?(?:call_id|persistence_id) ");
    ofCalls.removeAll(OUTLASTS_ITS_CALL);
    String erasure = Files.readString(Path.of("src/main/java/talkspurt/control/CallErasure.java"));
    assertThat(found(erasure, "\"(\\w+)\"")).containsAll(ofCalls);
    assertThat(ofCalls).contains("call_log", "event_journal", "call_words", "events_out");
  }
}
