package talkspurt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that were replaced by those of the glossary stay away from code, settings and documents. */
class OldWordsTest {

  /** These tell of the past, or list the words of a language. */
  private static final List<String> EXEMPT =
      List.of("CHANGELOG.md", "FormerKeys.java", "en.conf", "es.conf", "he.conf", "tr.conf");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?<![\\w-])most-[a-z]+",
        "(?<![\\w-])[a-z]+-within(?![\\w-])",
        "\\b(he|him|his|she|her)\\b(?!\\.conf| \\{ include| \\{$)",
        "\\b[Ll]et(s)? go of (the|its|your) line",
        "\\bline(s)? (is|are|was|were) let go",
        "\\bleft alone\\b",
        "(message|answer|frame) that is none",
        "\\b(AgentDialogue|BotDialogue|FactLine|TranscriptLine|BotVoice|FrameCutter|ConvertingEar)\\b",
        "\\b(LagSearch|SoundMarks|SentMarks|SpeechSockets|SpeechInput|VoiceSockets|VoiceHttp|HttpPeer)\\b",
        "\\b(CallDoor|CallDesk|ToolDesk|NodeCard|CutOff|GivingUp|PlayedPast|LinePlay|AlreadyHeard)\\b",
        "\\b(GuardedSynthesizer|RehearsedSynthesizer|KeptConnections|KeptUtterance|UntoldEvents)\\b",
        "\\b(PatienceStage|ReleaseStage|ReplyWaits|SpokenLine)\\b",
        "\\bKEEP\\b|\\bFact\\.Kept\\b|\\bkeep-?[aA]fter\\b"
      })
  void anOldWordIsNotUsed(String old) throws IOException {
    Pattern pattern = Pattern.compile(old);
    List<String> found = new ArrayList<>();
    for (Path file : files()) {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        if (pattern.matcher(line).find()) {
          found.add(file + ":" + number + " " + line.strip());
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static List<Path> files() throws IOException {
    List<Path> all = new ArrayList<>(List.of(Path.of("README.md")));
    for (String root : List.of("src/main/java", "src/main/resources", "src/docs", "conf")) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        files
            .filter(file -> file.toString().matches(".*\\.(java|conf|md|yaml|service|cfg)"))
            .filter(file -> !EXEMPT.contains(file.getFileName().toString()))
            .forEach(all::add);
      }
    }
    return all;
  }
}
