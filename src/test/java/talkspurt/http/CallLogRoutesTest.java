package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.control.AsideEntry;
import talkspurt.control.RebuildState;

class CallLogRoutesTest {

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  @BeforeEach
  void forget() {
    api.callLog.aside.clear();
    api.callLog.listed.clear();
    api.callLog.running = false;
  }

  @Test
  void theLogTellsItsVersionAndThatItIsMadeAnew() {
    Expect.json(api.get("/api/call-log"), 200, """
        {"version": 0, "current": %d, "setAside": 0,
         "rebuild": {"running": false, "position": 0, "target": 0, "calls": 0}}""".formatted(RebuildState.current()));
    String rebuild = """
        {"running": true, "position": 7, "target": 90, "calls": 3, "worker": "node#1",
         "startedAt": "2026-11-20T10:00:00Z"}""";
    Expect.json(api.post("/api/call-log/rebuild", "application/json", ""), 202, rebuild);
    Expect.json(
        api.get("/api/call-log"),
        200,
        "{\"version\": 0, \"current\": " + RebuildState.current()
            + ", \"setAside\": 0, \"rebuild\": " + rebuild + "}");
  }

  @Test
  void whatIsSetAsideIsListedAndTriedAgain() {
    api.callLog.aside.add(
        new AsideEntry("a|b", 3, "unreadable", 2, FakeCallLog.AT, FakeCallLog.AT));
    Expect.json(api.get("/api/call-log/set-aside"), 200, """
        {"setAside": [{"callId": "a|b", "event": 3, "reason": "unreadable", "attempts": 2,
                       "firstAt": "2026-11-20T10:00:00Z", "lastAt": "2026-11-20T10:00:00Z"}],
         "next": "a|b|3"}""");
    api.get("/api/call-log/set-aside?after=a%7Cb%7C3");
    assertThat(api.callLog.listed).containsExactly(" 0", "a|b 3");
    Expect.json(api.post("/api/call-log/set-aside/retry", "application/json", ""), 200, """
        {"calls": 1, "left": 0}""");
    Expect.json(api.get("/api/call-log/set-aside"), 200, "{\"setAside\": []}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"after=a", "after=%7C3", "after=a%7C", "after=a%7C-1", "after="})
  void aPlaceThatIsNoneIsRefused(String query) {
    assertThat(Expect.badField(api.get("/api/call-log/set-aside?" + query), "after"))
        .endsWith("allowed: the next of an earlier answer");
  }

  @Test
  void otherParametersAreRefused() {
    assertThat(Expect.badField(api.get("/api/call-log/set-aside?limit=3"), "limit"))
        .isEqualTo("limit is no parameter of what is set aside; allowed: after");
  }
}
