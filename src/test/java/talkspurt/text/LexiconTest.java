package talkspurt.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.text.Lexicon.Entry;
import talkspurt.text.Markup.Alphabet;

class LexiconTest {

  private static final Lexicon WORDS = new Lexicon(List.of(
      new Entry("Siobhan", "Shivawn"),
      new Entry("gif", "jif"),
      new Entry("IT", "eye tee"),
      new Entry("ACME", "ack me", Map.of(Alphabet.IPA, "ˈækmi")),
      new Entry("ACME Inc.", "ack me incorporated"),
      new Entry("C#", "see sharp"),
      new Entry("C", "see"),
      new Entry("Œuvre", "", Map.of(Alphabet.IPA, "œvʁ")),
      new Entry("東京", "とうきょう")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Siobhan is here. | Shivawn is here.",
        "siobhan or SIOBHAN | siobhan or SIOBHAN",
        "Siobhan's, (Siobhan) Siobhan-Mary | Shivawn's, (Shivawn) Shivawn-Mary",
        "Siobhans Siobhan2 MySiobhan | Siobhans Siobhan2 MySiobhan",
        "A gif, a GIF, a Gif. | A jif, a jif, a jif.",
        "gifts and gif | gifts and jif",
        "IT and it | eye tee and it",
        "ACME Inc. and ACME | ack me incorporated and ack me",
        "ACME Inca | ack me Inca",
        "C# and C, not Cc | see sharp and see, not Cc",
        "Œuvre | Œuvre",
        "今東京都に | 今とうきょう都に",
        "gif | jif",
        "nothing of it | nothing of it",
        "Zoe\u0301 gif\u0301 | Zoe\u0301 gif\u0301",
      })
  void wholeWordsAreSpokenAsTheLexiconSays(String written, String spoken) {
    assertThat(WORDS.spoken(written, Markup.NONE).text()).isEqualTo(spoken);
  }

  @Test
  void phonemesAreForVoicesThatTakeThem() {
    Markup pointed = new Markup() {

      @Override
      public SpokenForm plain(String text) {
        return SpokenForm.of(text);
      }

      @Override
      public Optional<String> phonemes(String word, Map<Alphabet, String> known) {
        return Optional.ofNullable(known.get(Alphabet.IPA))
            .map(ipa -> "<" + word + ":" + ipa + ">");
      }
    };
    SpokenForm spoken = WORDS.spoken("ACME, Œuvre, gif", pointed);
    assertThat(spoken.text()).isEqualTo("<ACME:ˈækmi>, <Œuvre:œvʁ>, jif");
  }

  @Test
  void placesAreThoseOfTheWrittenText() {
    SpokenForm spoken = WORDS.spoken("An ACME gif.", Markup.NONE);
    assertThat(spoken.text()).isEqualTo("An ack me jif.");
    int[] written = {0, 1, 2, 3, 3, 3, 3, 3, 3, 7, 8, 8, 8, 11, 12};
    for (int at = 0; at < written.length; at++) {
      assertThat(spoken.written(at)).as("%d", at).isEqualTo(written[at]);
    }
    assertThat(spoken.asWritten()).isFalse();
  }

  @Test
  void aTextWithoutSuchWordsIsSpokenAsItIs() {
    SpokenForm spoken = WORDS.spoken("nothing", Markup.NONE);
    assertThat(spoken.asWritten()).isTrue();
    assertThat(spoken.written(4)).isEqualTo(4);
    assertThat(SpokenForm.of("nothing").text()).isEqualTo("nothing");
    assertThat(new Lexicon(List.of()).isEmpty()).isTrue();
    assertThat(new Lexicon(List.of()).spoken("", Markup.NONE).text()).isEmpty();
  }

  @Test
  void theLastEntryOfAWordWins() {
    Lexicon twice = new Lexicon(List.of(new Entry("a", "one"), new Entry("a", "two")));
    assertThat(twice.spoken("a", Markup.NONE).text()).isEqualTo("two");
    Lexicon cases = new Lexicon(List.of(new Entry("ab", "any"), new Entry("AB", "this")));
    assertThat(cases.spoken("AB ab Ab", Markup.NONE).text()).isEqualTo("this any any");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "IPA | ˈækmi | ``",
        "IPA | t͡ʃɛ.ʁɔ̃ˈhɐ̯ː ma˥˩ a‿b | ``",
        "IPA | ˈACme | ipa is 'ˈACme', in which 'A' is no IPA; allowed: IPA such as ˈækmi",
        "IPA | <b> | in which '<' is no IPA",
        "IPA | a]] | in which ']' is no IPA",
        "IPA | день | in which 'д' is no IPA",
        "IPA | k2 | in which '2' is no IPA",
        "IPA | ` ` | ipa is blank",
        "ARPABET | AE1 K M IY0 | ``",
        "ARPABET | AE1 K  M IY0 | ``",
        "ARPABET | AE3 K | arpabet is 'AE3 K', in which 'AE3' is no phoneme",
        "ARPABET | ˈækmi | is no phoneme; allowed: those of the CMU dictionary",
        "ARPABET | `` | is no phoneme",
        "ESPEAK | 'akmI | ``",
        "ESPEAK | ˈækmi | espeak is 'ˈækmi'; allowed: what espeak-ng -q -x writes",
        "ESPEAK | a]]b | espeak is 'a]]b'",
        "ESPEAK | a<b | espeak is 'a<b'",
        "ESPEAK | `` | espeak is ''",
      })
  void phonemesAreOfTheirAlphabet(Alphabet alphabet, String phonemes, String told) {
    ThrowingCallable made = () -> new Entry("a", "", Map.of(alphabet, phonemes));
    if (told.isEmpty()) {
      assertThatCode(made).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(made).hasMessageContaining(told);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | x | is no word; allowed",
        "' a' | x | is no word; allowed",
        "a | ' ' | says nothing; needed: say, ipa, arpabet or espeak",
      })
  void entriesAreChecked(String word, String say, String message) {
    assertThatThrownBy(() -> new Entry(word, say)).hasMessageContaining(message);
  }
}
