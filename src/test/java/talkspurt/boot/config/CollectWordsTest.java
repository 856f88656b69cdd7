package talkspurt.boot.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import talkspurt.collect.Checksum;
import talkspurt.collect.CodeContent;
import talkspurt.collect.CodeWords;
import talkspurt.collect.Collect;

/** What callers say of numbers and codes, by the words that are shipped for their language. */
class CollectWordsTest {

  private static final ConfigSection WORDS = new ConfigSection(
      ConfigFactory.parseResources("collect.conf").getConfig("talkspurt.collect.words"), "words");

  private static String read(String language, boolean letters, String said) {
    CodeWords words = CollectReader.words(WORDS.section(language));
    return new CodeContent(letters, new Collect.Length(1, 64), Checksum.NONE, words).read("", said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | four one one one            | 4111",
        "en | 4111 1111, 1111-1111.       | 4111111111111111",
        "en | It's 4111 one one oh two    | 41111102",
        "en | double five triple zero     | 55000",
        "en | double 5, treble 7          | 55777",
        "en | forty one eleven twenty-two | 411122",
        "en | four thousand one hundred eleven | 4111",
        "en | four thousand and one       | 4001",
        "en | five thousand               | 5000",
        "en | nine hundred                | 900",
        "en | one hundred and five        | 105",
        "en | twelve hundred              | 1200",
        "en | a hundred                   | 100",
        "en | my number is um seven, er, nought, nine | 709",
        "en | well I would rather not tell you that one today you see | ''",
        "en | okay                        | ''",
        "en | double                      | ''",
        "de | vier eins eins eins         | 4111",
        "de | meine Nummer ist einundvierzig elf | 4111",
        "de | ZWO ZWEI fünf funf          | 2255",
        "de | dreißig dreissig            | 3030",
        "de | doppel null sieben          | 007",
        "de | das ist eine Karte, die Nummer lautet neunundneunzig | 99",
        "fr | quatre un un un             | 4111",
        "fr | zéro six douze              | 0612",
        "fr | soixante-dix-sept quatre-vingt-dix-huit | 7798",
        "fr | vingt et un, trente deux    | 2132",
        "fr | nonante                     | 90",
        "fr | deux cent trois             | 203",
        "es | cuatro uno uno uno          | 4111",
        "es | dieciseis veintidós treinta y cinco | 162235",
        "es | novecientos                 | 900",
        "es | mi número es una cosa: seis seis | 66",
        "it | quattro uno uno uno         | 4111",
        "it | ventuno trentatré quarantotto | 213348",
        "it | trentatre doppio zero       | 3300",
        "pt | quatro um um um             | 4111",
        "pt | vinte e um meia meia        | 2166",
        "pt | três dezesseis              | 316",
        "nl | vier een een een            | 4111",
        "nl | eenentwintig tweeëndertig   | 2132",
        "nl | dubbel nul zeven            | 007",
        "es | novecientos cinco           | 905",
        "es | cuatro mil ciento once      | 4111",
        "pl | cztery jeden jeden jeden    | 4111",
        "pl | dwadzieścia jeden, podwójne zero | 2100",
        "pl | dwieście dwadzieścia trzy   | 223",
        "pl | cztery tysiące sto jedenaście | 4111",
        "sv | fyra ett ett ett            | 4111",
        "sv | trettioen dubbel nolla      | 3100",
        "tr | dört bir bir bir            | 4111",
        "tr | KIRK İKİ elli altı          | 4256",
        "tr | dört bin yüz on bir         | 4111",
        "ru | четыре одна одна один       | 4111",
        "ru | двести пять, сорок два      | 20542",
        "ru | четыре тысячи триста семь   | 4307",
        "uk | дев'ять п’ять дві           | 952",
        "ar | أربعة واحد واحد واحد        | 4111",
        "ar | اربعه خمسه واحد وعشرون      | 4521",
        "he | ארבע אחת אחת אחת            | 4111",
        "he | עשרים ואחת שלושה            | 213",
        "hi | चार एक एक एक                | 4111",
        "hi | डबल पांच ज़ीरो पच्चीस          | 55025",
        "zh | 四一一一                      | 4111",
        "zh | 我的号码是四 幺 一 零           | 4110",
        "zh | 四千一百一十一                 | 4111",
        "zh | 请等一下                      | ''",
        "zh | 五                           | 5",
        "ja | 四一一一です                   | 4111",
        "ja | ゼロ さん なな                 | 037",
        "ja | 一つお願いします                | ''",
        "ko | 사일일일                      | 4111",
        "ko | 공 삼 이십일                   | 0321",
        "ko | 사람이요                      | ''",
      })
  void digitsAreReadAsCallersSayThem(String language, String said, String code) {
    assertThat(read(language, false, said)).isEqualTo(code.replace(" ", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | G B 29 N W B K 6016         | GB29NWBK6016",
        "en | GB29 NWBK                   | GB29",
        "en | golf bravo two nine         | GB29",
        "en | B as in Bravo, 4, o, oh     | B4O0",
        "en | M for Mary double L         | MLL",
        "de | D E acht neun               | DE89",
        "de | Dora Emil, B wie Berta      | DEB",
        "fr | F R quatorze                | FR14",
      })
  void lettersAreReadToo(String language, String said, String code) {
    assertThat(read(language, true, said)).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "en", "de", "es", "fr", "it", "pt", "nl", "pl", "sv", "tr", "ru", "uk", "ar", "he", "hi",
        "zh", "ja", "ko"
      })
  void callersConfirmAndAskForAPersonInTheirLanguage(String language) {
    ConfigSection block = WORDS.section(language);
    for (String key : List.of("yes", "no", "person")) {
      assertThat(block.texts(key)).as(key).isNotEmpty().doesNotHaveDuplicates();
    }
    assertThat(block.texts("yes")).doesNotContainAnyElementsOf(block.texts("no"));
    assertThat(block.text("read-back")).isNotEqualTo(block.text("last-four"));
  }

  @Test
  void eachLanguageHasTheNumbersUpToNinetyNineAndSaysWhatItReads() {
    for (String language : WORDS.keys()) {
      ConfigSection block = WORDS.section(language);
      assertThat(block.texts("numbers")).as(language).hasSize(100).doesNotHaveDuplicates();
      assertThat(block.text("read-back")).contains("{value}");
      assertThat(block.text("last-four")).contains("{value}");
      for (int value = 0; value < 100; value++) {
        assertThat(read(language, false, block.texts("numbers").get(value)))
            .as(language)
            .isEqualTo(String.valueOf(value));
      }
    }
  }
}
