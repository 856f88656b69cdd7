package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormerKeysTest {

  private final Faults faults = Faults.collected();

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {talkspurt.audiosocket.most-lines=7} | {"talkspurt":{"audiosocket":{"max-lines":7}}}
      {talkspurt.http.body-within=3s} | {"talkspurt":{"http":{"body-timeout":"3s"}}}
      {talkspurt.turn.keep-after=300ms} | {"talkspurt":{"turn":{"resume-after":"300ms"}}}
      {talkspurt.turn.end-of-turn-most=2s} | {"talkspurt":{"turn":{"end-of-turn-max":"2s"}}}
      {talkspurt.profiles.a.responder.first-within=1s} | {"talkspurt":{"profiles":{"a":{"responder":{"first-timeout":"1s"}}}}}
      """)
  void aFormerNameIsReadAndWarnedOf(String own, String today) {
    assertThat(renamed(own)).isEqualTo(today);
    assertThat(faults.warnings()).hasSize(1);
    assertThat(faults.all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {"akka":{"most-lines":7}}
      {"talkspurt":{"profiles":{"most-wanted":{"language":"en"}}}}
      {"talkspurt":{"profiles":{"a":{"tools":{"http":{"most-read":{"url":"u"}}}}}}}
      {"talkspurt":{"profiles":{"a":{"tools":{"http":{"t":{"parameters":{"most-lines":1}}}}}}}}
      {"talkspurt":{"http":{"max-body-bytes":1,"port":2}}}
      {"talkspurt":7}
      """)
  void otherNamesAreLeft(String own) {
    assertThat(renamed(own)).isEqualTo(own);
    assertThat(faults.warnings()).isEmpty();
  }

  @Test
  void whatIsNotSetAnyMoreIsLeftOutAndWarnedOf() {
    assertThat(renamed("{talkspurt{media-dispatcher.throughput=5,http.port=2}}"))
        .isEqualTo("{\"talkspurt\":{\"http\":{\"port\":2}}}");
    assertThat(faults.warnings())
        .singleElement()
        .asString()
        .contains("talkspurt.media-dispatcher has no effect any more");
  }

  @Test
  void besideTheNewNameTheFormerIsIgnored() {
    assertThat(renamed("{talkspurt.audiosocket{most-lines=7,max-lines=8}}"))
        .isEqualTo("{\"talkspurt\":{\"audiosocket\":{\"max-lines\":8}}}");
    assertThat(faults.warnings()).singleElement().asString().contains("most-lines is ignored");
  }

  @Test
  void substitutionsMayStillBeMade() {
    Config own = ConfigFactory.parseString(
        "n=9,talkspurt.audiosocket{most-lines=${n},a=${x}},talkspurt.http=${h}{body-within=1s},h{}");
    assertThat(FormerKeys.renamed(own, faults)
            .getValue("talkspurt.audiosocket")
            .render(ConfigRenderOptions.concise()))
        .contains("max-lines");
  }

  @Test
  void theFileAndLineOfAFormerNameAreTold(@TempDir Path dir) throws Exception {
    Path file =
        Files.writeString(dir.resolve("a.conf"), "talkspurt {\n audiosocket.most-lines = 7\n}\n");
    Faults told = Faults.collected();
    Settings settings =
        SettingsReader.read(file, Map.of("TALKSPURT_DATA_DIR", dir.toString()), told);
    assertThat(settings.audioSocket().maxLines()).isEqualTo(7);
    assertThat(told.all()).isEmpty();
    assertThat(told.warnings())
        .containsExactly(
            "setting talkspurt.audiosocket.most-lines is called max-lines now; the old name"
                + " will not be read by version 0.2 (" + file + ": 2)");
  }

  private String renamed(String own) {
    return FormerKeys.renamed(ConfigFactory.parseString(own, ConfigParseOptions.defaults()), faults)
        .root()
        .render(ConfigRenderOptions.concise());
  }
}
