package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.control.EventFilter;
import talkspurt.control.Events;
import talkspurt.control.StoredEvent;
import talkspurt.control.WebhookState;
import talkspurt.fake.Eventually;
import talkspurt.http.ServedApi.Answer;

class EventRoutesTest {

  private static final Instant AT = FakeEvents.AT;

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  @BeforeEach
  void forget() {
    api.events.end.shutdown();
    api.events.forget();
  }

  /** The next lines that are no sign of life. */
  private static List<String> next(Iterator<String> lines, int count) {
    List<String> told = new ArrayList<>();
    while (told.size() < count) {
      String line = lines.next();
      if (!line.isEmpty() && !line.equals("data:")) {
        told.add(line);
      }
    }
    return told;
  }

  private static List<String> ids(Iterator<String> lines, int count) {
    List<String> ids = new ArrayList<>();
    while (ids.size() < count) {
      String line = lines.next();
      if (line.startsWith("id:")) {
        ids.add(line.substring(3));
      }
    }
    return ids;
  }

  @Test
  void eventsComeAsTheyHappen() {
    api.events.add("call.started", "sales");
    Iterator<String> lines = api.lines("/api/events");
    assertThat(lines.next()).as("a sign of life at once").isEqualTo("data:");
    api.events.add("call.ended", "sales");
    assertThat(next(lines, 3))
        .containsExactlyInAnyOrder(
            "id:2",
            "event:call.ended",
            "data:{\"id\":\"evt_2\",\"type\":\"call.ended\",\"version\":1,"
                + "\"timestamp\":\"2026-11-20T10:00:00Z\",\"sequence\":2,\"callId\":\"c\","
                + "\"profile\":\"sales\",\"data\":{\"a\":1}}");
    api.events.away = true;
    api.events.add("call.started", "sales");
    api.events.away = false;
    assertThat(ids(lines, 1)).containsExactly("3");
  }

  @Test
  void whoResumesMissesNothingAndGetsNothingTwice() {
    for (int event = 0; event < 450; event++) {
      api.events.add("call.fault", event % 2 == 0 ? "sales" : "support");
    }
    List<String> seen = new ArrayList<>();
    String after = "0";
    while (seen.size() < 450) {
      int some = Math.min(130, 450 - seen.size());
      try (Stream<String> lines = seen.isEmpty()
          ? api.open("/api/events?after=0")
          : api.open("/api/events", "Last-Event-ID", after)) {
        seen.addAll(ids(lines.iterator(), some));
      }
      after = seen.get(seen.size() - 1);
    }
    assertThat(seen)
        .isEqualTo(Stream.iterate(1, at -> at + 1)
            .limit(450)
            .map(at -> Integer.toString(at))
            .toList());
    assertThat(ids(api.lines("/api/events?after=0&profile=support"), 225))
        .allMatch(id -> Integer.parseInt(id) % 2 == 0);
  }

  @Test
  void whatIsWantedAloneComes() {
    api.events.add("call.started", "sales");
    api.events.add("call.ended", "sales");
    api.events.add("call.fault", "support");
    assertThat(ids(api.lines("/api/events?after=0&types=call.ended,call.fault"), 2))
        .containsExactly("2", "3");
    assertThat(ids(api.lines("/api/events?after=0&profile=support"), 1)).containsExactly("3");
  }

  @Test
  void whatWasRemovedIsToldFirst() {
    for (int event = 0; event < 4; event++) {
      api.events.add("call.fault", "sales");
    }
    api.events.removed = 2;
    assertThat(next(api.lines("/api/events?after=1"), 5))
        .containsExactlyInAnyOrder(
            "event:events.removed",
            "data:{\"after\":1,\"upTo\":2}",
            "id:3",
            "event:call.fault",
            "data:{\"id\":\"evt_3\",\"type\":\"call.fault\",\"version\":1,"
                + "\"timestamp\":\"2026-11-20T10:00:00Z\",\"sequence\":3,\"callId\":\"c\","
                + "\"profile\":\"sales\",\"data\":{\"a\":1}}");
    assertThat(next(api.lines("/api/events?after=2"), 1)).doesNotContain("event:events.removed");
  }

  /** It is looked for no more events than what the connection takes, and its place is another's. */
  @Test
  void whoTakesNothingIsCutOff() throws IOException {
    int events = 2500;
    api.events.fill(events, 4000);
    int before = api.events.ended.get();
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(4096);
      slow.connect(api.address);
      slow.getOutputStream()
          .write("GET /api/events?after=0 HTTP/1.1\r\nHost: localhost\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      Eventually.holds(() -> assertThat(api.events.ended.get()).isEqualTo(before + 1));
      slow.setSoTimeout(20_000);
      int ids = 0;
      try (Scanner lines = new Scanner(slow.getInputStream(), StandardCharsets.UTF_8)) {
        while (lines.hasNextLine()) {
          ids += lines.nextLine().startsWith("id:") ? 1 : 0;
        }
      }
      assertThat(ids).isLessThan(events);
    }
  }

  @Test
  void soManyMayFollow() {
    List<Iterator<String>> open = new ArrayList<>();
    for (int follower = 0; follower < 9; follower++) {
      Iterator<String> lines = api.lines("/api/events");
      open.add(lines);
      lines.next();
    }
    Answer refused = api.get("/api/events");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.body()).contains("too-many-followers");
    api.events.end.shutdown(); // the node stops
    for (Iterator<String> lines : open) {
      while (lines.hasNext()) {
        lines.next();
      }
    }
  }

  @Test
  void aPageTellsWhereTheNextBegins() {
    api.events.add("call.started", "sales");
    api.events.add("call.ended", "sales");
    api.events.add("call.ended", "support");
    assertThat(api.get("/api/events?format=json&limit=1").body())
        .isEqualTo("{\"events\":[{\"id\":\"evt_1\",\"type\":\"call.started\",\"version\":1,"
            + "\"timestamp\":\"2026-11-20T10:00:00Z\",\"sequence\":1,\"callId\":\"c\","
            + "\"profile\":\"sales\",\"data\":{\"a\":1}}],\"next\":1,\"removed\":0}");
    assertThat(api.get("/api/events?format=json&after=1&profile=sales").body())
        .contains("\"evt_2\"", "\"next\":3")
        .doesNotContain("evt_3");
    assertThat(api.get("/api/events?format=json&after=3").body())
        .isEqualTo("{\"events\":[],\"next\":3,\"removed\":0}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type=x | type | types, profile, after, format, limit",
        "types=call.sung | types | call.started",
        "after=-1 | after | the sequence of an event",
        "after=x | after | the sequence of an event",
        "format=xml | format | sse, json",
        "format=json&limit=0 | limit | 1 to 1000",
      })
  void whatIsAskedWronglyIsTold(String query, String field, String why) {
    Answer answer = api.get("/api/events?" + query);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains(field, why);
  }

  private static EventDirectory.Webhook webhook(String name, EventFilter wanted) {
    return new EventDirectory.Webhook(name, "https://x/y", wanted, true, false, "as-set");
  }

  @Test
  void anEventIsSentAgain() {
    api.events.add("call.ended", "sales");
    api.events.webhooks.add(webhook("a", EventFilter.ALL));
    api.events.webhooks.add(webhook("b", new EventFilter(Set.of("call.fault"), Set.of())));
    assertThat(api.post("/api/events/evt_1/replay", "text/plain", "").body())
        .isEqualTo("{\"event\":\"evt_1\",\"webhooks\":[\"a\"]}");
    assertThat(api.post("/api/events/evt_1/replay?webhook=b", "text/plain", "").status())
        .isEqualTo(202);
    assertThat(api.events.again).containsExactly("a evt_1", "b evt_1");
    assertThat(api.post("/api/events/evt_9/replay", "text/plain", "").body())
        .contains("unknown-event");
    assertThat(api.post("/api/events/evt_1/replay?webhook=c", "text/plain", "").body())
        .contains("unknown-webhook");
  }

  @Test
  void webhooksTellHowTheyAre() {
    WebhookState begun = new WebhookState(
        "", 0, "", Optional.empty(), Optional.empty(), Optional.empty(), "", Optional.empty());
    for (String name : List.of("new", "ok", "failing", "disabled", "set-anew")) {
      api.events.webhooks.add(
          webhook(name, new EventFilter(Set.of("call.ended"), Set.of("sales"))));
    }
    api.events.waiting.put("ok", new Events.Waiting(begun.delivered(AT), 0, Optional.empty()));
    api.events.waiting.put(
        "failing", new Events.Waiting(begun.failed(AT, "away"), 3, Optional.of(AT)));
    api.events.waiting.put(
        "disabled",
        new Events.Waiting(begun.gone(AT, "as-set", "status 410"), 0, Optional.empty()));
    api.events.waiting.put(
        "set-anew", new Events.Waiting(begun.gone(AT, "other", "status 410"), 0, Optional.empty()));
    String body = api.get("/api/webhooks").body();
    assertThat(body.split("(?<=})[,\\]](?=[{}])"))
        .satisfiesExactly(
            one -> assertThat(one)
                .isEqualTo("{\"webhooks\":[{\"name\":\"new\",\"url\":\"https://x/y\","
                    + "\"events\":[\"call.ended\"],\"profiles\":[\"sales\"],\"numbers\":\"masked\","
                    + "\"content\":false,\"state\":\"new\",\"pending\":0}"),
            one -> assertThat(one).contains("\"state\":\"ok\"", "\"deliveredAt\":\"" + AT),
            one -> assertThat(one)
                .contains(
                    "\"state\":\"failing\",\"pending\":3,\"oldestAt\":\"" + AT,
                    "\"failingSince\":\"" + AT,
                    "\"lastFailure\":{\"at\":\"" + AT + "\",\"why\":\"away\"}"),
            one -> assertThat(one).contains("\"state\":\"disabled\"", "\"disabledAt\":\"" + AT),
            one -> assertThat(one).contains("\"state\":\"ok\""),
            rest -> assertThat(rest).isEqualTo("}"));
    String replay = "/replay?from=2026-11-20T09:00:00Z&to=2026-11-20";
    assertThat(api.post("/api/webhooks/ok/replay?from=2026-11-19&to=2026-11-20", "text/plain", "")
            .body())
        .isEqualTo("{\"webhook\":\"ok\",\"events\":7}");
    assertThat(api.post("/api/webhooks/ok/replay?from=2026-11-19&profile=sales", "text/plain", "")
            .status())
        .isEqualTo(202);
    assertThat(api.events.again)
        .containsExactly(
            "ok [call.ended][sales] 2026-11-19T00:00:00Z 2026-11-20T00:00:00Z",
            "ok [call.ended][sales] 2026-11-19T00:00:00Z now");
    assertThat(api.post("/api/webhooks/ok/replay", "text/plain", "").body()).contains("from");
    assertThat(api.post("/api/webhooks/ok" + replay, "text/plain", "").body())
        .contains("a time after 'from'");
    assertThat(api.post("/api/webhooks/ok/replay?from=2026-11-19&profile=x", "text/plain", "")
            .body())
        .contains("is not a profile of this webhook");
    assertThat(api.post("/api/webhooks/no/replay?from=2026-11-19", "text/plain", "")
            .body())
        .contains("unknown-webhook");
    assertThat(api.post("/api/webhooks/disabled/replay?from=2026-11-19", "text/plain", "")
            .body())
        .contains("webhook-disabled");
    StoredEvent none = api.events.add("call.ended", "");
    assertThat(none.toString()).doesNotContain("\"a\"");
  }
}
