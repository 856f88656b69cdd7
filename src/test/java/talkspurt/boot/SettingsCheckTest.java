package talkspurt.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import talkspurt.boot.config.Faults;
import talkspurt.boot.config.Settings;
import talkspurt.boot.config.SettingsReader;
import talkspurt.boot.config.StartFailure;

class SettingsCheckTest {

  /** Each fault, and the line it stands in. */
  private static final String WRONG = """
      include "gone.conf"
      include "more.conf"
      talkspurt {
        http { port = 70000
          max-body-bytes = many
          prot = 3 }
        calls.reattach-timeout = 20
        calls.max-lines = 3
        turn { preset = noissy }
        turn-presets.mine { end-of-tum = 1s
          pause-after = 9s }
        default-profile = meine
        data-dir = ${NOT_SET_ANYWHERE}"/x"
        profiles.mine {
          language = fr
          dnids = ["2"]
          greeting { sya = "Hello" }
          apology { play = "/no/such.wav" }
          transcriber { kind = vosk, url = "http://h"
            chunk = 9s
            sample-rate = many }
          synthesizer { kind = openai, api-key-env = NOT_SET_EITHER, speed = 100
            fallback = embedded }
          responder { kind = openai-chat, prompt = p, modle = m
            temperature = 9
            base-url = "ftp://x" }
          tools.http.book { description = d, url = x }
          filler { after = 1ms, say = []
            most = 0 }
          giving-up { after-failures = 0, then = sing }
          turn { interruption = "maybe"
            end-of-turn = 90s }
        }
        profiles.other { dnids = ["2"], language = en, greeting.say = Hello, apology = Oh
          transcriber { kind = embedded }
          synthesizer { kind = embedded, voice = bob }
          responder { kind = scripted, topics = [ { nmae = x } ] } }
        profiles.five = 5
        profiles.bot { language = en
          max-keys = 2
          bot { kind = openai-realtime, model = ""
            speed = 9 } }
      }
      http { port = 3 }
      """;

  private static final List<String> TOLD = List.of(
      "1 include of gone.conf is not there",
      "4 talkspurt.http: port is 70000; allowed: 0 to 65535",
      "5 talkspurt.http.max-body-bytes is \"many\"; allowed: a number",
      "6 talkspurt.http.prot does not exist (did you mean talkspurt.http.port?)",
      "7 talkspurt.calls.reattach-timeout is 20; allowed: a duration with its unit",
      "8 talkspurt.calls.max-lines does not exist (did you mean talkspurt.audiosocket.max-lines or",
      "9 talkspurt.turn.preset is noissy (did you mean noisy?)",
      "10 talkspurt.turn-presets.mine.end-of-tum does not exist (did you mean end-of-turn?)",
      "11 talkspurt.turn-presets.mine: pause-after is 9000 ms",
      "12 talkspurt.default-profile is meine (did you mean mine?)",
      "13 ${NOT_SET_ANYWHERE} leads nowhere",
      "17 mine.greeting.sya does not exist (did you mean say?)",
      "17 mine.greeting: greeting needs one of say, play",
      "18 mine.apology: /no/such.wav cannot be read",
      "19 mine.transcriber: url is 'http://h'",
      "20 mine.transcriber: chunk is 9000 ms",
      "21 mine.transcriber.sample-rate is \"many\"",
      "22 mine.synthesizer.api-key-env names NOT_SET_EITHER, which is not set",
      "22 mine.synthesizer: speed is 100.0",
      "23 mine.synthesizer.fallback is \"embedded\"; allowed: a block { … }, such as fallback { kind = embedded }",
      "24 mine.responder.modle does not exist (did you mean model?)",
      "24 mine.responder.model is missing",
      "25 mine.responder: temperature is 9.0",
      "26 mine.responder: url is 'ftp://x'",
      "27 mine.tools.http.book.parameters is missing",
      "27 mine.tools.http.book: url is 'x'",
      "28 mine.filler: after is 1 ms",
      "29 mine.filler: most is 0",
      "30 mine.giving-up: then is 'sing'",
      "30 mine.giving-up: failures is 0",
      "31 mine.turn: interruption is maybe",
      "32 mine.turn: end-of-turn is 90000 ms",
      "34 other.dnids holds a number that belongs to profile mine",
      "36 other.synthesizer: voice is bob",
      "37 other.responder.topics.nmae does not exist (did you mean name?)",
      "37 other.responder: responder is not right",
      "38 talkspurt.profiles.five is 5; allowed: a block",
      "39 bot: has both bot and max-keys",
      "41 bot.bot: model is empty",
      "42 bot.bot: speed is 9.0",
      "44 http does not exist (did you mean talkspurt.http?)");

  @TempDir
  Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void allFaultsAreToldEachWithFileAndLine() throws IOException {
    Path more = Files.writeString(
        dir.resolve("more.conf"), "\ntalkspurt.http.bodytimeout = 3s\nx = ${NOT_SET_AT_ALL}\n");
    Path file = file(WRONG);
    List<String> faults = faults(file);
    for (String told : TOLD) {
      String[] parts = told.split(" ", 2);
      assertThat(faults)
          .filteredOn(fault -> fault.contains(parts[1]))
          .as(told)
          .isNotEmpty()
          .allMatch(fault -> fault.matches("(?s).*\\(" + file + ": " + parts[0] + "(-\\d+)?\\)"));
    }
    assertThat(faults)
        .anyMatch(fault -> fault.contains(
                "http.bodytimeout does not exist (did you mean" + " talkspurt.http.body-timeout?)")
            && fault.endsWith("(" + more + ": 2)"))
        .anyMatch(fault -> fault.contains("${NOT_SET_AT_ALL} leads nowhere")
            && fault.endsWith("(" + more + ": 3)"))
        .noneMatch(fault -> fault.contains("\n"));
    assertThat(faults.stream()
            .filter(fault -> TOLD.stream().noneMatch(told -> fault.contains(told.split(" ", 2)[1])))
            .filter(fault -> !fault.contains(more.toString())))
        .as("faults that are none")
        .isEmpty();
  }

  @Test
  void theCommandTellsThemAllAndTheStartSaysTheSame() throws IOException {
    Path file = file("talkspurt { http.prot = 1\n audiosocket.port = -1 }");
    assertThat(check(file)).isEqualTo(1);
    assertThat(out.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("fail  settings: "));
    assertThatThrownBy(() -> SettingsCheck.of(file, Map.of()).settings())
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("2 faults in the settings:")
        .hasMessageContaining("http.prot does not exist")
        .hasMessageContaining("port is -1");
    assertThatThrownBy(() -> SettingsReader.read(file, Map.of())).hasMessageContaining("2 faults");
  }

  @Test
  void whatIsRightIsToldToBe() throws IOException {
    assertThat(check(file("talkspurt.http.port = 0"))).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines("ok    settings: can be started with; profiles: 1\n");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"conf/postgres.conf", "conf/profiles/receptionist.conf", "conf/profiles/pizza.conf"
      })
  void theExamplesAreRight(String example) {
    assertThat(SettingsCheck.of(Path.of(example), Map.of("TALKSPURT_DATABASE_PASSWORD", "x"))
            .findings())
        .allMatch(finding -> finding.line().startsWith("ok "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "talkspurt { http {\\n port = 1 | cannot be read",
        "talkspurt { http = 5 } | talkspurt.http is 5; allowed: a block",
        "talkspurt = 5 | talkspurt is 5; allowed: a block",
        "talkspurt.profiles = 5 | talkspurt.profiles is 5; allowed: a block",
        "talkspurt.http.port { a = 1 } | talkspurt.http.port is a block; allowed: a value such as 1650",
        "talkspurt.http.port = 1.5 | talkspurt.http.port is 1.5; allowed: a whole number",
        "talkspurt.http.port = null | talkspurt.http.port is null",
        "talkspurt.http.port = \"\" | talkspurt.http.port is \"\"; allowed: a number",
        "talkspurt.doctor.examine = perhaps | talkspurt.doctor.examine is \"perhaps\"; allowed: true or false",
        "talkspurt.calls.hang-up-grace = 3 | hang-up-grace is 3; allowed: a duration with its unit",
        "talkspurt.calls.hang-up-grace = \"3\" | hang-up-grace is \"3\"; allowed: a duration with its unit",
        "talkspurt.synthesizers.piper.rate = 3 | talkspurt.synthesizers.piper.rate does not exist",
        "talkspurt.synthesizers.openai.speed = quick | synthesizers.openai.speed is \"quick\"; allowed: a number",
        "talkspurt.websocket.allowed-hosts = a | allowed-hosts is \"a\"; allowed: a list",
        "talkspurt.turn.commands.fr = arret | talkspurt.turn.commands.fr is \"arret\"; allowed: a list of texts",
        "talkspurtt.http.port = 1 | talkspurtt does not exist (did you mean talkspurt?)",
        "profiles.mine { } | profiles does not exist (did you mean talkspurt.profiles?)",
        "include file(\"/no/such.conf\") | include of /no/such.conf is not there",
        "include classpath(\"no/such.conf\") | include of no/such.conf is not there",
        "include required(\"such.conf\") | include of such.conf is not there",
        "include \"such\" | include of such is not there",
        "talkspurt.data-dir = ${SOME_THING_NOT_SET} | ${SOME_THING_NOT_SET} leads nowhere",
        "a = ${b}, b = ${a} | cannot be read",
        "talkspurt.cluster.tls.key-store = \"/none\" | cluster.tls.key-store is '/none'",
        "talkspurt.database { kind = postgresql, postgresql.password-env = NOT_SET_NOW } | password-env names NOT_SET_NOW",
      })
  void whatPeopleGetWrongIsToldInOneLineWithItsPlace(String text, String told) throws IOException {
    Path file = file("\n" + text.replace("\\n", "\n"));
    Faults faults = Faults.collected();
    SettingsReader.read(file, Map.of(), faults);
    assertThat(faults.all())
        .anySatisfy(fault -> assertThat(fault)
            .contains(told)
            .containsPattern("(: 2|: 2-\\d+|: 3)\\)$|" + file.getFileName() + ": 3"));
  }

  @Test
  void aSubstitutionThatMayLeadNowhereLeavesWhatWasThere() throws IOException {
    Path file = file("""
        talkspurt.default-profile = receptionist
        talkspurt.default-profile = ${?SOME_THING_NOT_SET}
        talkspurt.audiosocket.advertised-host = ${?SOME_THING_NOT_SET}
        talkspurt.http.bind = ${?talkspurt.bind}
        talkspurt.calls.currency-of-mine = ${?SOME_OTHER_THING}
        own.word = welcome, talkspurt.vars-of-mine = ${?SOME_OTHER_THING}
        talkspurt.profiles.receptionist.greeting.say = "You are "${own.word}${?SOME_THING_NOT_SET}"."
        """);
    Faults faults = Faults.collected();
    Settings settings = SettingsReader.read(file, Map.of(), faults);
    assertThat(faults.all()).isEmpty();
    assertThat(settings.defaultProfile()).isEqualTo("receptionist");
    assertThat(settings.config().getString("talkspurt.audiosocket.advertised-host"))
        .isEmpty();
    assertThat(settings.config().getString("talkspurt.http.bind")).isEqualTo("127.0.0.1");
    assertThat(settings.config().getString("talkspurt.profiles.receptionist.greeting.say"))
        .isEqualTo("You are welcome.");
  }

  @Test
  void besideSubstitutionsThatMayLeadNowhereThoseThatMayNotAreTold() throws IOException {
    Path file = file("""
        talkspurt.data-dir = ${NOT_THERE_A}
        talkspurt.http.bind = ${?NOT_THERE_B}
        talkspurt.default-profile = ${?NOT_THERE_C}
        talkspurt.time-zone = ${NOT_THERE_D}
        """);
    Faults faults = Faults.collected();
    Settings settings = SettingsReader.read(file, Map.of(), faults);
    assertThat(faults.all())
        .extracting(fault -> fault.replaceFirst(" leads.*: (\\d)\\)$", " $1"))
        .containsExactly("${NOT_THERE_A} 1", "${NOT_THERE_D} 4");
    assertThat(settings.defaultProfile()).isEqualTo("receptionist");
  }

  @Test
  void whatIncludesAreThereIsRead() throws IOException {
    Files.writeString(
        Files.createDirectory(dir.resolve("sub")).resolve("c.conf"), "talkspurt.http.port = 7");
    Files.writeString(dir.resolve("b.conf"), "include \"sub/c\"\ninclude \"gone.conf\"");
    Path file = file(
        "include \"b.conf\"\ninclude \"profiles/media-stream-bot.conf\"\ninclude classpath(\"profiles/booking.conf\")");
    Faults faults = Faults.collected();
    assertThat(SettingsReader.read(file, Map.of(), faults).http().port()).isEqualTo(7);
    assertThat(faults.all())
        .singleElement()
        .asString()
        .startsWith("include of gone.conf is not there")
        .endsWith("(" + dir.resolve("b.conf") + ": 2)");
  }

  @Test
  void aFileThatIsNoFileIsTold() throws IOException {
    assertThat(faults(dir))
        .containsExactly("--config " + dir + " is a directory; allowed: a readable file");
    Path latin = dir.resolve("latin.conf");
    Files.write(
        latin, "talkspurt {\n # gr\u00fc\u00df dich\n}".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(faults(latin))
        .singleElement()
        .asString()
        .contains("UTF-8")
        .endsWith("(" + latin + ": 2)");
    Path wide = dir.resolve("wide.conf");
    Files.write(wide, "talkspurt.http.port = 1".getBytes(StandardCharsets.UTF_16LE));
    assertThat(faults(wide)).singleElement().asString().contains("UTF-8");
  }

  @Test
  void whatEditorsAddIsRead() throws IOException {
    Path file = file("\ufefftalkspurt {\r\n\thttp { port = 7 }\r\n}\r\n");
    assertThat(SettingsReader.read(file, Map.of()).http().port()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de | transcriber { kind = embedded } | | transcriber is of kind embedded, which understands en",
        "de | | synthesizer { kind = embedded } | synthesizer is of kind embedded, which speaks en",
        "de | | synthesizer { kind = command } | synthesizer is of kind command, which speaks en",
        "de | | synthesizer { kind = command, voice = x, fallback { kind = embedded } } | synthesizer.fallback is of kind embedded",
        "cs | | | turn.commands, turn.complete, turn.unfinished, turn.backchannels have no words",
        "cs | | | filler.say has no words",
        "cs | | | talkspurt.languages.cs lacks",
        "german | | | language is 'german', which is no language's tag",
        "de_DE | | | language is 'de_DE', which is no language's tag",
      })
  void languagesThatAKindOrAListDoesNotHaveAreWarnedOf(
      String language, String transcriber, String synthesizer, String told) throws IOException {
    Path file = file("talkspurt.profiles.p {\n"
        + "language = " + language + ", greeting.say = Hi, apology = Oh, goodbye = Bye\n"
        + (transcriber == null ? "transcriber { kind = vosk }" : transcriber) + "\n"
        + (synthesizer == null ? "synthesizer { kind = piper, voice = any }" : synthesizer) + "\n"
        + "responder { kind = webhook, url = \"http://127.0.0.1:1/\" } }");
    SettingsCheck check = SettingsCheck.of(file, Map.of());
    assertThat(check.settings()).isNotNull();
    assertThat(check.warnings())
        .anySatisfy(warning -> assertThat(warning).contains(told).containsPattern(": [2-4]\\)$"));
  }

  @Test
  void aLanguageThatHasAllIsNotWarnedOf() throws IOException {
    Path file =
        file("talkspurt { turn { commands.pl = [stop], complete.pl = [tak], unfinished.pl = [i],"
            + " backchannels.pl = [tak] }, filler.say.pl = [moment]\nprofiles.p {"
            + " language = pl-PL, greeting.say = Hi, apology = Oh, transcriber { kind = vosk },"
            + " synthesizer { kind = command, voice = pl },"
            + " responder { kind = webhook, url = \"http://127.0.0.1:1/\" } } }");
    SettingsCheck check = SettingsCheck.of(file, Map.of());
    assertThat(check.settings()).isNotNull();
    assertThat(check.warnings()).isEmpty();
  }

  @Test
  void aNodeWithAWrongProfileDoesNotTouchTheDatabase() throws IOException {
    Path file = file(
        "talkspurt { data-dir = \"" + dir.resolve("data")
            + "\", http.port = 0, audiosocket.port = 0, operations.port = 0, profiles.p.langage = en }");
    StringWriter failures = new StringWriter();
    assertThat(Main.commandLine()
            .setErr(new PrintWriter(failures, true))
            .execute("serve", "--config", file.toString()))
        .isEqualTo(1);
    assertThat(failures.toString()).as("nothing but what is wrong").isEmpty();
    assertThat(dir.toFile().list()).containsExactly("own.conf");
  }

  @Test
  void nothingIsMadeOrAskedByLooking() throws IOException {
    Path cache = dir.resolve("cache");
    Path file = file("talkspurt { data-dir = \"" + dir.resolve("data") + "\", profiles.p {"
        + " language = en, greeting.say = Hi, apology = Oh, transcriber { kind = embedded },"
        + " synthesizer { kind = command, cache { directory = \"" + cache
        + "\", max-megabytes = 1 } },"
        + " responder { kind = webhook, url = \"http://127.0.0.1:1/\" } } }");
    assertThat(check(file)).isZero();
    assertThat(dir.toFile().list()).containsExactly("own.conf");
  }

  private int check(Path file) {
    CommandLine line =
        Main.commandLine().setErr(new PrintWriter(err, true)).setOut(new PrintWriter(out, true));
    return line.execute("check", "--settings", "--config", file.toString());
  }

  private static List<String> faults(Path file) {
    return SettingsCheck.of(file, Map.of()).findings().stream()
        .filter(finding -> finding.failed())
        .map(finding -> finding.text())
        .toList();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(dir.resolve("own.conf"), text);
  }
}
