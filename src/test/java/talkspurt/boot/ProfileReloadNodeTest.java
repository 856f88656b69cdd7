package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.SettingsReader;

/** Profiles that change while calls run, as whoever writes them sees it: files, HTTP, and callers on lines. */
class ProfileReloadNodeTest {

  private static final int PATIENCE_S = 60;
  private static final String DESK = """
      talkspurt {
        default-profile = desk
        profiles.desk {
          language = en, greeting { say = "Greeting %1$s." }, apology = "Sorry.", turn.reprompt-after = 120s
          transcriber { kind = embedded }
          synthesizer { kind = embedded }
          responder {
            kind = scripted
            topics = [ { name = one, phrases = [hours], digits = "1", say = "Answer %1$s.", then = listen } ]
            not-understood = ["What?"], on-silence = ["Hello?"], on-unknown-digits = "No."
            on-transfer-failed = "Nobody."
          }
        }
      }
      """;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir
  private Path dir;

  private Path profiles;
  private Path main;
  private Guardian.Running node;

  @BeforeEach
  void start() throws Exception {
    profiles = Files.createDirectory(dir.resolve("profiles"));
    write("one");
    main = dir.resolve("node.conf");
    Files.writeString(main, settings(0));
    Settings read =
        SettingsReader.read(main, Map.of("TALKSPURT_PROFILES_DIR", profiles.toString()));
    node = Guardian.start(read).toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
  }

  private String settings(int port) {
    return """
        talkspurt { warm-up = off, http.port = %d, audiosocket.port = 0, operations.port = 0
          calls.overload { loop-late = 0s, journal-late = 0s }
          data-dir = "%s/data" }
        """.formatted(port, dir);
  }

  @AfterEach
  void stop() throws Exception {
    node.system().terminate();
    node.system().getWhenTerminated().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
  }

  private void write(String version) throws IOException {
    Files.writeString(profiles.resolve("desk.conf"), DESK.formatted(version));
  }

  private String ask(String method, String target, String body) {
    try {
      return http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + node.api().getPort() + target))
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException broken) {
      throw new AssertionError(broken);
    }
  }

  private String get(String target) {
    return ask("GET", target, "");
  }

  private String reload() {
    return ask("POST", "/api/profiles/reload", "");
  }

  private String version() {
    return field(get("/api/profiles/desk"), "version");
  }

  private static String field(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    assertThat(found.find()).as(name + " in " + json).isTrue();
    return found.group(1);
  }

  /** A caller on a line, who reads all that is played. */
  private final class Caller implements AutoCloseable {

    private final UUID id = UUID.randomUUID();
    private final Socket line;
    private final Thread ear;
    private volatile boolean ended;

    Caller() throws IOException {
      get("/api/call-start?format=text&callerId=1&uuid=" + id);
      line = new Socket(node.audio().getAddress(), node.audio().getPort());
      line.getOutputStream()
          .write(ByteBuffer.allocate(19)
              .put((byte) 1)
              .putShort((short) 16)
              .putLong(id.getMostSignificantBits())
              .putLong(id.getLeastSignificantBits())
              .array());
      ear = new Thread(this::hear, "caller");
      ear.start();
    }

    private void hear() {
      try {
        DataInputStream played = new DataInputStream(line.getInputStream());
        byte[] silence = new byte[323];
        silence[0] = 0x10;
        silence[1] = 1;
        silence[2] = 64;
        while (played.readUnsignedByte() == 0x10) {
          played.readFully(new byte[played.readUnsignedShort()]);
          line.getOutputStream().write(silence);
        }
        ended = true;
      } catch (EOFException over) {
        ended = true;
      } catch (IOException closedHere) {
        // the test is over
      }
    }

    void press(char key) throws IOException {
      line.getOutputStream().write(new byte[] {3, 0, 1, (byte) key});
    }

    String story() {
      return get("/api/calls/" + id);
    }

    void awaits(String words) {
      String told = story();
      while (!told.contains(words)) {
        assertThat(ended).as(told).isFalse();
        told = story();
      }
    }

    @Override
    public void close() throws IOException {
      line.close();
    }
  }

  @Test
  void callsKeepTheirProfileAndNextOnesHaveTheNewOne() throws Exception {
    Map<Caller, String> callers = new LinkedHashMap<>();
    Map<Caller, String> versions = new LinkedHashMap<>();
    String inForce = "one";
    try {
      for (int time = 1; time <= 20; time++) {
        if (time % 5 == 0) {
          Files.writeString(
              profiles.resolve("desk.conf"),
              DESK.formatted("wrong").replace("apology", "langage = 3, apology"));
          assertThat(reload()).contains("\"outcome\":\"faulty\"", "langage", "desk.conf: 4");
          assertThat(get("/ready")).contains("\"ready\"");
        } else {
          inForce = "v" + time;
          write(inForce);
          assertThat(reload()).contains("\"outcome\":\"taken\"", "\"changed\":[\"desk ");
        }
        if (time % 4 == 0) {
          Caller caller = new Caller();
          callers.put(caller, inForce);
          caller.awaits("Greeting " + inForce + ".");
          versions.put(caller, version());
        }
      }
      assertThat(versions.values()).doesNotHaveDuplicates().hasSize(5);
      assertThat(get("/metrics"))
          .contains("talkspurt_profile_reloads_total{outcome=\"taken\"} 16.0")
          .containsPattern("talkspurt_profile_reloads_total\\{outcome=\"faulty\"} [4-9]")
          .containsPattern("talkspurt_profiles_faulty [1-9]")
          .contains("talkspurt_profile_info{profile=\"desk\",version=\"" + version() + "\"} 1.0")
          .contains("talkspurt_profile_replaced_calls 4.0");
      for (Map.Entry<Caller, String> one : callers.entrySet()) {
        one.getKey().press('1');
        one.getKey().awaits("Answer " + one.getValue() + ".");
        assertThat(one.getKey().story())
            .contains("\"profileVersion\":\"" + versions.get(one.getKey()) + "\"")
            .doesNotContain("failed", "line-lost", "-fault-");
        assertThat(one.getKey().ended).isFalse();
      }
    } finally {
      for (Caller caller : callers.keySet()) {
        caller.close();
      }
    }
    String metrics = get("/metrics");
    while (!metrics.contains("talkspurt_profile_replaced_calls 0.0")) {
      metrics = get("/metrics");
    }
    assertThat(get("/api/calls"))
        .contains(
            versions.values().stream().map(one -> "\"profileVersion\":\"" + one).toList());
  }

  @Test
  void aFileThatChangesIsInForceByItself() throws Exception {
    String before = version();
    write("two");
    while (version().equals(before)) {
      Thread.onSpinWait();
    }
    assertThat(get("/api/profiles/desk")).contains("Greeting two.", "desk.conf: 4");
    Files.writeString(
        profiles.resolve("other.conf"),
        DESK.formatted("x").replace("desk", "other").replace("default-profile = other", ""));
    while (!get("/api/profiles").contains("\"other\"")) {
      Thread.onSpinWait();
    }
    Files.delete(profiles.resolve("other.conf"));
    while (get("/api/profiles").contains("\"other\"")) {
      Thread.onSpinWait();
    }
  }

  @Test
  void allFaultsAreToldAndWhatNeedsAStartIsNotLookedAt() throws Exception {
    String before = version();
    Files.writeString(profiles.resolve("a.conf"), """
        talkspurt.profiles.a { language = en }
        talkspurt.http.port = 5
        """);
    Files.writeString(profiles.resolve("b.conf"), "talkspurt.profiles.desk { language = 7 ");
    Files.writeString(main, settings(70_000));
    String told = reload();
    assertThat(told)
        .contains(
            "a.conf: 1",
            "talkspurt.http stands in a file of talkspurt.profiles-dir",
            "a.conf: 2",
            "profiles of " + profiles.resolve("b.conf") + " cannot be read",
            "\"needsStart\":[\"talkspurt.http.port (" + main + ": 1)\"]")
        .doesNotContain("65535");
    assertThat(version()).isEqualTo(before);
    Files.delete(profiles.resolve("a.conf"));
    Files.writeString(profiles.resolve("b.conf"), "talkspurt.profiles.desk.apology = Oh");
    assertThat(reload()).contains("stands in", "each profile in one file");
    Files.delete(profiles.resolve("b.conf"));
    assertThat(reload()).contains("\"outcome\":\"unchanged\"");
    assertThat(get("/metrics")).contains("talkspurt_profiles_faulty 0.0");
  }

  @Test
  void whatWouldBeWrongIsToldAndNothingIsChanged() throws Exception {
    String before = version();
    String inside = DESK.formatted("three")
        .replaceAll("(?s).*profiles.desk \\{", "")
        .replaceAll("(?s)\\s*}\\s*}\\s*$", "");
    assertThat(ask("POST", "/api/profiles/desk/check", inside))
        .isEqualTo("{\"fine\":true,\"faults\":[]}");
    assertThat(ask("POST", "/api/profiles/new/check", inside)).contains("\"fine\":true");
    assertThat(ask("POST", "/api/profiles/desk/check", DESK.formatted("three")))
        .contains("\"fine\":true");
    assertThat(ask("POST", "/api/profiles/desk/check", inside + "\nmax-keys = 0\nmax-kyes = 1"))
        .contains("\"fine\":false", "max-keys is 0", "max-kyes does not exist", "(body: ");
    assertThat(ask("POST", "/api/profiles/desk/check", inside + "\ninclude \"/etc/passwd\""))
        .contains("includes something");
    assertThat(ask("POST", "/api/profiles/desk/check", inside + "\nmax-keys = ${PATH}"))
        .doesNotContain(System.getenv("PATH"));
    assertThat(ask("POST", "/api/profiles/desk/check", inside + "\ngreeting.say = ${NO_SUCH_17}"))
        .contains("${NO_SUCH_17} leads nowhere");
    assertThat(ask("POST", "/api/profiles/desk/check", "{ a = "))
        .contains("\"fine\":false", "body: 1");
    assertThat(version()).isEqualTo(before);
    assertThat(get("/api/profiles")).doesNotContain("\"new\"");
  }

  @Test
  void itIsKeptWhichVersionCameWhen() throws Exception {
    String first = version();
    write("two");
    reload();
    String second = version();
    write("one");
    reload();
    assertThat(version()).isEqualTo(first);
    List<String> told = new ArrayList<>();
    while (told.size() < 3) {
      told.clear();
      Matcher versions = Pattern.compile("\"version\":\"([0-9a-f]{12})\"")
          .matcher(get("/api/profiles/desk/versions"));
      while (versions.find()) {
        told.add(versions.group(1));
      }
    }
    assertThat(told).containsExactly(first, second, first);
    assertThat(get("/api/profiles/desk/versions"))
        .contains(
            "{\"key\":\"greeting.say\",\"before\":\"Greeting two.\",\"after\":\"Greeting one.\"}");
  }
}
