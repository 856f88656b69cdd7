package talkspurt.control;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import talkspurt.call.CallEvent;
import talkspurt.call.EndReason;
import talkspurt.telemetry.Metrics;

/**
 * Fills a PostgreSQL with calls, and measures the call log on it: see {@code loadtest/call-log}. Its arguments are the
 * port, the database, a command and a number: {@code rows N} fills the log with rows of made-up calls, {@code pages N}
 * times N pages of each kind of filter, {@code journal N} fills the journal, {@code rebuild N} times a rebuild of it.
 */
public final class CallLogLoad {

  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final int DISTINCT = 1000;
  private static final double P50 = 0.5;
  private static final double P95 = 0.95;

  private final Database database;
  private final ActorTestKit kit;
  private final Random random = new Random(1);

  private CallLogLoad(ActorTestKit kit) {
    this.kit = kit;
    this.database = Database.of(kit.system());
  }

  /** Does one thing, and tells what came of it in lines. */
  public static void main(String[] arguments) {
    Config config = ConfigFactory.parseString("""
            akka.actor.provider = local
            akka-persistence-jdbc.shared-databases.slick.db.user = talkspurt
            akka.persistence.journal.auto-start-journals = []
            akka.persistence.snapshot-store.auto-start-snapshot-stores = []
            """)
        .withFallback(NodeConfig.postgres(Integer.parseInt(arguments[0]), arguments[1]));
    ActorTestKit kit = ActorTestKit.create("load", config);
    try {
      Schema.prepare(kit.system(), SchemaUse.MIGRATE);
      CallLogLoad load = new CallLogLoad(kit);
      int number = Integer.parseInt(arguments[3]);
      switch (arguments[2]) {
        case "rows" -> load.rows(number);
        case "pages" -> load.pages(number);
        case "journal" -> load.journal(number);
        case "rebuild" -> load.rebuild(number);
        default -> throw new IllegalArgumentException(arguments[2]);
      }
    } finally {
      kit.shutdownTestKit();
    }
  }

  private void rows(int calls) {
    run("TRUNCATE call_log, call_faults, call_words");
    run("DROP INDEX IF EXISTS call_words_words");
    run("""
        INSERT INTO call_log (call_id, state, caller_id, dnid, profile, profile_version, registered_at, answered_at,
          ended_at, end_reason, failures, failed, cost, experiment, variant, variant_forced, barge_ins, caller_digits,
          answers, answer_ms, disposition, language, called_digits, events, row_version)
        SELECT md5(i::text)::uuid::text, 'Ended', '+49170' || i::bigint * 7919 %% 300000, '4940' || i %% 50,
          'profile' || floor(power(random(), 2) * 10), '5a1e5a1e5a1e', t, t + interval '1 s', t + interval '90 s',
          (ARRAY['COMPLETED','CALLER_HUNG_UP','TRANSFERRED','LINE_LOST','NO_AUDIO','VOICE_FAILED'])
            [1 + floor(power(random(), 4) * 6)::int],
          f, f > 0, (power(random(), 8) * 5000000)::bigint, CASE WHEN i %% 3 = 0 THEN 'e1' ELSE '' END,
          CASE WHEN i %% 3 = 0 THEN (ARRAY['a','b'])[1 + i %% 2] ELSE '' END, false, i %% 4, '49170' || i::bigint * 7919 %% 300000,
          5, 4000, (ARRAY['','booked','asked','no-show','complaint','spam'])[1 + floor(power(random(), 3) * 6)::int],
          (ARRAY['','en','de','fr'])[1 + floor(power(random(), 4) * 4)::int], '4940' || i %% 50, 30, 1
        FROM (SELECT i, timestamptz '2026-01-01' + i * interval '20 s' AS t, CASE WHEN random() < 0.05 THEN 1 ELSE 0 END AS f
          FROM generate_series(1, %d) i) made""".formatted(calls));
    run("""
        INSERT INTO call_faults
        SELECT call_id, 7, registered_at, registered_at,
          (ARRAY['voice-failed','reply-failed','line-lost','tool-failed','wrong-codec'])
            [1 + floor(power(random(), 4) * 5)::int],
          true, '', 1, 'elevenlabs', 'unreachable', 'connection refused', true, 1, NULL
        FROM call_log WHERE failures > 0""");
    for (int from = 0;
        from < calls;
        from += 100_000) { // a statement takes no longer than an answer may
      run("""
          INSERT INTO call_words
          SELECT md5(i::text)::uuid::text, timestamptz '2026-01-01' + i * interval '20 s',
            (SELECT array_to_tsvector(array_agg(DISTINCT 'w' || floor(power(random(), 3) * 5000 + g * 0)))
              FROM generate_series(1, 40 + i %% 2) g)
          FROM generate_series(%d, %d) i""".formatted(from + 1, Math.min(calls, from + 100_000)));
    }
    run("CREATE INDEX call_words_words ON call_words USING GIN (words)");
    for (String table : List.of("call_log", "call_faults", "call_words")) {
      run("ANALYZE " + table);
    }
    say("rows %d", count("call_log"));
  }

  /** Kinds of filters, each with values of chance: common ones and rare ones, and what hardly any call has. */
  private Map<String, Supplier<CallFilter>> kinds(long calls) {
    Map<String, Supplier<CallFilter>> kinds = new LinkedHashMap<>();
    kinds.put("none", () -> plain());
    kinds.put("profile", () -> plain().ofProfile(profile()));
    kinds.put("number of a caller", () -> plain().in(content(number(calls), "", "", -1, "")));
    kinds.put(
        "number called", () -> plain().in(content("4940" + random.nextInt(50), "", "", -1, "")));
    kinds.put("language", () -> plain().in(content("", one("en", "de", "fr", "it"), "", -1, "")));
    kinds.put("fault", () -> plain().in(content("", "", fault(), -1, "")));
    kinds.put("minCost", () -> plain().in(content("", "", "", cost(), "")));
    kinds.put("one word", () -> plain().in(content("", "", "", -1, word())));
    kinds.put("two words", () -> plain().in(content("", "", "", -1, word() + " " + word())));
    kinds.put("reason", () -> of(Optional.of(reason()), "", "", false));
    kinds.put("disposition", () -> of(Optional.empty(), disposition(), "", false));
    kinds.put("variant", () -> of(Optional.empty(), "", one("a", "b"), false));
    kinds.put("failed", () -> of(Optional.empty(), "", "", true));
    kinds.put(
        "profile, reason, disposition",
        () -> of(Optional.of(reason()), disposition(), "", false).ofProfile(profile()));
    kinds.put(
        "profile, fault", () -> plain().ofProfile(profile()).in(content("", "", fault(), -1, "")));
    kinds.put(
        "profile, word", () -> plain().ofProfile(profile()).in(content("", "", "", -1, word())));
    kinds.put(
        "minCost, word, reason",
        () -> of(Optional.of(reason()), "", "", false).in(content("", "", "", cost(), word())));
    return kinds;
  }

  private void pages(int each) {
    long calls = count("call_log");
    List<Long> all = new ArrayList<>();
    kinds(calls).forEach((name, kind) -> {
      List<Long> took = new ArrayList<>();
      for (int page = -each / 10; page < each; page++) {
        CallFilter filter = kind.get();
        CallFilter place = page % 2 == 0
            ? filter
            : filter.after(new CallPlace(
                FIRST.plus(Duration.ofSeconds(20L * random.nextInt((int) calls))), "0"));
        long since = System.nanoTime();
        database.transactNow(connection -> CallLogTable.page(connection, place));
        if (page >= 0) {
          took.add(System.nanoTime() - since);
        }
      }
      all.addAll(took);
      tell(name, took);
    });
    tell("all", all);
  }

  private static void tell(String name, List<Long> took) {
    long[] sorted = took.stream().mapToLong(nanos -> nanos).sorted().toArray();
    say(
        "%-30s p50 %6.1f ms  p95 %6.1f ms  most %6.1f ms  (%d)",
        name,
        sorted[(int) (P50 * (sorted.length - 1))] / 1e6,
        sorted[(int) (P95 * (sorted.length - 1))] / 1e6,
        sorted[sorted.length - 1] / 1e6,
        sorted.length);
  }

  private static CallFilter plain() {
    return CallFilter.newest(50);
  }

  private static CallFilter of(
      Optional<EndReason> reason, String disposition, String variant, boolean failed) {
    return new CallFilter(
        false,
        failed,
        Optional.empty(),
        Optional.empty(),
        Optional.of(variant).filter(text -> !text.isEmpty()),
        Optional.empty(),
        Optional.empty(),
        reason,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        50,
        Optional.of(disposition).filter(text -> !text.isEmpty()));
  }

  private static CallContent content(
      String number, String language, String fault, long cost, String words) {
    return new CallContent(
        Optional.of(number).filter(text -> !text.isEmpty()),
        Optional.of(language).filter(text -> !text.isEmpty()),
        Optional.of(fault).filter(text -> !text.isEmpty()),
        Optional.of(cost).filter(least -> least >= 0),
        Optional.of(words).filter(text -> !text.isEmpty()).map(WordSearch::of));
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }

  private String profile() {
    return "profile" + random.nextInt(11);
  }

  private String number(long calls) {
    return "+49170" + (1 + random.nextLong(calls)) * 7919 % 300_000;
  }

  private String fault() {
    return one("voice-failed", "reply-failed", "line-lost", "tool-failed", "wrong-codec", "loop");
  }

  private long cost() {
    return random.nextLong(5_100_000);
  }

  private String word() {
    return "w" + (int) (Math.pow(random.nextDouble(), 3) * 5100);
  }

  private EndReason reason() {
    return EndReason.valueOf(
        one("COMPLETED", "CALLER_HUNG_UP", "TRANSFERRED", "LINE_LOST", "NO_AUDIO", "BUSY"));
  }

  private String disposition() {
    return one("booked", "asked", "no-show", "complaint", "spam", "never");
  }

  private void journal(int calls) {
    run("TRUNCATE event_journal, event_tag, call_log, call_turns, call_tools, call_faults,"
        + " call_costs, call_words, call_log_set_aside");
    RawJournal journal = new RawJournal(kit.system());
    RandomCalls made = new RandomCalls(7);
    for (int call = 0; call < Math.min(DISTINCT, calls); call++) {
      List<CallEvent> events = made.next();
      journal.write(UUID.randomUUID(), 1, events);
    }
    long last = number("SELECT MAX(ordering) FROM event_journal");
    for (int copy = 1; copy < calls / DISTINCT; copy++) {
      run("INSERT INTO event_journal (persistence_id, sequence_number, deleted, writer,"
          + " write_timestamp, adapter_manifest, event_ser_id, event_ser_manifest, event_payload)"
          + " SELECT 'call|' || md5(persistence_id || '" + copy + "')::uuid::text, sequence_number,"
          + " deleted, writer, write_timestamp, adapter_manifest, event_ser_id, event_ser_manifest,"
          + " event_payload FROM event_journal WHERE ordering <= " + last + " ORDER BY ordering");
    }
    run("UPDATE call_log_offset SET last_ordering = (SELECT MAX(ordering) FROM event_journal)");
    run("ANALYZE event_journal");
    say("journal %d events", count("event_journal"));
  }

  private void rebuild(int times) {
    CallLogRebuilding rebuilding = CallLogRebuilding.of(kit.system(), new Metrics());
    for (int time = 0; time < times; time++) {
      long since = System.nanoTime();
      rebuilding.begin();
      List<Long> pages = new ArrayList<>();
      long page = System.nanoTime();
      while (rebuilding.page() == RebuildPage.WRITTEN) {
        pages.add(System.nanoTime() - page);
        page = System.nanoTime();
      }
      double seconds = (System.nanoTime() - since) / 1e9;
      RebuildState done = rebuilding.state();
      say(
          "%d calls made anew in %.1f s, %.0f a second; %d rows, %d set aside",
          done.calls(), seconds, done.calls() / seconds, count("call_log"), rebuilding.setAside());
      tell("a page", pages);
    }
  }

  private void run(String sql) {
    database.transactNow(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.execute();
      }
      return null;
    });
  }

  private long count(String table) {
    return number("SELECT COUNT(*) FROM " + table);
  }

  private long number(String query) {
    return database.transactNow(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(query);
          ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    });
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(format, values).stripTrailing());
  }
}
