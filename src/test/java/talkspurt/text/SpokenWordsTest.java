package talkspurt.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.turn.PhraseList;

class SpokenWordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HAYIR | hayır",
        "İptal | iptal",
        "IŞIK | ışık",
        "نَعَمْ | نعم",
        "أربعة | اربعه",
        "آه | اه",
        "مـــرحبا | مرحبا",
        "שָׁלוֹם | שלום",
        "はい、そうです。 | はい そうです",
        "は い | はい",
        "好的，好的 | 好的 好的",
        "네 알겠습니다 | 네알겠습니다",
        "D’accord ! | d'accord",
        "हाँ, ठीक है। | हाँ ठीक है"
      })
  void whatRecognisersWriteInTwoWaysIsTheSame(String one, String other) {
    assertThat(SpokenWords.compared(one)).isEqualTo(SpokenWords.compared(other)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"für, fur", "ё, е", "ß, ss", "é, e", "が, か"})
  void whatMakesAnotherWordDoesNot(String one, String other) {
    assertThat(SpokenWords.compared(one)).isNotEqualTo(SpokenWords.compared(other));
  }

  @ParameterizedTest
  @CsvSource({"はい, 1", "はいそうです, 3", "我要取消, 2", "one two, 2", "iPhone を, 2", "'', 0"})
  void wordsAreCountedWhereThereAreNoBlanks(String said, int words) {
    assertThat(SpokenWords.count(said)).isEqualTo(words);
  }

  @Test
  void aListKeepsWhatPeopleWriteForRecognisers() {
    PhraseList list = PhraseList.of(List.of("Hayır", "نَعَمْ"));
    assertThat(list.written()).containsExactlyInAnyOrder("hayır", "نَعَمْ");
    assertThat(list.cover("HAYIR نعم")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"はい、そうです | true", "はい 予約 したい | false", "そう です ね | true"})
  void aPhraseIsFoundWithBlanksAndWithout(String said, boolean covered) {
    PhraseList list = PhraseList.of(List.of("はい", "そうです", "そうですね"));
    assertThat(list.cover(said)).isEqualTo(covered);
  }
}
