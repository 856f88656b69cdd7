package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.persistence.query.PersistenceQuery;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.call.CallEvent;
import talkspurt.call.CallEvent.CallEnded;
import talkspurt.call.CallEvent.CallRegistered;
import talkspurt.call.CallSamples;
import talkspurt.call.Consent;
import talkspurt.call.EndReason;
import talkspurt.telemetry.Metrics;

/** What the log has beside its rows, how it is found, and how it is made anew: on a journal of random calls. */
@ParameterizedClass
@EnumSource(TestDatabase.Product.class)
class CallLogRebuildTest {

  private static final int KILLS = 50;
  private static final String[] TABLES = {
    "event_journal",
    "call_log",
    "call_turns",
    "call_tools",
    "call_faults",
    "call_costs",
    "call_words",
    "call_outcomes",
    "call_log_set_aside",
    "events_out"
  };

  private static Config server;
  private static ActorTestKit kit;
  private static Database database;
  private static RawJournal journal;

  private final Map<UUID, List<CallEvent>> calls = new LinkedHashMap<>();
  private final Metrics metrics = new Metrics();

  CallLogRebuildTest(TestDatabase.Product product) {
    assertThat(product).isNotNull();
  }

  @BeforeParameterizedClassInvocation
  static void start(TestDatabase.Product product) {
    server = product.make("rebuild");
    kit = ActorTestKit.create(
        "rebuild", ConfigFactory.parseString("akka.actor.provider = local").withFallback(server));
    Schema.prepare(kit.system(), SchemaUse.MIGRATE);
    database = Database.of(kit.system());
    journal = new RawJournal(kit.system());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void empty() {
    for (String table : TABLES) {
      run("DELETE FROM " + table);
    }
    run("UPDATE call_log_offset SET last_ordering = 0");
    run("UPDATE events_head SET last_seq = 0, removed_seq = 0, removed_at = NULL");
    run("UPDATE call_log_rebuild SET running = FALSE, version = 1, position = 0, worker = ''");
  }

  @Test
  void aRebuiltLogIsWhatFollowsFromTheJournal() {
    written(new RandomCalls(1), 201);
    follow();
    assertWhole();
    run(
        "UPDATE call_log SET events = 0, row_version = 0, profile = 'old', language = '', consent = ''");
    for (String table : List.of("call_turns", "call_faults", "call_costs", "call_words")) {
      run("DELETE FROM " + table);
    }
    run("UPDATE call_log_rebuild SET version = 0");
    assertThat(transact(RebuildTable::begin)).isTrue();
    assertThat(transact(RebuildTable::begin)).as("while it is under way").isFalse();
    int pages = 0;
    while (transact(rebuild("a")::page) == RebuildPage.WRITTEN) { // each time by a new process
      pages++;
    }
    assertThat(pages).as("of 100 calls").isEqualTo(3);
    assertWhole();
    RebuildState done = transact(RebuildTable::read);
    assertThat(done.running()).isFalse();
    assertThat(done.old()).isFalse();
    assertThat(done.calls()).isEqualTo(201);
    assertThat(done.finishedAt()).isPresent();
  }

  @Test
  void aNodeRebuildsTheLogWhenItIsAsked() {
    written(new RandomCalls(11), 101);
    follow();
    run("UPDATE call_log SET events = 0, profile = 'old'");
    transact(RebuildTable::begin);
    ActorRef<CallLogUpkeep.Command> upkeep = kit.spawn(CallLogUpkeep.create(
        database,
        rebuild("a"),
        new WordIndexFill(new Metrics().database()),
        Duration.ofMillis(10)));
    kit.createTestProbe().awaitAssert(Duration.ofSeconds(60), () -> {
      assertThat(transact(RebuildTable::read).running()).isFalse();
      return null;
    });
    assertWhole();
    transact(RebuildTable::begin);
    kit.createTestProbe().awaitAssert(Duration.ofSeconds(60), () -> {
      assertThat(transact(RebuildTable::read).running()).as("and again").isFalse();
      return null;
    });
    kit.stop(upkeep);
  }

  @Test
  void whoRebuildsIsAloneUntilNothingIsHeardOfIt() {
    written(new RandomCalls(2), 101);
    follow();
    transact(RebuildTable::begin);
    assertThat(transact(rebuild("a")::page)).isEqualTo(RebuildPage.WRITTEN);
    assertThat(transact(rebuild("b")::page)).isEqualTo(RebuildPage.TAKEN);
    run("UPDATE call_log_rebuild SET renewed_at = renewed_at - INTERVAL '61' SECOND");
    long position = transact(RebuildTable::read).position();
    assertThat(transact(rebuild("b")::page)).isEqualTo(RebuildPage.WRITTEN);
    assertThatThrownBy(() -> transact(connection -> {
          RebuildTable.move(connection, "a", position, position + 1, 1);
          return null;
        }))
        .hasMessageContaining("made anew by another process");
    assertThat(transact(rebuild("b")::page)).isEqualTo(RebuildPage.DONE);
    assertThat(transact(rebuild("a")::page)).isEqualTo(RebuildPage.DONE);
    assertThat(transact(RebuildTable::read).calls()).isEqualTo(101);
  }

  @Test
  void aRowThatKnowsMoreIsNotPutBack() {
    UUID id = written(List.of(new CallRegistered(CallSamples.AT, CallSamples.PLAN)));
    follow();
    run("UPDATE call_log SET events = 7, profile = 'newer'");
    transact(connection -> rebuild("a").rewrite(connection, persistenceIds(id)));
    assertThat(page(CallContent.ANY)).extracting(CallLogEntry::profile).containsExactly("newer");
  }

  @Test
  void oneCallThatTheDatabaseRefusesIsSetAsideAndTriedAgain() {
    UUID odd = new RandomCalls(30).id();
    calls.put(
        odd,
        List.of(
            new CallRegistered(CallSamples.AT, CallSamples.plan("1", "2", "odd")),
            new CallEvent.LineAttached(CallSamples.AT, "A"),
            new CallEvent.GreetingPlayed(CallSamples.AT, CallSamples.words("Hello.")),
            new CallEnded(CallSamples.AT, EndReason.COMPLETED)));
    write(odd, 0, 4);
    written(new RandomCalls(3), 20);
    run("ALTER TABLE call_log ADD CONSTRAINT odd CHECK (profile <> 'odd')");
    try {
      follow();
    } finally {
      run("ALTER TABLE call_log DROP CONSTRAINT odd");
    }
    assertThat(aside()).singleElement().satisfies(aside -> {
      assertThat(aside.callId()).isEqualTo(odd.toString());
      assertThat(aside.event()).isZero();
      assertThat(aside.reason()).containsIgnoringCase("odd");
    });
    assertThat(page(CallContent.ANY)).hasSize(21);
    transact(connection -> rebuild("a").rewrite(connection, persistenceIds(odd)));
    assertThat(transact(SetAsideTable::count)).isZero();
    assertWhole();
  }

  @Test
  void whatIsRefusedBesideARowLeavesTheRowWhole() {
    written(new RandomCalls(5), 20);
    run("ALTER TABLE call_tools ADD CONSTRAINT none CHECK (turn <> 2)");
    try {
      follow();
    } finally {
      run("ALTER TABLE call_tools DROP CONSTRAINT none");
    }
    long aside = transact(SetAsideTable::count);
    assertThat(aside).isPositive();
    assertThat(page(CallContent.ANY))
        .hasSize(20)
        .noneMatch(entry -> entry.profile().isEmpty());
    List<String> asideCalls = transact(connection -> SetAsideTable.calls(connection, 100));
    assertThat(asideCalls).hasSize((int) aside);
    transact(connection ->
        rebuild("a").rewrite(connection, JournalReader.pages(asideCalls).get(0)));
    assertThat(transact(SetAsideTable::count)).isZero();
    assertWhole();
  }

  @Test
  void anEventThatCannotBeReadIsSetAsideUntilItCan() {
    UUID id = written(List.of(new CallRegistered(CallSamples.AT, CallSamples.PLAN)));
    journal.write(id, 2, RawJournal.Damage.TYPE);
    follow();
    transact(connection -> rebuild("a").rewrite(connection, persistenceIds(id)));
    assertThat(aside()).singleElement().satisfies(aside -> {
      assertThat(aside.event()).isEqualTo(2);
      assertThat(aside.attempts()).isEqualTo(2);
    });
    assertThat(page(fault("event-unreadable"))).hasSize(1);
    run("DELETE FROM event_journal WHERE sequence_number = 2");
    journal.write(id, 2, new CallEvent.LineAttached(CallSamples.AT, "A"));
    transact(connection -> rebuild("a").rewrite(connection, persistenceIds(id)));
    assertThat(transact(SetAsideTable::count)).isZero();
    assertThat(page(fault("event-unreadable"))).isEmpty();
    assertThat(page(CallContent.ANY)).noneMatch(CallLogEntry::failed);
  }

  @Test
  void callsAreFoundByWhatHappenedInThem() {
    written(new RandomCalls(6), 300);
    follow();
    List<CallLogEntry> all = page(CallContent.ANY);
    assertThat(all).hasSize(300);
    assertThat(found(content(Optional.of("+49 17-1"), "", "", -1, "")))
        .isEqualTo(ids(all, call -> call.callerId().equals("+49171")));
    assertThat(found(content(Optional.of("(49) 40/7"), "", "", -1, "")))
        .isNotEmpty()
        .isEqualTo(ids(all, call -> call.dnid().equals("49 40-7")));
    assertThat(found(content(Optional.empty(), "en", "", -1, ""))).hasSize(300);
    assertThat(found(content(Optional.empty(), "de", "", -1, ""))).isEmpty();
    assertThat(found(content(Optional.empty(), "", "", 6000, "")))
        .isNotEmpty()
        .isEqualTo(ids(all, call -> call.cost() >= 6000));
    assertThat(found(fault("voice-failed")))
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .isEqualTo(ids(
            all, call -> story(call).stream().anyMatch(CallEvent.VoiceFailed.class::isInstance)));
    assertThat(found(content(Optional.empty(), "", "", -1, "STRASSE bill"))).isEmpty();
    for (String words : List.of("straße", "doctor seven", "金", "\"bill table\"", "\"料金 open\"")) {
      assertThat(found(content(Optional.empty(), "", "", -1, words)))
          .as(words)
          .isNotEmpty()
          .isEqualTo(ids(all, call -> says(call, WordSearch.of(words))));
    }
    CallContent both = content(Optional.empty(), "", "wrong-rate", -1, "monday");
    assertThat(found(both))
        .isNotEmpty()
        .isEqualTo(ids(
            all,
            call -> says(call, WordSearch.of("monday"))
                && story(call).stream().anyMatch(CallEvent.LineFaultFound.class::isInstance)));
    assertThat(paged(fault("voice-failed"))).isEqualTo(found(fault("voice-failed")));
  }

  /** Each time at some commit: before it, after it without an answer, or between two. */
  @Test
  void aReaderThatIsKilledAtAnyMomentLosesAndDoublesNothing() throws InterruptedException {
    Random random = new Random(9);
    RandomCalls made = new RandomCalls(9);
    CutDataSource cut = new CutDataSource(database.pool());
    try (HikariDataSource pool = cut.pool()) {
      Database cutOff = new Database(pool, kit.system().dispatchers().lookup(Database.BLOCKING));
      List<UUID> open = new ArrayList<>();
      Map<UUID, Integer> told = new HashMap<>();
      for (int kill = 0; kill < KILLS; kill++) {
        for (int call = 0; call < 4; call++) {
          UUID id = made.id();
          calls.put(id, made.next());
          open.add(id);
        }
        for (int piece = random.nextInt(12); piece > 0 && !open.isEmpty(); piece--) {
          UUID id = open.get(random.nextInt(open.size()));
          int from = told.getOrDefault(id, 0);
          int to = Math.min(calls.get(id).size(), from + 1 + random.nextInt(6));
          write(id, from, to);
          told.put(id, to);
          if (to == calls.get(id).size()) {
            open.remove(id);
          }
        }
        cut.at(1 + random.nextInt(5), CutDataSource.How.values()[random.nextInt(3)]);
        ActorRef<Void> reader = kit.spawn(projection(cutOff));
        cut.await();
        kit.stop(reader);
      }
      for (UUID id : open) {
        write(id, told.getOrDefault(id, 0), calls.get(id).size());
      }
    }
    follow();
    assertThat(calls).hasSize(4 * KILLS);
    assertWhole();
    assertThat(numbers("SELECT COUNT(*) FROM call_outcomes"))
        .isEqualTo(calls.values().stream()
            .filter(events -> events.get(events.size() - 1) instanceof CallEnded)
            .count());
    assertToldOnce();
  }

  /** A rebuild whose process dies at some commit, again and again, while the log is written beside it. */
  @Test
  void aRebuildThatIsKilledGoesOnWhileCallsDo() {
    Random random = new Random(12);
    RandomCalls made = new RandomCalls(12);
    written(made, 110);
    List<UUID> open = new ArrayList<>();
    for (int call = 0; call < 40; call++) {
      UUID id = made.id();
      calls.put(id, made.next());
      write(id, 0, 2);
      open.add(id);
    }
    follow();
    run("UPDATE call_log SET profile = 'old' WHERE ended_at IS NOT NULL");
    transact(RebuildTable::begin);
    ActorRef<Void> reader = kit.spawn(projection(database));
    CutDataSource cut = new CutDataSource(database.pool());
    int killed = 0;
    try (HikariDataSource pool = cut.pool()) {
      Database cutOff = new Database(pool, kit.system().dispatchers().lookup(Database.BLOCKING));
      while (transact(RebuildTable::read).running()) {
        for (int more = random.nextInt(20); more > 0 && !open.isEmpty(); more--) {
          UUID id = open.remove(random.nextInt(open.size()));
          write(id, 2, calls.get(id).size());
        }
        cut.at(
            1, killed < 6 ? CutDataSource.How.values()[random.nextInt(2)] : CutDataSource.How.NOT);
        try {
          cutOff.transactNow(rebuild("a")::page);
        } catch (IllegalStateException cutOffThere) {
          killed++;
        }
      }
    }
    open.forEach(id -> write(id, 2, calls.get(id).size()));
    kit.stop(reader);
    follow();
    assertThat(killed).isPositive();
    assertWhole();
    assertToldOnce();
  }

  @Test
  void aLogThatIsReadFromItsBeginningTellsNothingAnew() {
    written(new RandomCalls(13), 30);
    follow();
    assertToldOnce();
    run("UPDATE call_log_offset SET last_ordering = 0");
    follow();
    assertToldOnce();
    Instant later = Instant.now().plusSeconds(60);
    int removed = transact(connection -> EventTable.remove(connection, later, 10_000));
    assertThat(removed).isPositive();
    run("UPDATE call_log_offset SET last_ordering = 0");
    follow();
    assertThat(numbers("SELECT COUNT(*) FROM events_out"))
        .as("what was removed")
        .isZero();
  }

  /** Each event that calls are to be told as is there once, those of a call in their order. */
  private void assertToldOnce() {
    Map<String, List<String>> expected = new TreeMap<>();
    calls.forEach((id, events) -> {
      LoggedCall call = LoggedCall.UNREAD;
      List<String> told = new ArrayList<>();
      for (CallEvent event : events) {
        LoggedCall now = call.after(event);
        CallNews.of(call, now, now.entry(id.toString()), event)
            .forEach(news -> told.add(news.id() + " " + news.type().label()));
        call = now;
      }
      expected.put(id.toString(), told);
    });
    Map<String, List<String>> found = new TreeMap<>();
    List<StoredEvent> all =
        transact(connection -> EventTable.page(connection, EventFilter.ALL, 0, 10_000));
    for (StoredEvent event : all) {
      found
          .computeIfAbsent(event.callId(), call -> new ArrayList<>())
          .add(event.id() + " " + event.type());
    }
    expected.values().removeIf(List::isEmpty);
    assertThat(found).isEqualTo(expected);
    assertThat(all.stream().map(StoredEvent::sequence).distinct().count()).isEqualTo(all.size());
    assertThat(transact(EventTable::head).last())
        .isEqualTo(all.get(all.size() - 1).sequence());
  }

  private Behavior<Void> projection(Database to) {
    JdbcReadJournal read = PersistenceQuery.get(kit.system())
        .getReadJournalFor(JdbcReadJournal.class, JdbcReadJournal.Identifier());
    return CallLogProjection.create(read, to, DiskWatch.of(kit.system()), metrics);
  }

  /** Lets the log come up to the end of the journal. */
  private void follow() {
    ActorRef<Void> reader = kit.spawn(projection(database));
    long end = numbers("SELECT COALESCE(MAX(ordering), 0) FROM event_journal");
    kit.createTestProbe().awaitAssert(Duration.ofSeconds(60), () -> {
      assertThat(transact(CallLogTable::offset)).isEqualTo(end);
      return null;
    });
    kit.stop(reader);
  }

  /** All of the log is what a fold of each call is. */
  private void assertWhole() {
    SortedMap<String, CallLogEntry> rows = new TreeMap<>();
    SortedMap<String, Long> beside = new TreeMap<>();
    calls.forEach((id, events) -> {
      LoggedCall call = LoggedCall.UNREAD;
      for (CallEvent event : events) {
        call = call.after(event);
      }
      rows.put(id.toString(), call.entry(id.toString()));
      CallDetails details = call.details();
      add(beside, "turns", details.turns().size());
      add(
          beside,
          "answer_ms",
          details.turns().values().stream().mapToLong(t -> t.answers().ms()).sum());
      add(
          beside,
          "barge_ins",
          details.turns().values().stream().mapToLong(CallTurn::bargeIns).sum());
      add(
          beside,
          "resumed",
          details.turns().values().stream().mapToLong(CallTurn::resumed).sum());
      add(beside, "tools", details.tools().size());
      add(beside, "faults", details.faults().size());
      add(
          beside,
          "names",
          details.faults().values().stream().map(CallFault::name).distinct().count());
      add(
          beside,
          "cost",
          details.costs().values().stream().mapToLong(one -> one.millionths()).sum());
      add(beside, "words", details.said().isEmpty() ? 0 : 1);
    });
    SortedMap<String, CallLogEntry> found = new TreeMap<>();
    page(CallContent.ANY).forEach(entry -> found.put(entry.callId(), entry));
    assertThat(found).isEqualTo(rows);
    assertThat(new TreeMap<>(Map.of(
            "turns", numbers("SELECT COUNT(*) FROM call_turns"),
            "answer_ms", numbers("SELECT SUM(answer_ms) FROM call_turns"),
            "barge_ins", numbers("SELECT SUM(barge_ins) FROM call_turns"),
            "resumed", numbers("SELECT SUM(resumed) FROM call_turns"),
            "tools", numbers("SELECT COUNT(*) FROM call_tools WHERE returned_at IS NOT NULL"),
            "faults", numbers("SELECT COUNT(*) FROM call_faults"),
            "names", numbers("SELECT COUNT(*) FROM call_faults WHERE first_of_call"),
            "cost", numbers("SELECT SUM(cost) FROM call_costs"),
            "words", numbers("SELECT COUNT(*) FROM call_words"))))
        .isEqualTo(beside);
    assertThat(transact(SetAsideTable::count)).isZero();
  }

  private static void add(Map<String, Long> sums, String name, long more) {
    sums.merge(name, more, Long::sum);
  }

  private static CallLogRebuild rebuild(String worker) {
    return new CallLogRebuild(
        JournalReader.of(kit.system()),
        new OneCallWriter(new Metrics().database()),
        InstantSource.offset(InstantSource.system(), Duration.ofSeconds(1)),
        worker);
  }

  private static List<String> persistenceIds(UUID id) {
    return JournalReader.pages(List.of(id.toString())).get(0);
  }

  private void written(RandomCalls made, int count) {
    for (int call = 0; call < count; call++) {
      UUID id = made.id();
      calls.put(id, made.next());
      write(id, 0, calls.get(id).size());
    }
  }

  private UUID written(List<CallEvent> events) {
    UUID id = UUID.randomUUID();
    calls.put(id, events);
    write(id, 0, events.size());
    return id;
  }

  private void write(UUID id, int from, int to) {
    journal.write(id, from + 1, calls.get(id).subList(from, to));
  }

  private List<CallEvent> story(CallLogEntry call) {
    return calls.get(UUID.fromString(call.callId()));
  }

  private boolean says(CallLogEntry call, WordSearch words) {
    LoggedCall folded = LoggedCall.UNREAD;
    for (CallEvent event : story(call)) {
      folded = folded.after(event);
    }
    String said = SqlDialect.H2.kept(SearchText.lines(folded.details().said()));
    return words.phrases().stream()
        .allMatch(phrase -> said.contains(" " + String.join(" ", phrase) + " "));
  }

  @Test
  void callsAreFoundByWhatTheirCallersAnsweredAlsoOfEarlierCalls() {
    CallEvent began = new CallRegistered(CallSamples.AT, CallSamples.PLAN);
    CallEvent yes = new CallEvent.ConsentGiven(CallSamples.AT, Consent.By.KEY, 0);
    CallEvent no = new CallEvent.ConsentRefused(CallSamples.AT, Consent.By.OPT_OUT, 2);
    Map<String, UUID> wanted = Map.of(
        "", written(List.of(began)),
        "given", written(List.of(began, yes)),
        "refused", written(List.of(began, yes, no)));
    follow();
    wanted.forEach((answer, id) ->
        assertThat(found(consent(answer))).as(answer).containsExactly(id.toString()));
    run("UPDATE call_log SET consent = '', row_version = 2");
    run("UPDATE call_log_rebuild SET version = 2");
    assertThat(transact(RebuildTable::read).old()).isTrue();
    transact(RebuildTable::begin);
    transact(rebuild("a")::page);
    wanted.forEach((answer, id) ->
        assertThat(found(consent(answer))).as(answer).containsExactly(id.toString()));
  }

  private static CallContent consent(String answer) {
    return new CallContent(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(answer));
  }

  private static CallContent fault(String name) {
    return content(Optional.empty(), "", name, -1, "");
  }

  private static CallContent content(
      Optional<String> number, String language, String fault, long minCost, String words) {
    return new CallContent(
        number,
        Optional.of(language).filter(text -> !text.isEmpty()),
        Optional.of(fault).filter(text -> !text.isEmpty()),
        Optional.of(minCost).filter(least -> least >= 0),
        Optional.of(words).filter(text -> !text.isEmpty()).map(WordSearch::of));
  }

  private static List<CallLogEntry> page(CallContent content) {
    return transact(connection ->
        CallLogTable.page(connection, CallFilter.newest(1000).in(content)).calls());
  }

  private static List<AsideEntry> aside() {
    return transact(connection -> SetAsideTable.page(connection, "", 0, 10));
  }

  private static List<String> found(CallContent content) {
    return page(content).stream().map(CallLogEntry::callId).toList();
  }

  private static List<String> paged(CallContent content) {
    List<String> found = new ArrayList<>();
    Optional<CallFilter> next = Optional.of(CallFilter.newest(7).in(content));
    while (next.isPresent()) {
      CallFilter filter = next.get();
      CallPage page = transact(connection -> CallLogTable.page(connection, filter));
      page.calls().forEach(call -> found.add(call.callId()));
      next = page.next().map(filter::after);
    }
    return found;
  }

  private static List<String> ids(List<CallLogEntry> all, Predicate<CallLogEntry> wanted) {
    return all.stream().filter(wanted).map(CallLogEntry::callId).toList();
  }

  private static long numbers(String query) {
    return transact(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(query);
          ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    });
  }

  private static <T> T transact(Database.Work<T> work) {
    return database.transactNow(work);
  }

  private static void run(String sql) {
    transact(connection -> {
      TestDatabase.run(connection, sql);
      return null;
    });
  }
}
