package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static talkspurt.call.CallSamples.words;

import akka.stream.javadsl.Sink;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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
import talkspurt.call.EndReason;
import talkspurt.call.PhoneNumber;
import talkspurt.call.Recording;
import talkspurt.call.RecordingPart;
import talkspurt.call.SessionChange;
import talkspurt.call.TurnInput;

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

  private static TestDatabase.Server server;
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
    server = product.start("removal");
    node = Node.start(server.config(), CLOCK);
    database = Database.of(node.system);
    removals = Removals.of(node.system, CLOCK);
    holds = LegalHolds.of(node.system, CLOCK);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
    server.close();
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
    UUID id = UUID.randomUUID();
    CLOCK.pass();
    node.ask(id, new CallRequest.Register(CallSamples.plan(callerId, dnid, "sales")));
    node.attach(id, "A", node.live());
    node.report(id, "A", new Fact.SpeechPlayed(0, words(SAID)));
    node.report(id, "A", new Fact.TurnTaken(1, new TurnInput.Words(words(HEARD), "en")));
    node.report(id, "A", new Fact.ToolBegins(1, "k1", "look_up", Map.of("name", ARGUMENT)));
    node.ask(
        id,
        new CallRequest.ChangeSession(SessionChange.of(Recording.told(new RecordingPart(
            1,
            RecordingPart.News.STARTED,
            "on",
            CLOCK.instant(),
            "A",
            "n1",
            "2026-11-20/" + id + "-1.wav",
            8000,
            0,
            0,
            0,
            List.of())))));
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
}
