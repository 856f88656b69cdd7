package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import talkspurt.media.profile.Profile;
import talkspurt.media.profile.Prompt;
import talkspurt.provider.SpeechToSpeech;
import talkspurt.provider.ToolSpec;
import talkspurt.provider.embedded.EmbeddedProviders;
import talkspurt.telemetry.Metrics;

/** The profiles that are shipped can be used as they are, by one include, once their secrets are there. */
class ReadyProfilesTest {

  private static final Path FOLDER = Path.of("conf/profiles");
  private static final Set<String> HERE = Set.of("embedded", "scripted");

  private static ActorTestKit kit;

  @TempDir
  Path dir;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("ready-profiles");
  }

  @AfterAll
  static void stop() {
    kit.shutdownTestKit();
  }

  static List<String> shipped() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void thereIsOneForEachOfTheseTasks() throws IOException {
    assertThat(shipped())
        .contains(
            "openai.conf",
            "deepgram-elevenlabs.conf",
            "local.conf",
            "survey.conf",
            "order-status.conf",
            "reminder.conf",
            "faq.conf");
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void eachCanBeUsedByOneInclude(String file) throws IOException {
    String name = name(file);
    Settings settings = settings(file, name, "");
    assertThat(settings.defaultProfile()).isEqualTo(name);
    assertThat(read(settings)).containsOnlyKeys(name, "receptionist");
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void noCallerIsAloneWhenTheCloudIsAway(String file) throws IOException {
    Config profile = settings(file, name(file), "").config().getConfig(at(name(file)));
    if (profile.hasPath("bot")) {
      assertThat(profile.getString("apology")).isNotBlank();
      assertThat(last(profile, "synthesizer")).isIn(HERE);
      return;
    }
    assertThat(last(profile, "transcriber")).isIn(HERE);
    assertThat(last(profile, "synthesizer")).isIn(HERE);
    assertThat(profile.getString("apology")).isNotBlank();
    if (!file.equals("pizza.conf")) { // which is there to be changed, beside its webhook
      assertThat(last(profile, "responder")).isIn(HERE);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openai.conf | end_call transfer_call",
        "deepgram-elevenlabs.conf | end_call transfer_call",
        "local.conf | end_call transfer_call",
        "faq.conf | end_call transfer_call",
        "survey.conf | end_call save_answer",
        "order-status.conf | end_call get_order list_orders transfer_call",
        "reminder.conf | cancel_appointment confirm_appointment end_call transfer_call",
      })
  void eachHasTheToolsThatItsPromptNames(String file, String tools) throws IOException {
    Settings settings = settings(file, name(file), "");
    Profile.Agent agent = (Profile.Agent) read(settings).get(name(file)).pipeline();
    String prompt = settings.config().getString(at(name(file)) + ".responder.prompt");
    assertThat(agent.tools().offered())
        .extracting(ToolSpec::name)
        .containsExactlyInAnyOrder(tools.split(" "))
        .allSatisfy(tool -> assertThat(prompt).contains(tool));
    assertThat(agent.givingUp()).isPresent();
    assertThat(agent.greeting()).isInstanceOf(Prompt.Say.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openai.conf | OPENAI_MODEL | responder.model",
        "openai.conf | OPENAI_VOICE | synthesizer.voice",
        "openai.conf | SYSTEM_PROMPT | responder.prompt",
        "deepgram-elevenlabs.conf | DEEPGRAM_MODEL | transcriber.model",
        "deepgram-elevenlabs.conf | ELEVENLABS_VOICE_ID | synthesizer.voice",
        "deepgram-elevenlabs.conf | ELEVENLABS_MODEL_ID | synthesizer.model",
        "deepgram-elevenlabs.conf | OPENAI_MODEL | responder.model",
        "deepgram-elevenlabs.conf | OPENAI_BASE_URL | responder.base-url",
        "deepgram-elevenlabs.conf | SYSTEM_PROMPT | responder.prompt",
        "local.conf | VOSK_URL | transcriber.url",
        "local.conf | LOCAL_MODEL_URL | responder.base-url",
        "local.conf | LOCAL_MODEL | responder.model",
        "local.conf | PIPER_URL | synthesizer.url",
        "local.conf | SYSTEM_PROMPT | responder.prompt",
        "survey.conf | OPENAI_MODEL | responder.model",
        "order-status.conf | OPENAI_MODEL | responder.model",
        "reminder.conf | OPENAI_MODEL | responder.model",
        "faq.conf | OPENAI_MODEL | responder.model",
      })
  void whatTutorialsPutIntoTheEnvironmentIsUnderstood(String file, String variable, String key)
      throws IOException {
    String path = at(name(file)) + "." + key;
    String without = settings(file, name(file), "").config().getString(path);
    assertThat(settings(file, name(file), variable + " = other").config().getString(path))
        .as("a setting of that name stands for the variable")
        .isEqualTo("other")
        .isNotEqualTo(without);
    assertThat(Files.readString(FOLDER.resolve(file)).lines())
        .as("is told in the comments")
        .anyMatch(line -> line.startsWith("#") && line.contains(variable)
            || file.matches("(survey|order-status|reminder|faq).conf"));
  }

  @Test
  void allTogetherAreNoMoreThanTheirIncludes() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String file : shipped()) {
      all.append(include(file));
    }
    Settings settings = settings(all + "\ntalkspurt.default-profile = openai");
    assertThat(read(settings).keySet())
        .isEqualTo(shipped().stream()
            .map(ReadyProfilesTest::name)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String name(String file) {
    return file.equals("media-stream-bot.conf") ? "my-bot" : file.replace(".conf", "");
  }

  private static String at(String name) {
    return "talkspurt.profiles." + name;
  }

  /** The kind of whoever is asked last. */
  private static String last(Config profile, String port) {
    Config one = profile.getConfig(port);
    while (one.hasPath("fallback")) {
      one = one.getConfig("fallback");
    }
    return one.getString("kind");
  }

  private Settings settings(String file, String name, String more) throws IOException {
    return settings(include(file) + "\ntalkspurt.default-profile = " + name + "\n" + more);
  }

  private Settings settings(String text) throws IOException {
    return SettingsReader.read(Files.writeString(dir.resolve("own.conf"), text), Map.of());
  }

  /** With each secret of the environment in a file instead. */
  private String include(String file) throws IOException {
    Path secret = Files.writeString(dir.resolve("secret"), "s3cret\n");
    Path path = FOLDER.resolve(file).toAbsolutePath();
    List<String> lines = new ArrayList<>(List.of("include file(\"" + path + "\")"));
    ConfigFactory.parseFile(path.toFile())
        .resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true))
        .entrySet()
        .forEach(entry -> {
          List<String> key = new ArrayList<>(ConfigUtil.splitPath(entry.getKey()));
          String last = key.get(key.size() - 1);
          if (last.endsWith("-env")) {
            key.set(key.size() - 1, last.replaceAll("-env$", "-file"));
            lines.add(entry.getKey() + " = \"\"");
            lines.add(ConfigUtil.joinPath(key) + " = \"" + secret + "\"");
          }
        });
    return String.join("\n", lines) + "\n";
  }

  private Map<String, Profile> read(Settings settings) {
    SpeechToSpeech none = request -> null;
    try (EmbeddedProviders embedded =
        EmbeddedProviders.create(settings.config().getConfig("talkspurt.embedded"))) {
      return ProfileReader.read(settings, embedded, bot -> none, kit.system(), new Metrics())
          .profiles()
          .byName();
    }
  }
}
