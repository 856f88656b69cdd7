package talkspurt.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles over HTTP; who may ask is in {@link GuardTest}. */
class ProfileRoutesTest {

  @AutoClose
  private static final ServedApi api = ServedApi.start();

  @Test
  void tellsWhichAreInForce() {
    Expect.json(api.get("/api/profiles"), 200, """
        {"profiles":[
          {"name":"hotline","version":"5a1e5a1e5a1e","standard":true,"since":"2026-11-20T10:00:00Z"},
          {"name":"sales","version":"5a1e5a1e5a1e","standard":false,"since":"2026-11-20T10:00:00Z"}]}""");
  }

  @Test
  void tellsEachValueWithItsOrigin() {
    Expect.json(api.get("/api/profiles/sales"), 200, """
        {"name":"sales","version":"5a1e5a1e5a1e","standard":false,"since":"2026-11-20T10:00:00Z",
         "settings":{
          "language":{"value":"en","origin":"/etc/talkspurt/sales.conf: 3"},
          "max-keys":{"value":"1","origin":"default"}}}""");
    assertThat(api.get("/api/profiles/nobody").status()).isEqualTo(404);
    assertThat(api.get("/api/profiles/nobody").body()).contains("unknown-profile");
  }

  @Test
  void readsThemAgain() {
    Expect.json(api.send("POST", "/api/profiles/reload", ""), 200, """
        {"outcome":"faulty","changed":[],"faults":["this is wrong (a.conf: 3)"],"needsStart":[]}""");
    assertThat(api.profiles.asked).contains("reload ");
    assertThat(api.get("/api/profiles/reload").status()).as("a profile's name").isEqualTo(404);
  }

  @Test
  void tellsWhatWouldBeWrong() {
    Expect.json(
        api.send("POST", "/api/profiles/new/check", "language = en"),
        200,
        "{\"fine\":true,\"faults\":[]}");
    Expect.json(
        api.send("POST", "/api/profiles/new/check", "wrong"),
        200,
        "{\"fine\":false,\"faults\":[\"wrong (body: 1)\"]}");
    assertThat(
            api.send("POST", "/api/profiles/new/check", "#".repeat(256 * 1024)).status())
        .as("more than other bodies may have")
        .isEqualTo(200);
    assertThat(api.send("POST", "/api/profiles/new/check", "#".repeat(256 * 1024 + 1))
            .status())
        .isEqualTo(413);
  }

  @Test
  void tellsWhichVersionsThereWere() {
    Expect.json(
        api.get("/api/profiles/sales/versions?limit=7"), 200, """
        {"versions":[
          {"version":"5a1e5a1e5a1e","inForceAt":"2026-11-20T10:00:00Z","changes":[
            {"key":"responder.prompt","before":"p","after":"%s…"},
            {"key":"max-keys","after":"1"}]},
          {"version":"0ddba110ddba","inForceAt":"2026-11-20T09:59:00Z","changes":[]}]}""".formatted("x".repeat(2000)));
    assertThat(api.profiles.asked).contains("versions sales 7");
    api.get("/api/profiles/sales/versions");
    assertThat(api.profiles.asked).contains("versions sales 20");
    Expect.json(api.get("/api/profiles/hotline/versions"), 200, "{\"versions\":[]}");
    assertThat(api.get("/api/profiles/nobody/versions").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1", "x", "1000"})
  void soManyAndNoMore(String limit) {
    assertThat(api.get("/api/profiles/sales/versions?limit=" + limit).status()).isEqualTo(400);
  }
}
