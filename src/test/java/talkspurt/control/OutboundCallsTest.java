package talkspurt.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.stream.javadsl.Sink;
import com.typesafe.config.ConfigFactory;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import talkspurt.call.PhoneNumber;
import talkspurt.control.OutboundCalls.Added;
import talkspurt.control.OutboundCalls.Claim;
import talkspurt.outbound.CallingHours;
import talkspurt.outbound.DialNumber;
import talkspurt.outbound.DialOutcome;
import talkspurt.outbound.DialRequest;
import talkspurt.outbound.DialRules;
import talkspurt.outbound.DialVerdict;
import talkspurt.outbound.DialWindow;
import talkspurt.outbound.Outbound;
import talkspurt.outbound.OutboundOrder;
import talkspurt.outbound.OutboundState;
import talkspurt.outbound.ReleaseCause;
import talkspurt.outbound.RetryPlan;
import talkspurt.outbound.RetryPlan.Attempt;
import talkspurt.outbound.RetryPlan.Retry;

/** What is kept of calls that the engine makes, and that each attempt is claimed once. */
@ParameterizedClass
@EnumSource(TestDatabase.Product.class)
class OutboundCallsTest {

  /** A Tuesday, 13:00 in Berlin. */
  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

  private static final String NUMBER = "+493012345678";
  private static final DialRules RULES = new DialRules(
      new CallingHours(
          IntStream.rangeClosed(1, 7)
              .boxed()
              .collect(java.util.stream.Collectors.toMap(
                  java.time.DayOfWeek::of,
                  day -> List.of(talkspurt.call.OpeningHours.Span.of(
                      java.time.LocalTime.of(9, 0), java.time.LocalTime.of(20, 0))))),
          Map.of(),
          Map.of()),
      Optional.empty(),
      2,
      4,
      false,
      Duration.ofSeconds(30));
  private static final RetryPlan PLAN = new RetryPlan(
      3, Map.of(DialOutcome.BUSY, new Retry(9, Duration.ofMinutes(5), 1, Duration.ofMinutes(5))));

  private static ActorTestKit kit;
  private static Database database;
  private static OutboundCalls calls;
  private static DoNotCallList list;

  OutboundCallsTest(TestDatabase.Product product) {}

  @BeforeParameterizedClassInvocation
  static void start(TestDatabase.Product product) {
    kit = ActorTestKit.create(
        "outbound",
        ConfigFactory.parseString("akka.actor.provider = local")
            .withFallback(product.make("outbound")));
    Schema.prepare(kit.system(), SchemaUse.MIGRATE);
    database = Database.of(kit.system());
    calls = OutboundCalls.of(kit.system());
    list = DoNotCallList.of(kit.system());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void empty() {
    for (String table :
        List.of("outbound_calls", "outbound_dials", "do_not_call", "campaigns", "call_log")) {
      run("DELETE FROM " + table);
    }
  }

  private static void run(String sql) {
    database.transactNow(connection -> {
      TestDatabase.run(connection, sql);
      return null;
    });
  }

  private static <T> T get(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static OutboundOrder order(String campaign) {
    return new OutboundOrder(
        new DialRequest(
            new DialNumber(NUMBER, Set.of(ZoneId.of("Europe/Berlin"))),
            Optional.of("form 17"),
            new DialWindow(NOW, NOW.plus(Duration.ofDays(7)))),
        "sales",
        Map.of("customer", "marzipan"),
        Optional.of("+493055555"),
        "carrier",
        Duration.ofSeconds(30),
        3,
        Optional.of(campaign).filter(name -> !name.isEmpty()));
  }

  private static Added add(String key, String asked) {
    return get(calls.add(
        Outbound.due(UUID.randomUUID(), order(""), NOW),
        Optional.of(key).filter(text -> !text.isEmpty()),
        asked,
        RULES,
        100,
        NOW));
  }

  private static Outbound added() {
    return ((Added.Kept) add("", "{}")).one();
  }

  private static Optional<Outbound> claim(Outbound one, Instant at) {
    Claim claim = get(calls.claim(one.id(), RULES, at));
    return claim instanceof Claim.Claimed claimed ? Optional.of(claimed.one()) : Optional.empty();
  }

  @Test
  void whatWasAskedForIsReadAsItWas() {
    Outbound one = added();
    assertThat(get(calls.one(one.id()))).contains(one);
    assertThat(one.order()).isEqualTo(order(""));
    assertThat(one.call().state()).isEqualTo(new OutboundState.Waiting(NOW));
  }

  @Test
  void numberAndVariablesAreInNoColumn() {
    added();
    String row = database.transactNow(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("SELECT * FROM outbound_calls")) {
        rows.next();
        StringBuilder all = new StringBuilder();
        for (int at = 1; at <= rows.getMetaData().getColumnCount(); at++) {
          byte[] bytes = rows.getObject(at) instanceof byte[] some ? some : new byte[0];
          all.append(rows.getString(at)).append(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return all.toString();
      }
    });
    assertThat(row).doesNotContain("12345678", "marzipan", "form 17", "55555");
  }

  @Test
  void anIdempotencyKeyMakesOneCall() {
    Outbound first = ((Added.Kept) add("k1", "{\"a\":1}")).one();
    assertThat(add("k1", "{\"a\":1}")).isEqualTo(new Added.Known(first));
    assertThat(add("k1", "{\"a\":2}")).isEqualTo(new Added.KeyInUse());
    assertThat(add("k2", "{\"a\":1}")).isInstanceOf(Added.Kept.class);
  }

  @Test
  void ofManyWhoAskAtOnceUnderOneKeyOneMakesACall() {
    List<CompletionStage<Added>> all = IntStream.range(0, 8)
        .mapToObj(i -> calls.add(
            Outbound.due(UUID.randomUUID(), order(""), NOW),
            Optional.of("same"),
            "{}",
            RULES,
            100,
            NOW))
        .toList();
    assertThat(all.stream().map(OutboundCallsTest::get))
        .filteredOn(Added.Kept.class::isInstance)
        .hasSize(1);
    assertThat(count("outbound_calls")).isEqualTo(1);
  }

  private static int count(String table) {
    return database.transactNow(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
        row.next();
        return row.getInt(1);
      }
    });
  }

  @Test
  void asManyWaitAsMay() {
    added();
    assertThat(get(calls.add(
            Outbound.due(UUID.randomUUID(), order(""), NOW), Optional.empty(), "", RULES, 1, NOW)))
        .isEqualTo(new Added.Full());
  }

  @Test
  void anAttemptIsClaimedOnce() {
    Outbound one = added();
    assertThat(get(calls.due(NOW, List.of("carrier"), 10))).containsExactly(one);
    assertThat(get(calls.due(NOW, List.of("other"), 10))).isEmpty();
    List<CompletionStage<Claim>> all =
        IntStream.range(0, 8).mapToObj(i -> calls.claim(one.id(), RULES, NOW)).toList();
    List<Claim> claims = new ArrayList<>();
    all.forEach(claim -> claims.add(get(claim)));
    assertThat(claims).filteredOn(Claim.Claimed.class::isInstance).hasSize(1);
    assertThat(count("outbound_dials")).isEqualTo(1);
    assertThat(get(calls.due(NOW, List.of("carrier"), 10))).isEmpty();
    assertThat(get(calls.open())).hasSize(1);
    assertThat(get(calls.ofCall(one.callId())).map(Outbound::id)).contains(one.id());
  }

  @Test
  void anAttemptThatWasBusyIsFollowedByAnotherUnderAnotherId() {
    Outbound claimed = claim(added(), NOW).orElseThrow();
    ReleaseCause cause = new ReleaseCause(17, "User busy");
    Outbound busy = get(calls.change(
            claimed.id(),
            NOW,
            call -> call.ended(1, new Attempt(DialOutcome.BUSY, NOW, Optional.of(cause)), PLAN)))
        .orElseThrow();
    assertThat(busy.callId()).isNotEqualTo(claimed.callId());
    Outbound read = get(calls.one(claimed.id())).orElseThrow();
    assertThat(read).isEqualTo(busy);
    assertThat(read.call().attempts().get(0).cause()).contains(cause);
    assertThat(claim(read, NOW)).isEmpty();
    assertThat(claim(read, NOW.plus(Duration.ofMinutes(5)))).isPresent();
  }

  @Test
  void whatWasNotSentDoesNotCount() {
    Outbound claimed = claim(added(), NOW).orElseThrow();
    Outbound waits = get(calls.notSent(claimed, NOW.plusSeconds(15), NOW)).orElseThrow();
    assertThat(waits.callId()).isEqualTo(claimed.callId());
    assertThat(count("outbound_dials")).isZero();
    assertThat(claim(waits, NOW.plusSeconds(15))).isPresent();
    assertThat(get(calls.notSent(claimed, NOW, NOW))).isPresent();
  }

  @Test
  void aNumberIsDialledAsOftenADayAsTheRulesSayWhoeverAsks() {
    for (int i = 0; i < 2; i++) {
      assertThat(claim(added(), NOW)).isPresent();
    }
    Outbound third = added();
    assertThat(third.held()).contains(DialVerdict.Hold.DAY_FULL);
    assertThat(claim(third, NOW.plus(Duration.ofHours(2)))).isEmpty();
  }

  @Test
  void whatIsOnTheListWhenItsTurnComesIsRefusedAndSaysWhy() {
    Outbound one = added();
    get(list.add(
        new PhoneNumber("+49 30 12345678"),
        new DoNotCall(DoNotCall.Source.API, "desk", Optional.empty(), NOW)));
    assertThat(get(calls.claim(one.id(), RULES, NOW)))
        .isEqualTo(new Claim.Refused(DialVerdict.Ban.DO_NOT_CALL));
    assertThat(get(calls.ofNumber(new PhoneNumber("4930 12345678")))).hasSize(1);
    assertThat(get(calls.one(one.id())).orElseThrow().call().state())
        .isEqualTo(new OutboundState.Refused(DialVerdict.Ban.DO_NOT_CALL));
    assertThat(((Added.Kept) add("", "{}")).one().call().state())
        .isEqualTo(new OutboundState.Refused(DialVerdict.Ban.DO_NOT_CALL));
    assertThat(count("outbound_dials")).isZero();
  }

  @Test
  void theListIsKeptByHashAndOutlastsItsRemovalAsOne() {
    PhoneNumber number = new PhoneNumber(NUMBER);
    DoNotCall entry = new DoNotCall(DoNotCall.Source.OPT_OUT, "", Optional.of("c1"), NOW);
    assertThat(get(list.of(number))).isEmpty();
    assertThat(get(list.add(number, entry))).isEqualTo(entry);
    assertThat(get(list.add(
            number,
            new DoNotCall(DoNotCall.Source.API, "x", Optional.empty(), NOW.plusSeconds(9)))))
        .isEqualTo(entry);
    assertThat(get(list.remove(number, NOW.plusSeconds(60)))).isTrue();
    assertThat(get(list.remove(number, NOW.plusSeconds(60)))).isFalse();
    get(list.add(number, entry)); // told again, of before it was removed
    assertThat(get(list.of(number))).isEmpty();
    get(list.add(
        number, new DoNotCall(DoNotCall.Source.API, "x", Optional.empty(), NOW.plusSeconds(90))));
    assertThat(get(list.of(number)).map(DoNotCall::by)).contains("x");
  }

  /** Whose key is gone is on the list, and nobody could tell. */
  @Test
  void nothingIsDialledWhileTheListIsUnderAnotherKey() {
    Outbound one = added();
    get(list.add(
        new PhoneNumber("+4930999"),
        new DoNotCall(DoNotCall.Source.API, "", Optional.empty(), NOW)));
    run("UPDATE do_not_call SET key_mark = 'another'");
    assertThatThrownBy(() -> claim(one, NOW)).hasMessageContaining("audit_key");
    run("DELETE FROM do_not_call");
    assertThat(claim(one, NOW)).isPresent();
  }

  @Test
  void whatWaitsWithinAPausedCampaignIsNotDialled() {
    run("INSERT INTO campaigns (name, profile, paused, created_at, changed_at)"
        + " VALUES ('spring', 'sales', true, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)");
    Outbound one = Outbound.due(UUID.randomUUID(), order("spring"), NOW);
    get(calls.add(one, Optional.empty(), "", RULES, 100, NOW));
    assertThat(get(calls.due(NOW, List.of("carrier"), 10))).isEmpty();
    assertThat(claim(one, NOW)).isEmpty();
    run("UPDATE campaigns SET paused = false");
    assertThat(claim(one, NOW)).isPresent();
  }

  private static OutboundCalls.Batch addAll(int most, String... numbers) {
    List<Outbound> all = new ArrayList<>();
    for (String number : numbers) {
      OutboundOrder like = order("spring");
      all.add(Outbound.due(
          UUID.randomUUID(),
          new OutboundOrder(
              new DialRequest(
                  new DialNumber(number, like.request().number().zones()),
                  Optional.empty(),
                  like.request().window()),
              "sales",
              Map.of("n", number),
              Optional.empty(),
              "carrier",
              Duration.ofSeconds(30),
              3,
              like.campaign()),
          NOW));
    }
    return get(calls.addAll(
        new Campaign("spring", "sales", false, "desk", NOW, Map.of()), all, RULES, most, NOW));
  }

  @Test
  void aCampaignCallsEachNumberOnceHoweverOftenItIsAskedFor() {
    get(list.add(
        new PhoneNumber("+4930002"),
        new DoNotCall(DoNotCall.Source.API, "", Optional.empty(), NOW)));
    OutboundCalls.Batch first = addAll(100, "+4930001", "+4930002");
    assertThat(first.taken()).isEqualTo(2);
    assertThat(first.refused()).isEqualTo(1);
    assertThat(first.campaign().counts())
        .isEqualTo(Map.of("waiting", 1L, "refused do-not-call", 1L));
    OutboundCalls.Batch again = addAll(2, "+4930001", "+4930003", "+4930004");
    assertThat(List.of(again.taken(), again.known(), again.full())).containsExactly(1, 1, 1);
    assertThat(get(calls.ofCampaign("spring").runWith(Sink.seq(), kit.system())))
        .extracting(one -> one.order().variables().get("n"))
        .containsExactlyInAnyOrder("+4930001", "+4930002", "+4930003");
    assertThat(get(calls.campaigns(Optional.of("sales")))).hasSize(1);
    assertThat(get(calls.campaigns(Optional.of("other")))).isEmpty();
  }

  @Test
  void aCampaignIsPausedAndGoesOn() {
    addAll(100, "+4930001");
    assertThat(get(calls.pause("spring", true, NOW)).orElseThrow().paused()).isTrue();
    assertThat(get(calls.due(NOW, List.of("carrier"), 10))).isEmpty();
    assertThat(get(calls.pause("spring", false, NOW)).orElseThrow().paused()).isFalse();
    assertThat(get(calls.due(NOW, List.of("carrier"), 10))).hasSize(1);
    assertThat(get(calls.pause("autumn", true, NOW))).isEmpty();
  }

  @Test
  void whatWaitsBeyondItsWindowExpiresWhicheverItsTrunk() {
    Outbound one = added();
    assertThat(get(calls.expire(RULES, NOW, 10))).isZero();
    assertThat(get(calls.expire(RULES, NOW.plus(Duration.ofDays(8)), 10))).isEqualTo(1);
    assertThat(get(calls.one(one.id())).orElseThrow().call().state())
        .isEqualTo(new OutboundState.Refused(DialVerdict.Ban.WINDOW_OVER));
  }

  private static List<String> told() {
    return database.transactNow(connection -> {
      List<String> told = new ArrayList<>();
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(
              "SELECT event_id, data FROM events_out WHERE type = 'outbound.ended' ORDER BY seq")) {
        while (row.next()) {
          told.add(row.getString(1) + " " + row.getString(2));
        }
      }
      return told;
    });
  }

  @Test
  void thatItIsOverIsToldOnceAndWithoutTheNumber() {
    run("DELETE FROM events_out");
    Outbound claimed = claim(added(), NOW).orElseThrow();
    get(calls.change(
        claimed.id(), NOW, call -> call.ended(1, new Attempt(DialOutcome.BUSY, NOW), PLAN)));
    assertThat(told()).as("it goes on").isEmpty();
    for (int again = 0; again < 2; again++) {
      get(calls.change(claimed.id(), NOW, call -> call.cancel(NOW)));
    }
    assertThat(told())
        .singleElement()
        .satisfies(event -> assertThat(event)
            .startsWith("evt_outbound_" + claimed.id())
            .contains("\"outcome\":\"cancelled\"", "\"attempts\":1")
            .doesNotContain("12345678"));
    Outbound listed = added();
    get(list.add(
        new PhoneNumber(NUMBER), new DoNotCall(DoNotCall.Source.API, "", Optional.empty(), NOW)));
    get(calls.claim(listed.id(), RULES, NOW));
    assertThat(told()).hasSize(2);
    assertThat(told().get(1)).contains("\"refusedBy\":\"do-not-call\"");
  }

  @Test
  void whatIsDeletedOfANumberGoesOnceItIsOverAndIsNeverDialledAgain() {
    Outbound waits = added();
    Outbound claimed = claim(added(), NOW).orElseThrow();
    erase();
    assertThat(get(calls.one(waits.id()))).isEmpty();
    assertThat(get(calls.one(claimed.id()))).isPresent();
    get(calls.change(
        claimed.id(), NOW, call -> call.ended(1, new Attempt(DialOutcome.BUSY, NOW), PLAN)));
    assertThat(get(calls.one(claimed.id()))).isEmpty();
    assertThat(count("outbound_dials")).isEqualTo(1);
  }

  private static void erase() {
    database.transactNow(connection -> {
      calls.erase(
          connection, SubjectKey.of(connection).hash(new PhoneNumber("4930/12345678")), NOW);
      return null;
    });
  }

  @Test
  void whatIsOldIsForgotten() {
    Outbound waits = added();
    Outbound over = claim(added(), NOW).orElseThrow();
    get(calls.change(
        over.id(), NOW, call -> call.ended(1, new Attempt(DialOutcome.REJECTED, NOW), PLAN)));
    Instant later = NOW.plus(Duration.ofDays(2));
    assertThat(get(calls.forget(NOW, NOW, 10, later))).isFalse();
    assertThat(get(calls.one(over.id()))).isPresent();
    get(calls.forget(NOW.plusSeconds(1), NOW.plusSeconds(1), 10, later));
    assertThat(get(calls.one(over.id()))).isEmpty();
    assertThat(get(calls.one(waits.id()))).isPresent();
    assertThat(count("outbound_dials")).isZero();
  }
}
