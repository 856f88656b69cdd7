package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static talkspurt.call.CallSamples.words;

import akka.stream.javadsl.Sink;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.Config;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.CallSamples;
import talkspurt.call.Direction;
import talkspurt.call.EndReason;
import talkspurt.call.OptOut;
import talkspurt.call.PhoneNumber;
import talkspurt.call.ProbeId;
import talkspurt.call.Recording;
import talkspurt.call.RecordingPart;
import talkspurt.call.SessionChange;
import talkspurt.call.TurnInput;
import talkspurt.telemetry.Metrics;

/** Calls that were, and of which nothing is left once their number is deleted. */
@ParameterizedClass
@EnumSource(TestDatabase.Product.class)
class RemovalTest {

  private static final String NUMBER = "+49 171 5550123";
  private static final String DIGITS = "491715550123";
  private static final String SAID = "marzipan lighthouse";
  private static final String HEARD = "umbrella verdigris";
  private static final String ARGUMENT = "quicksilver";
  private static final MovingClock CLOCK = new MovingClock(Instant.parse("2026-11-20T10:00:00Z"));

  private static Config server;
  private static Node node;
  private static Database database;
  private static Removals removals;
  private static LegalHolds holds;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  /** Nodes that cannot be reached now. */
  private final List<String> away = new ArrayList<>();

  @TempDir
  Path folder;

  RemovalTest(TestDatabase.Product product) {}

  @BeforeParameterizedClassInvocation
  static void start(TestDatabase.Product product) {
    server = product.make("removal");
    node = Node.start(server, CLOCK);
    database = Database.of(node.system);
    removals = Removals.of(node.system, CLOCK);
    holds = LegalHolds.of(node.system, CLOCK);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
  }

  @BeforeEach
  void listen() {
    log.start();
    ((Logger) LoggerFactory.getLogger("ROOT")).addAppender(log);
  }

  @AfterEach
  void leave() {
    ((Logger) LoggerFactory.getLogger("ROOT")).detachAppender(log);
  }

  // ---- calls, and what deletes them

  private UUID began(String callerId, String dnid) {
    return began(callerId, dnid, "sales");
  }

  private UUID began(String callerId, String dnid, String profile) {
    UUID id = UUID.randomUUID();
    CLOCK.pass();
    node.ask(id, new CallRequest.Register(CallSamples.plan(callerId, dnid, profile)));
    node.attach(id, "A", node.live());
    node.report(id, "A", new Fact.SpeechPlayed(0, words(SAID)));
    node.report(id, "A", new Fact.TurnTaken(1, new TurnInput.Words(words(HEARD), "en")));
    node.report(id, "A", new Fact.ToolBegins(1, "k1", "look_up", Map.of("name", ARGUMENT)));
    node.ask(
        id,
        new CallRequest.ChangeSession(SessionChange.of(Recording.told(CallSamples.recorded(
            1,
            RecordingPart.News.STARTED,
            "on",
            CLOCK.instant(),
            "n1",
            "2026-11-20/" + id + "-1.wav",
            0)))));
    try {
      Files.writeString(folder.resolve(id + "-1.wav"), "RIFF " + SAID);
    } catch (IOException notWritten) {
      throw new UncheckedIOException(notWritten);
    }
    return id;
  }

  private UUID ended(String callerId, String dnid) {
    UUID id = began(callerId, dnid);
    node.ask(id, new CallRequest.End(EndReason.COMPLETED));
    logged(id, true);
    return id;
  }

  /** A call whose events are as old as its clock says. */
  private UUID aged(String profile) {
    UUID id = began(NUMBER, "4930123", profile);
    node.ask(id, new CallRequest.End(EndReason.COMPLETED));
    logged(id, true);
    calls().run("UPDATE event_journal SET write_timestamp = " + CLOCK.instant().toEpochMilli());
    return id;
  }

  private AgedCalls calls() {
    return new AgedCalls(database, new CallErasure(CallKeys.of(node.system)), eraser());
  }

  private static Instant days(int days) {
    return CLOCK.instant().plus(Duration.ofDays(days));
  }

  private boolean file(UUID id) {
    return Files.exists(folder.resolve(id + "-1.wav"));
  }

  private static boolean told(UUID id) {
    return Node.answer(node.log.story(id)).isPresent();
  }

  private static void logged(UUID id, boolean over) {
    node.eventually(() -> assertThat(node.newest(false, 1000))
        .anyMatch(
            row -> row.callId().equals(id.toString()) && (!over || row.endedAt().isPresent())));
  }

  private static Subject caller(String number) {
    return new Subject(new PhoneNumber(number), Subject.Side.CALLER);
  }

  private static Removal delete(String number) {
    return Node.answer(removals.delete(caller(number), "boss"));
  }

  private static Removal receipt(String id) {
    return Node.answer(removals.of(id)).orElseThrow();
  }

  private RecordingEraser eraser() {
    return call -> {
      if (call.nodes().stream().anyMatch(away::contains)) {
        return CompletableFuture.completedFuture(
            new RecordingEraser.Erased(0, List.of("node n1 cannot be reached")));
      }
      try {
        boolean there = Files.deleteIfExists(folder.resolve(call.id() + "-1.wav"));
        return CompletableFuture.completedFuture(
            new RecordingEraser.Erased(there ? 1 : 0, List.of()));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    };
  }

  /** What the worker does when it looks. */
  private void look(Duration later) {
    Instant now = CLOCK.instant().plus(later);
    CallErasure erasure = new CallErasure(CallKeys.of(node.system));
    database.transactNow(connection -> new RemovalWork(erasure).page(connection, now));
    Node.answer(new FileErasure(database, eraser()).asked(now));
  }

  /** Database, recordings and log, as whoever got hold of them all would read them. */
  private byte[] everything() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(WholeDatabase.bytes(database));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.writeBytes(Files.readAllBytes(file));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    List.copyOf(log.list)
        .forEach(
            line -> all.writeBytes(line.getFormattedMessage().getBytes(StandardCharsets.UTF_8)));
    return all.toByteArray();
  }

  private List<String> found() {
    byte[] all = everything();
    return Stream.of(NUMBER, DIGITS, SAID, "lighthouse", HEARD, "verdigris", ARGUMENT)
        .filter(text -> WholeDatabase.has(all, text))
        .toList();
  }

  // ---- tests

  @Test
  void ofADeletedNumberNothingIsFoundAnywhere() {
    UUID first = ended(NUMBER, "4930123");
    UUID second = ended("+49171/5550123", "4930123");
    UUID other = ended("+4940999", "4930123");
    assertThat(found()).contains(NUMBER, DIGITS, "lighthouse", "verdigris");
    assertThat(Node.answer(removals.calls(caller(NUMBER)).runWith(Sink.seq(), node.system)))
        .extracting(CallLogEntry::callId)
        .containsExactly(first.toString(), second.toString());
    Node.answer(removals.delete(caller("+4940999"), "boss"));
    Removal asked = delete(NUMBER);
    assertThat(asked.state()).isEqualTo(Removal.State.RUNNING);
    assertThat(asked.calls()).isEqualTo(2);
    assertThat(delete("00 1").calls()).as("another number").isZero();
    assertThat(delete(DIGITS).id()).as("asked again while it runs").isEqualTo(asked.id());
    look(Duration.ofSeconds(1));
    assertThat(found()).isEmpty();
    for (UUID gone : List.of(first, second, other)) {
      assertThat(Node.answer(node.log.story(gone))).isEmpty();
    }
    Removal deleted = receipt(asked.id());
    assertThat(deleted.state()).isEqualTo(Removal.State.CHECKING);
    assertThat(deleted.events()).isGreaterThanOrEqualTo(14);
    assertThat(deleted.recordings()).isEqualTo(2);
    look(Duration.ofMinutes(11));
    assertThat(receipt(asked.id()).state()).isEqualTo(Removal.State.FINISHED);
    assertThat(found()).isEmpty();
    assertThat(delete(NUMBER).state()).as("nothing is left").isEqualTo(Removal.State.FINISHED);
  }

  /** A script of H2 has what is in its file beside tables, such as large objects. */
  @Test
  void whoWasCalledByTheEngineIsDeletedByTheirNumberAndStaysOnTheList() {
    UUID id = UUID.randomUUID();
    CLOCK.pass();
    node.ask(
        id,
        new CallRequest.Register(
            CallSamples.plan("4930123", NUMBER, "sales").direction(Direction.OUTBOUND)));
    node.attach(id, "A", node.live());
    node.report(id, "A", new Fact.OptOutTold(new OptOut(OptOut.By.KEY, 0)));
    node.ask(id, new CallRequest.End(EndReason.COMPLETED));
    logged(id, true);
    assertThat(Node.answer(removals.delete(caller("4930123"), "boss")).calls()).isZero();
    assertThat(delete(NUMBER).calls()).isEqualTo(1);
    look(Duration.ofSeconds(1));
    assertThat(found()).isEmpty();
    assertThat(Node.answer(DoNotCallList.of(node.system).of(new PhoneNumber(DIGITS))))
        .hasValueSatisfying(entry -> {
          assertThat(entry.source()).isEqualTo(DoNotCall.Source.OPT_OUT);
          assertThat(entry.callId()).contains(id.toString());
        });
  }

  @Test
  void aBackupOfH2HasNothingEither() {
    ended(NUMBER, "4930123");
    delete(NUMBER);
    look(Duration.ofSeconds(1));
    String script = database.transactNow(connection -> {
      if (SqlDialect.of(connection) != SqlDialect.H2) {
        return "";
      }
      StringBuilder text = new StringBuilder();
      try (Statement statement = connection.createStatement();
          var row = statement.executeQuery("SCRIPT")) {
        while (row.next()) {
          text.append(row.getString(1)).append('\n');
        }
      }
      return text.toString();
    });
    assertThat(script).doesNotContain(NUMBER, DIGITS, "lighthouse", "verdigris");
  }

  @Test
  void aCallThatRunsIsDeletedOnceItIsOver() {
    UUID live = began(NUMBER, "4930123");
    Removal asked = delete(NUMBER);
    assertThat(asked.calls()).as("the log is waited for").isEqualTo(1);
    look(Duration.ofSeconds(1));
    assertThat(receipt(asked.id()).deleted()).isZero();
    assertThat(Node.answer(node.log.story(live))).isPresent();
    node.ask(live, new CallRequest.End(EndReason.COMPLETED));
    logged(live, true);
    look(Duration.ofSeconds(2));
    assertThat(receipt(asked.id()).deleted())
        .as("not before its turn comes again")
        .isZero();
    look(Duration.ofSeconds(12));
    assertThat(receipt(asked.id()).deleted()).isEqualTo(1);
    assertThat(found()).isEmpty();
  }

  @Test
  void whatIsHeldStaysUntilItsHoldEnds() {
    UUID held = ended(NUMBER, "4930123");
    Node.answer(holds.hold(held, "dispute", "boss"));
    Removal asked = delete(NUMBER);
    assertThat(asked.held()).extracting(LegalHold::reason).containsExactly("dispute");
    look(Duration.ofSeconds(1));
    assertThat(Node.answer(node.log.story(held))).isPresent();
    assertThat(receipt(asked.id()).held()).hasSize(1);
    assertThat(Node.answer(node.log.page(CallFilter.newest(5)
                .in(new CallContent(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    true))))
            .calls())
        .extracting(CallLogEntry::callId)
        .containsExactly(held.toString());
    assertThat(Node.answer(holds.release(held))).isTrue();
    look(Duration.ofSeconds(20));
    assertThat(found()).isEmpty();
  }

  @Test
  void whoHoldsACallAndWhoDeletesItWaitForOneAnother() throws IOException {
    UUID saved = aged("held");
    RetentionRules rules = AgedCalls.days(WEEK, "held");
    CompletableFuture<Map<RetentionKind, Integer>> pass = new CompletableFuture<>();
    database.transactNow(connection -> {
      HoldTable.lock(connection);
      pass.completeAsync(() -> calls().pass(rules, days(7)));
      waits(pass);
      HoldTable.put(connection, new LegalHold(saved.toString(), "dispute", "", CLOCK.instant()));
      return null;
    });
    assertThat(pass.join()).as("held after it began").isEmpty();
    assertThat(file(saved)).isTrue();
    Node.answer(holds.release(saved));
    RetentionPass page = new RetentionPass(AgedCalls.days(ROWS, "held"), calls().erasure());
    CompletionStage<Optional<LegalHold>> late = database.transactNow(connection -> {
      while (page.goesOn()) {
        if (page.atFiles()) {
          page.files(connection, days(60));
        } else {
          page.page(connection, days(60));
        }
      }
      CompletionStage<Optional<LegalHold>> hold = holds.hold(saved, "too late", "");
      waits(hold.toCompletableFuture());
      return hold;
    });
    assertThat(Node.answer(late)).isEmpty();
    assertThat(calls().rows("call_log", saved.toString())).isZero();
    assertThat(calls().rows("call_holds", saved.toString())).isZero();
    Files.delete(folder.resolve(saved + "-1.wav"));
  }

  private static final Map<RetentionKind, Integer> ROWS =
      Map.of(RetentionKind.JOURNAL, 7, RetentionKind.CALL_LOG, 7);

  /** Others would be through by then. */
  private static void waits(CompletableFuture<?> work) {
    assertThatThrownBy(() -> work.get(150, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void thatACallWasErasedIsForgottenOnceNothingIsLeftOfIt() {
    UUID gone = aged("week");
    UUID unread = aged("others");
    calls()
        .run("UPDATE call_keys SET key_bytes = NULL, destroyed_at = " + at(CLOCK.instant())
            + " WHERE call_id = '" + unread + "'");
    RetentionRules rules = AgedCalls.days(WEEK, "week");
    assertThat(calls().pass(rules, days(7))).isNotEmpty();
    assertThat(calls().rows("event_journal", gone.toString())).isZero();
    assertThat(calls().rows("call_keys", gone.toString())).isOne();
    calls().pass(rules, days(7 + 30).minusSeconds(60));
    assertThat(calls().rows("call_keys", gone.toString())).isOne();
    calls().pass(rules, days(7 + 30).plusSeconds(60));
    assertThat(calls().rows("call_keys", gone.toString())).isZero();
    assertThat(calls().rows("call_keys", unread.toString()))
        .as("its events are there")
        .isOne();
    Node.answer(removals.delete(unread, "boss"));
    look(Duration.ofMinutes(11));
  }

  private static String at(Instant time) {
    return "TIMESTAMP WITH TIME ZONE '" + time.truncatedTo(ChronoUnit.SECONDS) + "'";
  }

  @Test
  void filesOnANodeThatIsAwayAreDeletedOnceItIsBack() {
    ended(NUMBER, "4930123");
    away.add("n1");
    Removal asked = delete(NUMBER);
    look(Duration.ofSeconds(1));
    Removal waits = receipt(asked.id());
    assertThat(waits.deleted()).isEqualTo(1);
    assertThat(waits.filesLeft()).isEqualTo(1);
    assertThat(waits.state()).isEqualTo(Removal.State.RUNNING);
    away.clear();
    look(Duration.ofMinutes(6));
    assertThat(receipt(asked.id()).filesLeft()).isZero();
    assertThat(found()).isEmpty();
  }

  @Test
  void oneCallIsDeletedByItself() {
    UUID one = ended(NUMBER, "4930123");
    UUID stays = ended("+4940888", "4930123");
    Removal asked = Node.answer(removals.delete(one, "boss"));
    assertThat(Node.answer(removals.delete(one, "boss")).id()).isEqualTo(asked.id());
    look(Duration.ofSeconds(1));
    assertThat(Node.answer(node.log.story(one))).isEmpty();
    assertThat(Node.answer(node.log.story(stays))).isPresent();
    Node.answer(removals.delete(stays, "boss"));
    look(Duration.ofSeconds(1));
  }

  @Test
  void aNumberIsMeantWhereItIsSaidToStand() {
    UUID out = ended("anonymous", DIGITS);
    assertThat(delete(NUMBER).calls()).as("as the caller").isZero();
    Subject called = new Subject(new PhoneNumber(NUMBER), Subject.Side.CALLED);
    assertThat(Node.answer(removals.delete(called, "boss")).calls()).isEqualTo(1);
    look(Duration.ofSeconds(1));
    assertThat(Node.answer(node.log.story(out))).isEmpty();
    UUID hidden = ended("anonymous", "1");
    assertThat(delete("anonymous").calls())
        .as("by the text where it has no digits")
        .isEqualTo(1);
    look(Duration.ofSeconds(1));
    assertThat(Node.answer(node.log.story(hidden))).isEmpty();
  }

  // ---- by age

  private static final Map<RetentionKind, Integer> WEEK = Map.of(
      RetentionKind.WORDS, 7,
      RetentionKind.RECORDINGS, 7,
      RetentionKind.JOURNAL, 7,
      RetentionKind.OUTCOMES, 7,
      RetentionKind.CALL_LOG, 7);

  @Test
  void whatWasKeptLongEnoughGoesToTheSecondAndNothingElse() {
    UUID due = aged("week");
    UUID held = aged("week");
    Node.answer(holds.hold(held, "dispute", "boss"));
    UUID live = began(NUMBER, "4930123", "week");
    UUID other = aged("others");
    UUID young = aged("week");
    calls().outcome(due.toString(), "week", CLOCK.instant().minusSeconds(1), true);
    calls().outcome(young.toString(), "week", CLOCK.instant(), true);
    RetentionRules rules = AgedCalls.days(WEEK, "week");
    assertThat(calls().pass(rules, days(7).minusSeconds(4)))
        .as("a second before")
        .isEmpty();
    assertThat(calls().pass(rules, days(7)))
        .isEqualTo(Map.of(
            RetentionKind.RECORDINGS, 1,
            RetentionKind.WORDS, 1,
            RetentionKind.JOURNAL, 1,
            RetentionKind.OUTCOMES, 1,
            RetentionKind.CALL_LOG, 1));
    assertThat(told(due)).isFalse();
    assertThat(file(due)).isFalse();
    for (String table : List.of(
        "call_log",
        "call_turns",
        "call_tools",
        "call_words",
        "call_recordings",
        "call_outcomes",
        "events_out",
        "event_journal",
        "snapshot")) {
      assertThat(calls().rows(table, due.toString())).as(table).isZero();
    }
    for (UUID stays : List.of(held, live, other, young)) {
      assertThat(told(stays)).isTrue();
      assertThat(file(stays)).isTrue();
      assertThat(calls().rows("call_log", stays.toString())).isOne();
    }
    assertThat(calls().rows("call_words", held.toString())).isOne();
    assertThat(calls().pass(rules, days(7))).as("once more").isEmpty();
    Node.answer(holds.release(held));
    node.ask(live, new CallRequest.End(EndReason.COMPLETED));
    logged(live, true);
    assertThat(calls().pass(rules, days(400)).get(RetentionKind.CALL_LOG)).isEqualTo(3);
    assertThat(told(live)).isFalse();
    assertThat(told(other)).isTrue();
    delete(NUMBER);
    look(Duration.ofSeconds(1));
  }

  @Test
  void eachKindHasItsTimeAndARebuildBringsNothingBack() {
    UUID id = aged("steps");
    String call = id.toString();
    calls().outcome(call, "steps", CLOCK.instant(), true);
    RetentionRules rules = AgedCalls.days(
        Map.of(
            RetentionKind.RECORDINGS, 1,
            RetentionKind.JOURNAL, 2,
            RetentionKind.WORDS, 3,
            RetentionKind.CALL_LOG, 4,
            RetentionKind.OUTCOMES, 5),
        "steps");
    assertThat(calls().pass(rules, days(1).plusSeconds(1)))
        .isEqualTo(Map.of(RetentionKind.RECORDINGS, 1));
    assertThat(file(id)).isFalse();
    assertThat(told(id)).isTrue();
    assertThat(calls().pass(rules, days(2).plusSeconds(1)))
        .isEqualTo(Map.of(RetentionKind.JOURNAL, 1));
    assertThat(told(id)).isFalse();
    assertThat(calls().rows("call_words", call)).isOne();
    rebuilt();
    assertThat(calls().rows("call_words", call)).isOne();
    assertThat(calls().pass(rules, days(3).plusSeconds(1)))
        .as("those of the search, and those of the outcome")
        .isEqualTo(Map.of(RetentionKind.WORDS, 1));
    assertThat(calls().rows("call_words", call)).isZero();
    assertThat(calls()
            .count("call_outcomes WHERE summary = '' AND reason = '' AND fields = '{}'"
                + " AND disposition = 'sold' AND call_id = '" + call + "'"))
        .isOne();
    rebuilt();
    assertThat(calls().rows("call_words", call)).isZero();
    assertThat(calls().rows("call_recordings", call)).isZero();
    assertThat(calls().rows("call_log", call)).isOne();
    assertThat(calls().pass(rules, days(4).plusSeconds(1)))
        .isEqualTo(Map.of(RetentionKind.CALL_LOG, 1));
    assertThat(calls().rows("call_outcomes", call)).isOne();
    assertThat(calls().pass(rules, days(5).plusSeconds(1)))
        .isEqualTo(Map.of(RetentionKind.OUTCOMES, 1));
    rebuilt();
    assertThat(calls().rows("call_log", call)).isZero();
    assertThat(log.list).noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.WARN));
  }

  private void rebuilt() {
    database.transactNow(RebuildTable::begin);
    CallLogRebuild rebuild = CallLogRebuild.of(node.system, new Metrics().database());
    node.eventually(
        () -> assertThat(database.transactNow(rebuild::page)).isEqualTo(RebuildPage.DONE));
  }

  @Test
  void nothingGoesByAgeWhileTheLogLacksWhatIsToBeFound() {
    String call = calls().row("waits", days(-9), Optional.of(days(-8)));
    RetentionRules rules = AgedCalls.days(WEEK, "waits");
    for (String state : List.of(
        "running = TRUE, worker = 'another', renewed_at = CURRENT_TIMESTAMP", "version = 1")) {
      calls().run("UPDATE call_log_rebuild SET " + state);
      RetentionPass pass = new RetentionPass(rules, new CallErasure(CallKeys.of(node.system)));
      assertThat(calls().page(pass, days(0)).removed()).isZero();
      assertThat(pass.goesOn()).isFalse();
      assertThat(pass.waits()).isTrue();
      calls()
          .run("UPDATE call_log_rebuild SET running = FALSE, worker = '', version = "
              + CallLogTable.VERSION);
    }
    assertThat(calls().rows("call_log", call)).isOne();
    assertThat(calls().pass(rules, days(0))).isEqualTo(Map.of(RetentionKind.CALL_LOG, 1));
    assertThat(calls().rows("call_goals", call)).as("these are of the outcome").isOne();
  }

  @Test
  void aCallWithoutARowGoesOnlyWhereItCanNeverHaveOne() {
    UUID lost = aged("rowless");
    UUID aside = aged("rowless");
    UUID erased = aged("rowless");
    UUID probe = ProbeId.of(UUID.randomUUID());
    node.ask(probe, new CallRequest.Register(CallSamples.plan("1", "2", "rowless")));
    node.ask(probe, new CallRequest.End(EndReason.COMPLETED));
    calls().run("UPDATE event_journal SET write_timestamp = " + CLOCK.instant().toEpochMilli());
    for (UUID id : List.of(lost, aside, erased)) {
      calls().run("DELETE FROM call_log WHERE call_id = '" + id + "'");
    }
    calls()
        .run(
            "INSERT INTO call_log_set_aside (call_id, event_no, reason, attempts, first_at, last_at)"
                + " VALUES ('" + aside + "', 0, 'x', 1, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)");
    calls()
        .run("UPDATE call_keys SET key_bytes = NULL, destroyed_at = CURRENT_TIMESTAMP"
            + " WHERE call_id = '" + erased + "'");
    RetentionRules rules = new RetentionRules(
        new RetentionRule(Map.of(RetentionKind.JOURNAL, Duration.ofDays(7))),
        Map.of(
            "sales",
            RetentionRule.FOR_EVER,
            "others",
            RetentionRule.FOR_EVER,
            "week",
            RetentionRule.FOR_EVER));
    assertThat(calls().pass(rules, days(8).minusSeconds(5))).as("a day later").isEmpty();
    assertThat(calls().pass(rules, days(8).plusSeconds(5)))
        .isEqualTo(Map.of(RetentionKind.JOURNAL, 2));
    assertThat(calls().rows("event_journal", aside.toString())).isZero();
    assertThat(calls().rows("call_log_set_aside", aside.toString())).isZero();
    assertThat(calls().rows("event_journal", erased.toString())).isZero();
    assertThat(file(aside)).isTrue();
    Node.answer(new FileErasure(database, eraser()).asked(days(9)));
    assertThat(file(aside)).as("though no row told of it").isFalse();
    assertThat(file(erased)).isFalse();
    assertThat(file(lost)).isTrue();
    assertThat(calls().rows("event_journal", lost.toString()))
        .as("it may be made anew from a backup, and then is its profile's")
        .isPositive();
    assertThat(calls().rows("event_journal", probe.toString()))
        .as("of the prober")
        .isPositive();
    Node.answer(removals.delete(lost, "boss"));
    look(Duration.ofMinutes(11));
  }

  @Test
  void pagesOfManyCallsGoOnAfterAFaultAndBesideAnotherWorker() {
    List<String> all = new ArrayList<>();
    for (int at = 0; at < 120; at++) {
      all.add(calls().row("many", days(-9), Optional.of(days(-8).plusSeconds(at))));
    }
    String live = calls().row("many", days(-90), Optional.empty());
    calls().outcome(all.get(0), "many", days(-8), false);
    calls().outcome(all.get(1), "many", days(-8), true);
    RetentionRules rules = AgedCalls.days(WEEK, "many");
    Random random = new Random(18);
    CutDataSource cut = new CutDataSource(database.pool());
    int faults = 0;
    try (HikariDataSource pool = cut.pool()) {
      Database cutOff = new Database(pool, node.system.dispatchers().lookup(Database.BLOCKING));
      for (int round = 0; round < 8; round++) {
        cut.at(1 + random.nextInt(12), CutDataSource.How.values()[random.nextInt(2)]);
        RetentionPass one = new RetentionPass(rules, new CallErasure(CallKeys.of(node.system)));
        RetentionPass two = new RetentionPass(rules, new CallErasure(CallKeys.of(node.system)));
        try {
          while (one.goesOn()) {
            calls().page(cutOff, one, days(0));
            if (two.goesOn() && random.nextInt(4) == 0) {
              calls().page(two, days(0));
            }
          }
        } catch (RuntimeException cutOffThere) {
          faults++;
        }
      }
    }
    assertThat(faults).isPositive();
    calls().pass(rules, days(0));
    assertThat(calls().count("call_log WHERE profile = 'many'")).isOne();
    assertThat(calls().rows("call_log", live)).as("it is not over").isOne();
    assertThat(calls().rows("call_outcomes", all.get(0))).as("work is left").isOne();
    assertThat(calls().rows("call_outcomes", all.get(1))).isZero();
    assertThat(calls().rows("call_goals", all.get(1))).isZero();
    calls().run("DELETE FROM call_log WHERE profile = 'many'");
  }

  @Test
  void aPageIsOfFiftyCalls() {
    for (int at = 0; at < 101; at++) {
      calls().row("pages", days(-9), Optional.of(days(-8).plusSeconds(at)));
    }
    RetentionRules rules = AgedCalls.days(Map.of(RetentionKind.CALL_LOG, 7), "pages");
    RetentionPass pass = new RetentionPass(rules, new CallErasure(CallKeys.of(node.system)));
    List<Integer> pages = new ArrayList<>();
    while (pass.goesOn()) {
      RetentionPass.Page page = calls().page(pass, days(0));
      if (page.kind() == RetentionKind.CALL_LOG) {
        pages.add(page.removed());
      }
    }
    assertThat(pages).containsExactly(50, 50, 1, 0, 0);
    assertThat(pass.oldest()).containsKeys(RetentionKind.CALL_LOG, RetentionKind.JOURNAL);
  }

  @Test
  void aRowWaitsThirtyDaysForFilesOnANodeThatIsAway() {
    UUID id = aged("away");
    away.add("n1");
    RetentionRules rules = AgedCalls.days(WEEK, "away");
    assertThat(calls().pass(rules, days(7).plusSeconds(1)))
        .isEqualTo(Map.of(RetentionKind.WORDS, 1, RetentionKind.JOURNAL, 1));
    assertThat(calls().rows("call_log", id.toString())).isOne();
    assertThat(calls().pass(rules, days(37))).isEmpty();
    away.clear();
    assertThat(calls().pass(rules, days(37)))
        .isEqualTo(Map.of(RetentionKind.RECORDINGS, 1, RetentionKind.CALL_LOG, 1));
    assertThat(file(id)).isFalse();
    UUID lost = aged("away");
    away.add("n1");
    assertThat(calls().pass(rules, days(37).plusSeconds(1)))
        .containsEntry(RetentionKind.CALL_LOG, 1);
    assertThat(calls().rows("call_recordings", lost.toString())).isZero();
  }

  /** Removal on request, each time cut off at some commit. */
  @Test
  void whatIsAskedForIsFinishedWheneverSomebodyIsCutOff() {
    ended(NUMBER, "4930123");
    ended(NUMBER, "4930123");
    ended(NUMBER, "4930123");
    Removal asked = delete(NUMBER);
    Random random = new Random(19);
    CutDataSource cut = new CutDataSource(database.pool());
    int faults = 0;
    try (HikariDataSource pool = cut.pool()) {
      Database cutOff = new Database(pool, node.system.dispatchers().lookup(Database.BLOCKING));
      CallErasure erasure = new CallErasure(CallKeys.of(node.system));
      for (int round = 1; round <= 12; round++) {
        Instant now = CLOCK.instant().plus(Duration.ofMinutes(round));
        cut.at(1 + random.nextInt(4), CutDataSource.How.values()[random.nextInt(2)]);
        try {
          cutOff.transactNow(connection -> new RemovalWork(erasure).page(connection, now));
          new FileErasure(cutOff, eraser()).asked(now).toCompletableFuture().join();
        } catch (RuntimeException cutOffThere) {
          faults++;
        }
      }
    }
    assertThat(faults).isPositive();
    look(Duration.ofMinutes(13));
    look(Duration.ofMinutes(40));
    Removal done = receipt(asked.id());
    assertThat(done.state()).isEqualTo(Removal.State.FINISHED);
    assertThat(done.deleted()).isEqualTo(3);
    assertThat(done.events()).as("each is counted once").isBetween(18L, 24L);
    assertThat(found()).isEmpty();
  }

  @Test
  void aCallThatCameBackIsDeletedWhenThatIsAskedAgain() {
    UUID one = ended(NUMBER, "4930123");
    Removal asked = Node.answer(removals.delete(one, "boss"));
    look(Duration.ofSeconds(1));
    look(Duration.ofMinutes(11));
    assertThat(receipt(asked.id()).state()).isEqualTo(Removal.State.FINISHED);
    Removal again = Node.answer(removals.delete(one, "boss"));
    assertThat(again.id()).isEqualTo(asked.id());
    assertThat(again.state()).isEqualTo(Removal.State.CHECKING);
    look(Duration.ofMinutes(12));
    assertThat(receipt(asked.id()).state()).isEqualTo(Removal.State.FINISHED);
  }
}
