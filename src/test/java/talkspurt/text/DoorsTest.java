package talkspurt.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.fake.OutsideTexts;

class DoorsTest {

  private static final int MANY = 1_000_000;

  @Test
  void whateverComesIsWellFormedBehindEachDoor() {
    OutsideTexts.through(13, MANY, texts -> {
      String raw = texts.next();
      RecognisedWords heard = RecognisedWords.of(raw);
      boolean good = OutsideText.isWellFormed(OutsideText.repaired(raw))
          && OutsideText.isWellFormed(OutsideText.decoded(texts.bytes()))
          && OutsideText.isWellFormed(OutsideText.forLog(raw, 10))
          && OutsideText.isWellFormed(heard.words())
          && !(heard.noise() && !heard.words().isEmpty());
      if (!good) {
        assertThat(escaped(raw)).as("text that got through").isNull();
      }
    });
  }

  @Test
  void piecesAreRepairedAsTheWhole() {
    OutsideTexts.through(14, MANY, texts -> {
      String raw = texts.next();
      int cut = texts.cut(raw.length());
      TextPieces pieces = new TextPieces();
      String repaired =
          pieces.add(raw.substring(0, cut)) + pieces.add(raw.substring(cut)) + pieces.rest();
      if (!repaired.equals(OutsideText.repaired(raw))) {
        assertThat(escaped(repaired)).isEqualTo(escaped(OutsideText.repaired(raw)));
      }
    });
  }

  @Test
  void aPairThatWasCutIsOneCharacter() {
    TextPieces pieces = new TextPieces();
    assertThat(pieces.add("a\ud83e")).isEqualTo("a");
    assertThat(pieces.add("\udd8ab")).isEqualTo("🦊b");
    assertThat(pieces.add("\ud83e")).isEmpty();
    assertThat(pieces.rest()).isEqualTo("\ufffd");
    assertThat(pieces.rest()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[noise]",
        "[BLANK_AUDIO]",
        "(coughs)",
        "*laughs*",
        "♪",
        "♪♪",
        "...",
        ".",
        "…",
        "<unk>",
        "(music)",
        "[Musik]",
        "[noise",
        "(cou",
        "(((noise)))",
        "( speaking in foreign language )",
        "[MUSIC] [noise].",
        "♪ la la la ♪",
        "【音楽】",
        "（笑）",
        "{laugh}",
        "++NOISE++",
        "<|nospeech|>",
        "-",
        "?!",
        "*coughs* ...",
        "[noise] (music) ♪",
        "<sil>",
        "**sighs**",
        "[inaudible]",
        "- -",
        "%HESITATION",
        "🎵",
        "*laugh"
      })
  void noisesAreNoWords(String written) {
    assertThat(RecognisedWords.of(written)).isEqualTo(new RecognisedWords("", true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[noise] yes | yes",
        "yes [noise] please | yes please",
        "*coughs* I am here. | I am here.",
        "♪ la la ♪ hello | hello",
        "hello <unk> there | hello there",
        "(555) 123 4567 | (555) 123 4567",
        "yes ... | yes ...",
        "what the f*** is that **** here | what the f*** is that **** here",
        "press *67 | press *67",
        "it's 5 * 3 | it's 5 * 3",
        "3 < 4 | 3 < 4",
        "はい（笑） | はい",
        "well (I mean) no | well no",
        "नमस्ते | नमस्ते",
        "7 | 7"
      })
  void mixedTextKeepsItsWords(String written, String words) {
    assertThat(RecognisedWords.of(written)).isEqualTo(new RecognisedWords(words, false));
  }

  @Test
  void nothingWrittenIsNoNoise() {
    assertThat(RecognisedWords.of("")).isEqualTo(new RecognisedWords("", false));
    assertThat(RecognisedWords.of("  ")).isEqualTo(new RecognisedWords("", false));
  }

  @Test
  void onlyScriptsWithBlanksAreJoinedByOne() {
    assertThat(JoinedText.of(List.of("We open.", "", " Come! "))).isEqualTo("We open. Come!");
    assertThat(JoinedText.of("九点开门。", "请说。")).isEqualTo("九点开门。请说。");
    assertThat(JoinedText.of("開店します", "予約しますか")).isEqualTo("開店します予約しますか");
    assertThat(JoinedText.of("九点开门。", "Hello.")).isEqualTo("九点开门。 Hello.");
    assertThat(JoinedText.of("안녕하세요.", "네.")).isEqualTo("안녕하세요. 네.");
    assertThat(JoinedText.of(Arrays.asList())).isEmpty();
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars().forEach(each -> escaped.append(String.format("\\u%04x", each)));
    return escaped.toString();
  }
}
