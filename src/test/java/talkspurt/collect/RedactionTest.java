package talkspurt.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.fake.Collects;

class RedactionTest {

  private final Redaction english = new Redaction(
      Collects.WORDS,
      new NameWords(
          List.of("my name is", "this is", "I am called"),
          List.of("Mr"),
          List.of("and", "i want")));
  private final Redaction german = new Redaction(
      words("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"),
      new NameWords(List.of("mein Name ist", "ich heiße"), List.of("Frau"), List.of("und")));
  private final Redaction chinese =
      new Redaction(words("零", "一", "二", "三", "四", "五", "六", "七", "八", "九"), NameWords.NONE);

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
    Call me at +49 170 1234567 please. | Call me at [number] please.
    (030) 123-456 is it | ([number] is it
    at 10:30 we are 1234 people | at 10:30 we are 1234 people
    4111 1111 1111 1111, yes | [card], yes
    4111-1111-1111-1112 | [number]
    Write to Ann.Smith+x@mail.example.org. | Write to [email]
    not@all and a @ b.c | not@all and a @ b.c
    DE89 3704 0044 0532 0130 00 is mine | [iban] is mine
    it is de89370400440532013000 | it is [iban]
    four seven one one five | [number]
    it was double four seven triple one, thanks | it was [number], thanks
    four one oh one | four one oh one
    one of the two | one of the two
    four one one one double one one one one one one one one one one one | [card]
    My name is Ann Smith and I call | My name is [name] and I call
    my name is ann and so on | my name is [name] and so on
    My name is Ann. Smith | My name is [name]. Smith
    my name is ann smith and so on | my name is [name] and so on
    my name is ann smith jones | my name is [name] jones
    my name is ann i want | my name is [name] i want
    my name is and so | my name is and so
    my name is 4711 5 | my name is [number]
    Thank you, Mr. Smith Jones. | Thank you, Mr. [name].
    mr smith | mr smith
    my name is [name] | my name is [name]
    my name is | my name is
    """)
  void takesOutWhatTellsWhoSpeaks(String said, String kept) {
    assertThat(english.redacted(said)).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
    Meine Nummer ist vier sieben eins eins null | Meine Nummer ist [number]
    Ich heiße Jürgen Groß, guten Tag | Ich heiße [name], guten Tag
    Frau Groß, bitte | Frau [name], bitte
    vier oder fünf | vier oder fünf
    """)
  void inGerman(String said, String kept) {
    assertThat(german.redacted(said)).isEqualTo(kept);
  }

  @Test
  void inScriptsWithoutBlanksAndWithOtherDigits() {
    assertThat(chinese.redacted("我的号码是一三八零零，谢谢")).isEqualTo("我的号码是[number]，谢谢");
    assertThat(chinese.redacted("一二三")).isEqualTo("一二三");
    assertThat(new Redaction(CodeWords.NONE, NameWords.NONE).redacted("رقمي ٠١٢٣٤٥ شكرا"))
        .isEqualTo("رقمي [number] شكرا");
  }

  @Test
  void whatWasRedactedStaysAndNoNumberIsLeft() {
    String[] parts = {
      "4",
      "71",
      "555",
      " ",
      "-",
      "+",
      "@",
      ".",
      "a",
      "DE89",
      "three",
      "double",
      "my name is",
      "Ann",
      "[",
      "]",
      "and",
      "\ud83d\ude00",
      "é",
      ","
    };
    Random random = new Random(7);
    for (int text = 0; text < 3000; text++) {
      StringBuilder said = new StringBuilder();
      int length = random.nextInt(25);
      for (int part = 0; part < length; part++) {
        said.append(parts[random.nextInt(parts.length)]);
        said.append(random.nextBoolean() ? " " : "");
      }
      String once = english.redacted(said.toString());
      assertThat(once).as(said.toString()).doesNotContainPattern("[0-9]{5}");
      assertThat(english.redacted(once)).as(said.toString()).isEqualTo(once);
    }
  }

  private static CodeWords words(String... digits) {
    Map<String, Integer> numbers = new TreeMap<>();
    for (int digit = 0; digit < digits.length; digit++) {
      numbers.put(digits[digit], digit);
    }
    return new CodeWords(
        numbers, List.of(), List.of(), List.of(), Map.of(), Map.of(), List.of(), List.of(),
        List.of(), List.of());
  }
}
