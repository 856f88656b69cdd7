package talkspurt.provider.tts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import talkspurt.text.Lexicon;
import talkspurt.text.Lexicon.Entry;
import talkspurt.text.Markup;
import talkspurt.text.Markup.Alphabet;
import talkspurt.text.SpelledNumbers;
import talkspurt.text.SpokenForm;

class VoiceMarkupTest {

  private static final Lexicon WORDS = new Lexicon(List.of(
      new Entry(
          "ACME",
          "ack & me",
          Map.of(Alphabet.IPA, "ˈækmi", Alphabet.ARPABET, "AE1 K M IY0", Alphabet.ESPEAK, "'akmI")),
      new Entry("San José", "", Map.of(Alphabet.IPA, "sæn hoʊˈzeɪ")),
      new Entry("gif", "jif")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "none | An ACME gif! | An ack & me jif!",
        "none | <b>, [[x]] \\{y} & z | <b>, [[x]] \\{y} & z",
        "deepgram | ACME! | \\{\"word\": \"ACME\", \"pronounce\": \"ˈækmi\"\\}!",
        "deepgram | \\{\"word\": \"a\", \"pronounce\": \"b\"\\} | ` (\"word\": \"a\", \"pronounce\": \"b\" )`",
        "aura-1 | ACME! | ack & me!",
        "aura-2-de | ACME! | ack & me!",
        "piper | ACME gif! | [[ ˈækmi ]] jif!",
        "piper | [[ a ]] [[[ACME | (( a )) ((([[ ˈækmi ]]",
        "espeak | ACME gif <b>! | [['akmI]] jif <b>!",
        "espeak | [[a]]ACME | ((a))[['akmI]]",
        "espeak-ssml | ACME & [[a]] | <speak>[['akmI]] &amp; ((a))</speak>",
        "ssml | ACME gif | <speak><phoneme alphabet=\"ipa\" ph=\"ˈækmi\">ACME</phoneme> jif</speak>",
        "ssml | <break time=\"9s\"/>a & b | <speak>&lt;break time=&quot;9s&quot;/&gt;a &amp; b</speak>",
        "ssml | </speak><audio src='x'/> | <speak>&lt;/speak&gt;&lt;audio src='x'/&gt;</speak>",
        "ssml | San José | <speak><phoneme alphabet=\"ipa\" ph=\"sæn hoʊˈzeɪ\">San José</phoneme></speak>",
        "eleven-ws | ACME & <b> | <phoneme alphabet=\"cmu-arpabet\" ph=\"AE1 K M IY0\">ACME</phoneme> &amp; &lt;b&gt;",
        "eleven-ws | San José | <phoneme alphabet=\"ipa\" ph=\"sæn\">San</phoneme> <phoneme alphabet=\"ipa\" ph=\"hoʊˈzeɪ\">José</phoneme>",
        "eleven-http | <break time=\"9s\"/> & ACME | ` break time=\"9s\"/  & <phoneme alphabet=\"cmu-arpabet\" ph=\"AE1 K M IY0\">ACME</phoneme>`",
        "eleven-v25 | ACME <b> | ack & me <b>",
        "eleven-v25-http | ACME <b> | `ack & me  b `",
      })
  void aTextIsReadAsItStandsAndALexiconSaysMore(String voice, String written, String given) {
    assertThat(given(voice, written).text()).isEqualTo(given);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "none | Call +49 30 1234567. | Call + 4 9, 3 0, 1 2 3, 4 5 6 7.",
        "eleven-ws | code 007 | code 0 0 7",
        "ssml | code 481516. | <speak>code <say-as interpret-as=\"characters\">481</say-as><break time=\"200ms\"/>"
            + "<say-as interpret-as=\"characters\">516</say-as>.</speak>",
        "espeak-ssml | +49 30 1234567 | <speak>+ <say-as interpret-as=\"characters\">49</say-as><break time=\"200ms\"/>"
            + "<say-as interpret-as=\"characters\">30</say-as><break time=\"200ms\"/>"
            + "<say-as interpret-as=\"characters\">123</say-as><break time=\"200ms\"/>"
            + "<say-as interpret-as=\"characters\">4567</say-as><break time=\"1ms\"/></speak>",
      })
  void numbersAreSpelledAsTheVoiceTakesIt(String voice, String written, String given) {
    Markup markup = markup(voice);
    assertThat(markup
            .whole(SpelledNumbers.of(written, "en", markup)
                .andThen(part -> WORDS.spoken(part, markup)))
            .text())
        .isEqualTo(given);
  }

  @Test
  void placesAreThoseOfTheWrittenText() {
    SpokenForm ssml = given("ssml", "a <b ACME c");
    for (int at = 0; at <= ssml.text().length(); at++) {
      String said = "a <b ACME c".substring(0, ssml.written(at));
      String spoken = ssml.text().substring(0, at);
      assertThat(said.endsWith("ACME")).as(spoken).isEqualTo(spoken.endsWith("</phoneme>"));
      assertThat(said.contains("<")).as(spoken).isEqualTo(spoken.contains("&lt;"));
    }
    assertThat(ssml.written(ssml.text().length())).isEqualTo(11);
    assertThat(ssml.written(7)).isZero();
  }

  private static SpokenForm given(String voice, String written) {
    Markup markup = markup(voice);
    return markup.whole(WORDS.spoken(written, markup));
  }

  private static Markup markup(String voice) {
    return switch (voice) {
      case "deepgram" -> VoiceMarkup.deepgram("aura-2-thalia-en");
      case "aura-1" -> VoiceMarkup.deepgram("aura-asteria-en");
      case "aura-2-de" -> VoiceMarkup.deepgram("aura-2-viktoria-de");
      case "piper" -> VoiceMarkup.piper();
      case "espeak" -> VoiceMarkup.espeak();
      case "espeak-ssml" -> VoiceMarkup.espeakSsml();
      case "ssml" -> VoiceMarkup.ssml();
      case "eleven-ws" -> VoiceMarkup.elevenLabs("eleven_flash_v2", true);
      case "eleven-http" -> VoiceMarkup.elevenLabs("eleven_turbo_v2", false);
      case "eleven-v25" -> VoiceMarkup.elevenLabs("eleven_flash_v2_5", true);
      case "eleven-v25-http" -> VoiceMarkup.elevenLabs("eleven_flash_v2_5", false);
      default -> Markup.NONE;
    };
  }
}
