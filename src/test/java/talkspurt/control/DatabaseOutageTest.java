package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static talkspurt.call.CallSamples.PLAN;
import static talkspurt.call.CallSamples.words;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import talkspurt.call.CallEvent;
import talkspurt.call.CallRequest;
import talkspurt.call.CallRequest.Fact;
import talkspurt.call.EndReason;
import talkspurt.call.Instruction;
import talkspurt.call.TurnInput;
import talkspurt.control.CallReply.Done;
import talkspurt.fake.CutWire;
import talkspurt.fake.SharedPostgres;

/** PostgreSQL goes away in the midst of calls and comes back: nothing is lost, nothing comes twice. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DatabaseOutageTest {

  /** How it goes away. */
  enum Outage {
    /** Connections break, and new ones are refused. */
    CUT {
      @Override
      void begin(CutWire wire) {
        wire.cut();
      }
    },
    /** Nothing comes through, and nothing says so; what was sent arrives in the end. */
    FROZEN {
      @Override
      void begin(CutWire wire) {
        wire.freeze();
      }
    };

    abstract void begin(CutWire wire);
  }

  private static final CallSettings SETTINGS = new CallSettings(
      Duration.ofSeconds(60),
      Duration.ofSeconds(60),
      Duration.ofSeconds(60),
      Duration.ofSeconds(60),
      Duration.ofSeconds(60),
      Duration.ofSeconds(1),
      Duration.ofSeconds(60));

  /** Shorter than the product's, so that the test is. */
  private static final Config IMPATIENT = ConfigFactory.parseString("""
      akka-persistence-jdbc.shared-databases.slick.db {
        connectionTimeout = 1000
        properties.socketTimeout = 1
      }
      jdbc-journal.circuit-breaker.call-timeout = 3s
      jdbc-snapshot-store.circuit-breaker.call-timeout = 3s
      jdbc-journal.circuit-breaker.reset-timeout = 1s
      jdbc-snapshot-store.circuit-breaker.reset-timeout = 1s
      akka.cluster.sharding {
        updating-state-timeout = 2s
        shard-failure-backoff = 500ms
        coordinator-failure-backoff = 500ms
      }
      """);

  /** In each of the ways at the same time, since nearly all of it is waiting. */
  private static void inEachWay(String name, Consumer<Away> story) {
    List<CompletableFuture<Void>> stories = Arrays.stream(Outage.values())
        .map(outage -> CompletableFuture.runAsync(
            () -> {
              try (Away away = new Away(name, outage)) {
                story.accept(away);
              } catch (SQLException | AssertionError failure) {
                throw new AssertionError(outage + ": " + failure.getMessage(), failure);
              }
            },
            told -> new Thread(told, name + " " + outage).start()))
        .toList();
    stories.forEach(CompletableFuture::join);
  }

  @Test
  void aCallInItsMidstGoesOnWhereItWas() {
    inEachWay("outage_midst", away -> {
      UUID id = UUID.randomUUID();
      TestProbe<Instruction> live = away.node.live();
      away.tell(id, new CallRequest.Register(PLAN));
      away.node.attach(id, "A", live);
      live.expectMessageClass(Instruction.Greet.class);
      away.report(id, new Fact.SpeechPlayed(0, words("Hello.")));

      away.begin();
      Fact turn = new Fact.TurnTaken(1, new TurnInput.Words(words("what are your hours")));
      unanswered(() -> away.node.calls.ask(id, new CallRequest.Report("A", turn)), 4);
      away.wire.mend();

      assertThat(away.report(id, turn)).isInstanceOf(Done.class);
      live.fishForMessage(
          Duration.ofSeconds(20),
          told -> told instanceof Instruction.Answer
              ? FishingOutcomes.complete()
              : FishingOutcomes.continueAndIgnore());
      away.report(id, new Fact.SegmentPlayed(1, words("From nine to five.")));
      away.report(id, new Fact.SpeechPlayed(1, words("From nine to five.")));
      away.tell(id, new CallRequest.End(EndReason.COMPLETED));
      assertThat(names(away.node.events(id)))
          .containsExactly(
              "CallRegistered",
              "LineAttached",
              "GreetingPlayed",
              "CallerSaid",
              "SegmentPlayed",
              "ReplyPlayed",
              "CallEnded");
      away.node.eventually(() -> assertThat(away.node.newest(false, 100))
          .extracting(CallLogEntry::callId, CallLogEntry::state)
          .contains(tuple(id.toString(), "Ended")));
    });
  }

  @Test
  void aToolThatWasGrantedRunsOnce() {
    inEachWay("outage_tool", away -> {
      UUID id = UUID.randomUUID();
      TestProbe<Instruction> live = away.node.live();
      away.tell(id, new CallRequest.Register(PLAN));
      away.node.attach(id, "A", live);
      away.report(id, new Fact.SpeechPlayed(0, words("Hello.")));
      away.report(id, new Fact.TurnTaken(1, new TurnInput.Words(words("book a table"))));
      Fact begins = new Fact.ToolBegins(1, "key", "book", Map.of());
      away.begin();
      unanswered(() -> away.node.calls.ask(id, new CallRequest.Report("A", begins)), 3);
      away.wire.mend();
      assertThat(away.report(id, begins)).isInstanceOf(Done.class);
      assertThat(away.report(id, begins)).isInstanceOf(Done.class);
      away.tell(id, new CallRequest.ReturnTool("key", "booked"));
      away.tell(id, new CallRequest.ReturnTool("key", "booked"));
      assertThat(names(away.node.events(id))).containsOnlyOnce("ToolRequested", "ToolReturned");
    });
  }

  /** To remember a call as live is a write, too; a shard that cannot takes its other calls with it. */
  @Test
  void callsThatAreStartedMeanwhileHarmNoOther() {
    inEachWay("outage_meanwhile", away -> {
      Map<UUID, TestProbe<Instruction>> calls = new LinkedHashMap<>();
      for (int call = 0; call < 5; call++) {
        UUID id = UUID.randomUUID();
        calls.put(id, away.node.live());
        away.tell(id, new CallRequest.Register(PLAN));
        away.node.attach(id, "A", calls.get(id));
        away.report(id, new Fact.SpeechPlayed(0, words("Hello.")));
      }
      away.begin();
      List<UUID> meanwhile = new ArrayList<>();
      for (int call = 0; call < 100; call++) {
        meanwhile.add(UUID.randomUUID());
      }
      List<CompletableFuture<CallReply>> asked = meanwhile.stream()
          .map(id -> away.node.calls.ask(id, new CallRequest.Register(PLAN)).toCompletableFuture())
          .toList();
      asked.forEach(answer -> assertThat(answer).failsWithin(Duration.ofSeconds(20)));
      List<CompletableFuture<CallReply>> reported = calls.keySet().stream()
          .map(id ->
              away.node.calls.ask(id, new CallRequest.Report("A", next())).toCompletableFuture())
          .toList();
      reported.forEach(answer -> assertThat(answer).failsWithin(Duration.ofSeconds(20)));
      away.wire.mend();
      calls.forEach((id, live) -> {
        until(() -> away.node.calls.attach(id, "A", Optional.empty(), live.ref()));
        assertThat(away.report(id, next())).isInstanceOf(Done.class);
        // one whose line was not seen in time was taken for lost, and is on its line again
        List<String> story = names(away.node.events(id));
        story.removeAll(List.of("LineLost"));
        assertThat(story).startsWith("CallRegistered", "LineAttached", "GreetingPlayed");
        assertThat(story).containsOnlyOnce("CallerSaid");
      });
      meanwhile.forEach(id -> away.tell(id, new CallRequest.Register(PLAN)));
      meanwhile.forEach(
          id -> assertThat(names(away.node.events(id))).containsExactly("CallRegistered"));
    });
  }

  @Test
  void isToldAndCountedWhileItLasts() {
    inEachWay("outage_told", away -> {
      UUID id = UUID.randomUUID();
      away.tell(id, new CallRequest.Register(PLAN));
      assertThat(Node.answer(away.node.database.problem())).isEmpty();
      assertThat(away.figures())
          .containsPattern("talkspurt_journal_write_seconds_count [1-9]")
          .containsPattern("talkspurt_database_connections\\{state=\"idle\"} [1-9]")
          .contains("talkspurt_database_threads_waiting 0")
          .doesNotContainPattern("talkspurt_journal_failures_total\\{.*} [1-9]");
      away.begin();
      away.node.eventually(
          () -> assertThat(Node.answer(away.node.database.problem())).isPresent());
      unanswered(() -> away.node.calls.ask(id, new CallRequest.End(EndReason.COMPLETED)), 3);
      away.node.eventually(() -> assertThat(away.figures())
          .containsPattern("talkspurt_journal_failures_total\\{what=\"write\"} [1-9]")
          .containsPattern("talkspurt_database_connection_timeouts_total [1-9]"));
      away.wire.mend();
      away.node.eventually(
          () -> assertThat(Node.answer(away.node.database.problem())).isEmpty());
      assertThat(away.tell(id, new CallRequest.End(EndReason.COMPLETED))).isNotNull();
    });
  }

  private static Fact next() {
    return new Fact.TurnTaken(1, new TurnInput.Words(words("what are your hours")));
  }

  private static CallReply until(Supplier<CompletionStage<CallReply>> question) {
    for (int time = 0; time < 60; time++) {
      try {
        return question.get().toCompletableFuture().join();
      } catch (CompletionException unanswered) {
        assertThat(unanswered).hasCauseInstanceOf(java.util.concurrent.TimeoutException.class);
      }
    }
    throw new AssertionError("no answer in a minute");
  }

  private static void unanswered(Supplier<CompletionStage<CallReply>> question, int times) {
    for (int time = 0; time < times; time++) {
      assertThat(question.get().toCompletableFuture()).failsWithin(Duration.ofSeconds(20));
    }
  }

  private static List<String> names(List<CallEvent> events) {
    List<String> names = new ArrayList<>();
    events.forEach(event -> names.add(event.getClass().getSimpleName()));
    return names;
  }

  /** A node, and the wire by which its database is to go away in one of the ways. */
  private static final class Away implements AutoCloseable {

    private final Outage outage;
    private final CutWire wire;
    private final Node node;

    Away(String name, Outage outage) throws SQLException {
      String database = name + "_" + outage.name().toLowerCase(Locale.ROOT);
      TestDatabase.postgres(database);
      this.outage = outage;
      wire = new CutWire(SharedPostgres.server().getPort());
      node =
          Node.start(IMPATIENT.withFallback(NodeConfig.postgres(wire.port(), database)), SETTINGS);
    }

    void begin() {
      outage.begin(wire);
    }

    @Override
    public void close() {
      wire.mend();
      node.close();
      wire.close();
    }

    CallReply report(UUID id, Fact fact) {
      return tell(id, new CallRequest.Report("A", fact));
    }

    /** As the live half does: each until it is answered. */
    CallReply tell(UUID id, CallRequest request) {
      return until(() -> node.calls.ask(id, request));
    }

    /** The figures as Prometheus reads them. */
    String figures() {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      try {
        ExpositionFormats.init()
            .getPrometheusTextFormatWriter()
            .write(text, node.metrics.registry().scrape());
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      return text.toString(StandardCharsets.UTF_8);
    }
  }
}
