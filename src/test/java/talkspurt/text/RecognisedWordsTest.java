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
        "(030) 1234 | (030) 1234",
        "030 1234 (ext 12) | 030 1234 (ext 12)",
        "* hello there | * hello there"
      })
  void wordsBesideNoisesStay(String written, String words) {
    assertThat(RecognisedWords.of(written)).isEqualTo(new RecognisedWords(words, false));
  }
}
