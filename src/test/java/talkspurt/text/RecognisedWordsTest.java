package talkspurt.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecognisedWordsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[BLANK_AUDIO]",
        "(laughs",
        "* Musik *",
        "** coughs **",
        "🎵 music 🎵",
        "♪ la la",
        "(silence 2s)",
        "〔音楽〕",
        "〖音乐〗",
        "≪音楽≫",
        "﴾موسيقى﴿",
        "< noise >",
        "%hesitation%",
        "&nbsp;",
        "&lt;unk&gt;",
        "<0.00> <|2.40|>",
        "SIL",
        "!SIL",
        "SPN",
        "SPOKEN_NOISE",
        "_noise_",
        "~noise~",
        "*Laughter.*",
        "<|zh|><|NEUTRAL|><|BGM|><|withitn|>",
        "{laughter}",
        "[laughter] ...",
        ". . .",
        "<|nospeech|>",
        "🎼😊",
        "…"
      })
  void aNoiseIsNoWord(String written) {
    assertThat(RecognisedWords.of(written)).isEqualTo(new RecognisedWords("", true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* beep * hello | hello",
        "🎼你好。😊 | 你好。",
        "▁yes⁇ | yes",
        "SILVER | SILVER",
        "noise | noise",
        "a_b and 2 = x = 3 | a_b and 2 = x = 3",
        "yes SIL | yes",
        "(030) 1234 | (030) 1234",
        "030 1234 (ext 12) | 030 1234 (ext 12)",
        "* hello there | * hello there"
      })
  void wordsBesideNoisesStay(String written, String words) {
    assertThat(RecognisedWords.of(written)).isEqualTo(new RecognisedWords(words, false));
  }
}
